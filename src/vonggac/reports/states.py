"""States of a report, what its lines tell, and the periods that reports are of (REQUIREMENTS §7.4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vonggac.proceedings.flow import Flow

CODE = "BC"


class ReportState(TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted for signature")
    RETURNED = "returned", pgettext_lazy("report", "returned")
    ISSUED = "issued", pgettext_lazy("report", "issued")
    VOID = "void", pgettext_lazy("report", "void")


FLOW = Flow(
    first=(ReportState.DRAFT.value,),
    follows={
        "draft": ("submitted", "void"),
        "submitted": ("returned", "issued"),
        "returned": ("submitted", "void"),
        "issued": (),
        "void": (),
    },
)
EDITABLE = frozenset({"draft", "returned"})


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    DRAFT = "draft", pgettext_lazy("report", "drafted")
    WRITTEN = "written", pgettext_lazy("report", "texts written")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted for signature")
    RETURNED = "returned", pgettext_lazy("report", "returned")
    ISSUED = "issued", pgettext_lazy("report", "issued")
    VOID = "void", pgettext_lazy("report", "void")
    CORRECTION = "correction", _("correction")


class PeriodKind(TextChoices):
    """In the order of the page. The values stand in rows."""

    MONTH = "month", pgettext_lazy("period", "month")
    QUARTER = "quarter", pgettext_lazy("period", "quarter")
    TERM_1 = "term_1", pgettext_lazy("period", "first term")
    TERM_2 = "term_2", pgettext_lazy("period", "second term")
    SCHOOL_YEAR = "school_year", pgettext_lazy("period", "school year")
    YEAR = "year", pgettext_lazy("period", "calendar year")
    AD_HOC = "ad_hoc", pgettext_lazy("period", "ad hoc")


REGULAR = tuple(each for each in PeriodKind if each is not PeriodKind.AD_HOC)
