"""The disks that footage is written to: how they are, how long they suffice; and the changes of the IT teacher.

The page asks no disk: it says what the archivist found within the last minute (``run/archive.json``).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.archive import new_volume
from vonggac.archive.volume_list import VolumeRefused
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services
from vonggac.equipment.storage import VolumeDeed
from vonggac.holds import selectors as holds
from vonggac.kernel.locks import Held
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.health import storage_words
from vonggac.web.health.storage import Overview, overview
from vonggac.web.health.volume_forms import AddForm, ChangeForm, DateForm
from vonggac.web.viewer import PageRequest

_ADDING, _CHANGING = "id_add_%s", "id_change_%s"

Made = TypeVar("Made")


@require_GET
def volumes(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_CONFIGURATION)
    return _page(request)


@require_POST
def volume_add(request: PageRequest) -> HttpResponse:
    """Where there is something to know first (the same disk, other files), it is told, and asked for once more."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = AddForm(request.POST, auto_id=_ADDING)
    concerns: list[new_volume.Concern] = []
    if form.is_valid():
        path = Path(form.cleaned_data["path"])
        told = _try(form, "path", lambda: new_volume.look_at(settings.DATA, path))
        if told and request.POST.get("confirmed") != form.cleaned_data["path"]:
            concerns = told
        elif told is not None and _change(request, form, VolumeDeed.ADD, path):
            messages.success(request, _("Added: footage is written there when its turn comes."))
            return redirect("volumes")
    return _page(request, add=form, concerns=concerns)


@require_POST
def volume_change(request: PageRequest) -> HttpResponse:
    """Retire, put first, or another reserve."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = ChangeForm(request.POST, auto_id=_CHANGING, paths=_listed(request))
    if form.is_valid():
        what = VolumeDeed(form.cleaned_data["what"])
        if _change(request, form, what, Path(form.cleaned_data["volume"])):
            messages.success(request, _("Changed: it takes effect within seconds."))
            return redirect("volumes")
    return _page(request, change=form)


@require_POST
def date_confirm(request: PageRequest) -> HttpResponse:
    """A person's word that this machine's date is right; ``equipment.services`` decides who may."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    shown = overview(request.viewer.school)
    if not shown.clock_ahead_us:
        messages.info(request, _("Nothing waits for the date: the clock is believed."))
        return redirect("volumes")
    form = DateForm(request.POST)
    viewer = request.viewer
    if form.is_valid():
        today = form.cleaned_data["today"]
        done = form.try_to(
            lambda: services.confirm_date(today=today, by=viewer.person, school=viewer.school)
        )
        if done is not None:
            words = _("Date confirmed: days of footage are counted by the clock within a minute.")
            messages.success(request, words)
            return redirect("volumes")
    return _page(request, clock=form)


def clock_facts(request: PageRequest, shown: Overview, form: DateForm | None) -> dict[str, Any]:
    """What ``health/clock.html`` needs, wherever it stands."""
    viewer = request.viewer
    return {
        "storage": shown,
        "may_confirm": services.may_confirm_date(by=viewer.person, school=viewer.school),
        "date_form": form or DateForm(),
    }


def _page(
    request: PageRequest,
    *,
    add: AddForm | None = None,
    change: ChangeForm | None = None,
    clock: DateForm | None = None,
    concerns: list[new_volume.Concern] | None = None,
) -> HttpResponse:
    shown = overview(request.viewer.school)
    context = clock_facts(request, shown, clock) | {
        "held_count": holds.active(request.viewer.school).count(),
        "may_change": deeds.may(request, Deed.CONFIGURE_CAMERAS),
        "add_form": add or AddForm(auto_id=_ADDING),
        "change_form": change
        or ChangeForm(auto_id=_CHANGING, paths=[each.path for each in shown.listed]),
        "concerns": [storage_words.CONCERNS[each] for each in concerns or ()],
        "changes": [(storage_words.DEEDS[each.what], each) for each in equipment.volume_changes()],
    }
    wrong = any(form is not None and form.errors for form in (add, change, clock))
    return render(request, "health/volumes.html", context, status=400 if wrong else 200)


def _listed(request: PageRequest) -> list[str]:
    return [each.path for each in overview(request.viewer.school).listed]


def _change(request: PageRequest, form: AddForm | ChangeForm, what: VolumeDeed, path: Path) -> bool:
    viewer = request.viewer
    done = _try(
        form,
        "path" if what is VolumeDeed.ADD else "volume",
        lambda: services.change_volume(
            data=settings.DATA,
            what=what,
            path=path,
            basis=form.cleaned_data["basis"],
            by=viewer.person,
            school=viewer.school,
            reserve_bytes=form.reserve_bytes,
        ),
    )
    return done is not None


def _try(form: PageForm, field: str, act: Callable[[], Made]) -> Made | None:
    """As ``form.try_to``, with the complaints of the list and of the disk."""
    try:
        return form.try_to(act)
    except VolumeRefused as refused:
        form.add_error(field, storage_words.REFUSALS[refused.code])
    except Held:
        form.add_error(None, _("Somebody else changes the list at this moment: try again."))
    except OSError as error:
        words = _("The disk does not take it: %(why)s.")
        form.add_error(field, words % {"why": error.strerror or type(error).__name__})
    except ValueError:
        form.add_error(None, storage_words.UNREADABLE)
    return None
