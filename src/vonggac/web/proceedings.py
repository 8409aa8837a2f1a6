"""The page of a numbered proceeding: which steps are offered to whom, and taking one. Once for all rooms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import TextChoices
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.papers import services as papers
from vonggac.web import corrections
from vonggac.web.forms import PageForm
from vonggac.web.scans import try_with_scan
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.proceedings.bases import Proceeding, ProceedingLine

Values = Callable[[PageForm], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    """``at``: states in which it is due; empty: any that has not ended. ``may``: whether this person is offered it; the
    service asks again. ``form`` with a field ``scan`` has it kept and given to ``act`` as ``scan``.
    """

    title: str
    button: str
    form: type[PageForm]
    act: Callable[..., Any]
    at: frozenset[str] = frozenset()
    may: Callable[[PageRequest, Any], bool] = lambda request, row: True
    folded: bool = False
    with_school: bool = False


def due(step: Step, row: Any) -> bool:
    return row.state in step.at if step.at else not row.ended


def offered(
    request: PageRequest,
    row: Any,
    steps: Mapping[str, Step],
    *,
    spoilt: Mapping[str, PageForm] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> list[dict[str, Any]]:
    """For ``parts/steps.html``: what is due, for who may do it."""
    found = []
    for name, step in steps.items():
        if not due(step, row) or not step.may(request, row):
            continue
        wrong = (spoilt or {}).get(name)
        form = wrong or form_of(request, name, step, initial=dict(initial or {}))
        shown = wrong is not None or not step.folded
        found.append({"name": name, "step": step, "form": form, "open": shown})
    return found


def file_of(
    request: PageRequest,
    row: "Proceeding",
    page: str,
    steps: Mapping[str, Step],
    *,
    lines: Iterable["ProceedingLine"],
    kinds: type[TextChoices],
    spoilt: Mapping[str, PageForm] | None = None,
    initial: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the page (the name of its address) shows of any proceeding: the lines of its file, and what is due."""
    told = list(lines)
    for each in told:
        each.word = kinds(each.kind).label  # type: ignore[attr-defined]  # for the template
    base = reverse(page, args=[row.id])
    return {
        "row": row,
        "lines": told,
        "steps": offered(request, row, steps, spoilt=spoilt, initial=initial),
        "step_base": f"{base}/step",
        "scan_base": f"{base}/papers",
        "correct_base": f"{base}/correct",
    }


def form_of(request: PageRequest, name: str, step: Step, **more: Any) -> PageForm:
    """``data`` and ``files`` among ``more`` for a POST."""
    school = {"school": request.viewer.school} if step.with_school else {}
    return step.form(auto_id=f"id_{name}_%s", **school, **more)


def take(
    request: PageRequest, row: Any, name: str, steps: Mapping[str, Step], **ids: Any
) -> PageForm | None:
    """Does the posted step. None: done, and said so; else the form with what is wrong with it.
    Raises Http404 where no step has this name.
    """
    step = steps.get(name)
    if step is None:
        raise Http404
    form = form_of(request, name, step, data=request.POST, files=request.FILES or None)
    if form.is_valid():
        values = dict(getattr(form, "values", form.cleaned_data))
        if try_with_scan(form, "scan", lambda: _act(request, row, step, values, ids)) is not None:
            messages.success(request, _("Written into the file."))
            return None
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    row.refresh_from_db()
    return form


def correct(request: PageRequest, act: Callable[..., Any], **ids: Any) -> None:
    """Đính chính (I7) of the line that ``ids`` name."""
    corrections.correct(request, lambda words: act(by=request.viewer.person, words=words, **ids))


def _act(
    request: PageRequest, row: Any, step: Step, values: dict[str, Any], ids: dict[str, Any]
) -> Any:
    content, by = values.pop("scan", None), request.viewer.person
    if content is None:
        return step.act(by=by, **ids, **values)
    if not content:
        return step.act(by=by, scan=None, **ids, **values)
    with papers.keep(school=row.school_id, of=row.label, content=content, by=by) as scan:
        return step.act(by=by, scan=scan, **ids, **values)
