"""What became of an order by word of mouth, in words: the page and the printed slip say the same."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.kernel.clock import now_us
from vonggac.web.local_time import instant_text

if TYPE_CHECKING:
    from vonggac.directives.models import Directive


def outcome(row: "Directive") -> str:
    """Confirmed, denied with the reason, or not answered in time; empty while it may still be confirmed."""
    if row.confirmed_us is not None:
        return _("Confirmed at %(t)s") % {"t": instant_text(row.confirmed_us)}
    if row.denial and row.unconfirmed_us is not None:
        said = {"t": instant_text(row.unconfirmed_us), "why": row.denial}
        return _("Denied at %(t)s: %(why)s") % said
    if row.confirm_by_us is not None and now_us() >= row.confirm_by_us:
        return _("Not answered before %(t)s: not confirmed") % {
            "t": instant_text(row.confirm_by_us)
        }
    return ""
