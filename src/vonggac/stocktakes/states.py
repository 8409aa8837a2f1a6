"""States of a stocktake, in the words of REQUIREMENTS §5.8, and what its lines tell."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from vonggac.proceedings.flow import Flow

CODE = "KK"


class StocktakeState(TextChoices):
    PLANNED = "planned", _("planned, to be decided")
    FROZEN = "frozen", _("list of the books frozen")
    COUNTING = "counting", _("being counted")
    SIGNING = "signing", _("waiting for signatures")
    SIGNED = "signed", _("stocktake signed")
    PROPOSED = "proposed", _("proposals handed in")
    APPROVED = "approved", _("approved by the school board")
    UPDATED = "updated", _("books updated")
    CLOSED = "closed", _("stocktake closed")
    WITHDRAWN = "withdrawn", _("plan withdrawn")


FLOW = Flow(
    first=(StocktakeState.PLANNED.value,),
    follows={
        "planned": ("frozen", "withdrawn"),
        "frozen": ("counting",),
        "counting": ("signing",),
        "signing": ("signed",),
        "signed": ("proposed",),
        "proposed": ("approved",),
        "approved": ("updated",),
        "updated": ("closed",),
        "closed": (),
        "withdrawn": (),
    },
)
UNDECIDED = ("planned", "withdrawn")
DECIDED = tuple(each for each in FLOW.follows if each not in UNDECIDED)
HANDED_IN = ("proposed", "approved", "updated", "closed")
APPROVED = ("approved", "updated", "closed")


class Occasion(TextChoices):
    ASSET_YEAR = "asset_year", _("end of the asset year (31/12)")
    SCHOOL_YEAR = "school_year", _("end of the school year")
    DEMANDED = "demanded", _("extraordinary, on demand")


class Part(TextChoices):
    """Of a member of the stocktake board."""

    CHAIR = "chair", _("chair of the stocktake board")
    MEMBER = "member", _("member of the stocktake board")


class Found(TextChoices):
    """REQUIREMENTS §5.8: per item, never “not counted”."""

    PRESENT = "present", _("present in the stocktake")
    MISSING = "missing", _("missing in the stocktake")
    BROKEN = "broken", _("found broken")
    SURPLUS = "surplus", _("surplus, not in the books")


class Use(TextChoices):
    """Mức độ sử dụng (FORMS §5.5)."""

    OFTEN = "often", _("used often")
    SELDOM = "seldom", _("used seldom")
    NEVER = "never", _("not used")


class Way(TextChoices):
    """Phương án of an item (khoản 7 Điều 2)."""

    KEEP = "keep", _("go on using")
    REPAIR = "repair", _("repair it")
    REPLACE = "replace", _("replace it")
    TRANSFER = "transfer", _("transfer it")
    DISPOSE = "dispose", _("dispose of it")
    ADD = "add", _("enter it into the books")


class LineKind(TextChoices):
    """The values stand in rows: never rename one. A step has the name of the state that it leads to."""

    PLANNED = "planned", _("planned, to be decided")
    FROZEN = "frozen", _("list of the books frozen")
    COUNTING = "counting", _("being counted")
    SIGNING = "signing", _("waiting for signatures")
    SIGNED = "signed", _("stocktake signed")
    PROPOSED = "proposed", _("proposals handed in")
    APPROVED = "approved", _("approved by the school board")
    UPDATED = "updated", _("books updated")
    CLOSED = "closed", _("stocktake closed")
    WITHDRAWN = "withdrawn", _("plan withdrawn")
    MEMBER = "member", _("member added")
    COUNTED = "counted", _("device counted")
    SURPLUS = "surplus", _("surplus, not in the books")
    WAY = "way", _("proposal for a device")
    REMARK = "remark", _("remark of the school board")
    NOTE = "note", _("note")
    CORRECTION = "correction", _("correction")
