"""Đính chính (I7): a new line after the one that it names. The same for every book and every file."""

from collections.abc import Callable

from django.contrib import messages
from django.utils.translation import gettext as _

from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest


def correct(request: PageRequest, write: Callable[[str], object]) -> None:
    """Gives the posted ``text`` to a service and says what came of it: where it refuses, in its words."""
    words = request.POST.get("text", "")
    if not words.strip():
        messages.error(request, _("Write what is corrected."))
        return
    form = PageForm(request.POST)
    form.is_valid()  # makes the form able to take the service's complaint
    if form.try_to(lambda: write(words)) is not None:
        messages.success(request, _("Correction written as a new line; the old one stays."))
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
