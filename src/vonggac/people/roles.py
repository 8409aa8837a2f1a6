"""The roles of REQUIREMENTS §1 that exist so far, and what belongs to each by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A position at a school. Codes as in the regulation's abbreviations; labels are the page's words."""

    PRINCIPAL = "HT", _("principal")
    VICE_PRINCIPAL = "PHT", _("vice-principal")
    IT_TEACHER = "GVTH", _("IT teacher")
    DUTY_OFFICER = "VCVH", _("duty officer")


BOARD = frozenset({Role.PRINCIPAL, Role.VICE_PRINCIPAL})
"""Ban Giám hiệu: khoản 1 Điều 3 defines it."""
