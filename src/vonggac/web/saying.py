"""One deed of a page without a form: done and said, or what the service has against it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError

from vonggac.web.viewer import PageRequest


def try_and_say(request: PageRequest, act: Callable[[], object], done: str) -> None:
    """``done``: what is said where the service did it; else its own words. Refused passes."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
