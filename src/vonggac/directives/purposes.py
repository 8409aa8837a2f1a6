"""The four purposes of khoản 1 Điều 1, with the page's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Act, Purpose

PURPOSES: dict[Purpose, Promise] = {
    Purpose.SECURITY: _("security"),
    Purpose.SAFETY: _("safety"),
    Purpose.EDUCATION: _("educational work"),
    Purpose.FIRE_SAFETY: _("fire prevention and fighting"),
}

ACTS: dict[Act, Promise] = {
    Act.LIVE: _("live view"),
    Act.PLAYBACK: _("playback"),
    Act.SNAPSHOT: _("take a snapshot"),
    Act.PRINT: _("print a picture"),
    Act.EXPORT: _("extract data"),
}
"""Live view is never ordered by a directive: it goes by the roster."""
