"""What can be done with a suggestion, by its state."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.suggestions import services
from vonggac.suggestions.states import ANSWERS
from vonggac.web import deeds
from vonggac.web.proceedings import Step
from vonggac.web.suggestions.forms import AnswerForm, CloseForm, EmptyForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.suggestions.models import Suggestion


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {
        "receive": Step(
            _("Receive"),
            _("It is received"),
            EmptyForm,
            services.receive,
            frozenset({"sent"}),
            _with(Deed.GATHER_SUGGESTIONS),
        ),
        "consider": Step(
            _("The Board considers it"),
            _("Begin"),
            EmptyForm,
            services.consider,
            frozenset({"gathered"}),
            _with(Deed.ANSWER_SUGGESTIONS),
        ),
        "answer": Step(
            _("Answer it"),
            _("Answer it"),
            AnswerForm,
            services.answer,
            frozenset({"considered"}),
            lambda request, row: (
                row.opened_by_id != request.viewer.person
                and deeds.may(request, Deed.ANSWER_SUGGESTIONS)
            ),
        ),
        "close": Step(
            _("Close"),
            _("Close"),
            CloseForm,
            services.close,
            frozenset(ANSWERS),
            _with(Deed.GATHER_SUGGESTIONS),
        ),
    }


def _with(deed: Deed) -> Callable[[PageRequest, "Suggestion"], bool]:
    return lambda request, row: deeds.may(request, deed)
