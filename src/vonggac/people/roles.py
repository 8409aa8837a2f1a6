"""The roles of REQUIREMENTS §1, and what belongs to each by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A position at a school. Codes as in the regulation's abbreviations; the order is that of precedence."""

    PRINCIPAL = "HT", _("principal")
    VICE_PRINCIPAL = "PHT", _("vice-principal")
    IT_TEACHER = "GVTH", _("IT teacher")
    DUTY_OFFICER = "VCVH", _("duty officer")
    NETWORK_ADMIN = "QTM", _("network administrator")
    CLERK = "VT", _("office clerk")
    ACCOUNTANT = "KT", _("accountant")
    STAFF = "NV", _("member of staff")
    SUPERVISOR = "GS", _("supervisor")


class Power(TextChoices):
    """What the head may leave to a vice-principal by a giấy ủy quyền, for a time."""

    ISSUE_DIRECTIVE = "issue_directive", _("issue directives")
    APPROVE_REQUEST = "approve_request", _("approve requests to view")
    APPROVE_COPY = "approve_copy", _("approve copies")


BOARD = frozenset({Role.PRINCIPAL, Role.VICE_PRINCIPAL})
"""Ban Giám hiệu: khoản 1 Điều 3 defines it."""
OPERATING = frozenset({Role.IT_TEACHER, Role.DUTY_OFFICER, Role.NETWORK_ADMIN})
"""Who lays hands on the system: pledged and trained before anything counts (nhóm 1 khoản 2 Điều 3, khoản 1 Điều 5)."""
