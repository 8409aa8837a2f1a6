"""Cameras and areas: list, add, change, take out of use. Nobody sees a camera's password here."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import now_us
from vonggac.places import selectors, services
from vonggac.rtsp.patterns import Guess
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.places import health
from vonggac.web.places.forms import AreaForm, CameraForm, OutOfUseForm
from vonggac.web.places.trying import Tried, try_camera
from vonggac.web.places.usual import usual_addresses
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.places.models import Camera

_FIELDS = (
    "area",
    "name",
    "position",
    "main_url",
    "sub_url",
    "username",
    "transport",
    "source_kind",
)


@require_GET
def cameras(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_SYSTEM)
    search = request.GET.get("q", "").strip()[:80]
    school = request.viewer.school
    shown = selectors.cameras(school, search=search, include_out_of_use=True)
    states = health.states([each.id for each in shown if each.state == "active"], now_us())
    stopped = equipment.stopped_tickets(school)
    by_area: dict[UUID, dict[str, Any]] = {
        each.id: {"area": each, "cameras": []} for each in selectors.areas(school)
    }
    for each in shown:
        known = {"camera": each, "health": states.get(each.id), "ticket": stopped.get(each.id, "")}
        by_area[each.area_id]["cameras"].append(known)
    context = {
        "groups": [g for g in by_area.values() if g["cameras"] or not search],
        "search": search,
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
    }
    template = "places/list_rows.html" if request.headers.get("HX-Request") else "places/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def camera_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    school = request.viewer.school
    if not selectors.areas(school, with_private=False).exists():
        messages.info(request, _("First the area, then the camera in it."))
        return redirect("area_new")
    initial = {"area": request.GET.get("area", "")}
    form = CameraForm(request.POST or None, school=school, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.add_camera(
                **_values(form),
                allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS,
                by=request.viewer.person,
            )
        )
        if made is not None:
            messages.success(request, _("Camera added: recording begins within seconds."))
            return redirect("cameras")
    return render(request, "places/camera.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def camera_edit(request: PageRequest, camera: str) -> HttpResponse:
    row = _camera_of(request, camera)
    deeds.require(request, Deed.CONFIGURE_CAMERAS, row.id)
    initial = {name: getattr(row, name) for name in _FIELDS} | {"area": str(row.area_id)}
    form = CameraForm(request.POST or None, school=request.viewer.school, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = form.try_to(
            lambda: services.change_camera(
                camera=camera,
                by=request.viewer.person,
                allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS,
                **_values(form),
            )
        )
        if changed is not None:
            messages.success(request, _("Camera changed: it takes effect within 5 seconds."))
            return redirect("cameras")
    context = {"form": form, "camera": row, "out_form": OutOfUseForm()}
    return render(request, "places/camera.html", context, status=_status(form))


@require_POST
def camera_test(request: PageRequest) -> HttpResponse:
    """A live test of what stands in the form: both streams described, one still of the first (ACCESS §7.1)."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = CameraForm(request.POST, school=request.viewer.school)
    form.is_valid()
    tried: list[Tried] = []
    usual = None
    if "main_url" not in form.errors:
        named = request.POST.get("camera", "")
        known = _camera_of(request, named).id if named else ""
        services.record_setup_frame(
            addresses=[form.cleaned_data.get(each, "") for each in ("main_url", "sub_url")],
            camera=known,
            by=request.viewer.person,
        )
        usual = usual_addresses(form.cleaned_data, known_camera=known)
        if isinstance(usual, Guess):
            found = {"main_url": usual.main_url, "sub_url": usual.sub_url}
            form = CameraForm({**request.POST.dict(), **found}, school=request.viewer.school)
            form.is_valid()
        tried = (
            [usual]
            if isinstance(usual, Tried)
            else try_camera(form.cleaned_data, known_camera=known)
        )
    context = {"tried": tried, "form": form, "usual": usual if isinstance(usual, Guess) else None}
    return render(request, "places/tried.html", context)


@require_POST
def camera_out_of_use(request: PageRequest, camera: str) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = _camera_of(request, camera)
    form = OutOfUseForm(request.POST)
    done = (
        form.try_to(
            lambda: services.take_out_of_use(
                camera=row.id, reason=form.cleaned_data["reason"], by=request.viewer.person
            )
        )
        if form.is_valid()
        else None
    )
    if done is not None:
        messages.success(request, _("Camera taken out of use. Its footage stays until retention."))
    else:
        messages.error(request, _("A reason is needed."))
    return redirect("cameras")


@require_http_methods(["GET", "POST"])
def area_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.create_area(
                school=request.viewer.school, by=request.viewer.person, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("Area added."))
            return redirect("cameras")
    return render(request, "places/area.html", {"form": form}, status=_status(form))


@require_http_methods(["GET", "POST"])
def area_edit(request: PageRequest, area: UUID) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = selectors.areas(request.viewer.school).filter(pk=area).first()
    if row is None:
        raise Http404
    initial = {"name": row.name, "kind": row.kind, "place": row.place}
    form = AreaForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.change_area(area=area, by=request.viewer.person, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("Area changed."))
            return redirect("cameras")
    return render(request, "places/area.html", {"form": form, "area": row}, status=_status(form))


def _camera_of(request: PageRequest, camera: str) -> "Camera":
    row = selectors.cameras_named([camera]).get(camera)
    if row is None or row.area.school_id != request.viewer.school or row.state != "active":
        raise Http404
    return row


def _values(form: CameraForm) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    data["area"] = UUID(data["area"])
    return data


def _status(form: PageForm) -> int:
    return 400 if form.errors else 200
