"""Reads of the room."""

from uuid import UUID

from django.db.models import QuerySet

from vonggac.integrations.models import Token


def tokens(school: UUID) -> QuerySet[Token]:
    """In use first, then the newest; the token itself is nowhere."""
    found = Token.objects.filter(school_id=school).select_related("owner", "revoked_by")
    return found.order_by("revoked_us", "-made_us")
