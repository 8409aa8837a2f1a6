"""Cameras found in the network: one look, one list, one press. A device is asked politely, and never more than said."""

import asyncio
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.text import TextRefused
from vonggac.onvif import client
from vonggac.onvif.choice import Channel, choose_streams
from vonggac.onvif.faults import OnvifFault
from vonggac.places import selectors, services
from vonggac.places.devices import Device
from vonggac.places.presets import PRESETS
from vonggac.web import deeds
from vonggac.web.forms import TEXT_COMPLAINTS, PageForm
from vonggac.web.places.finding_words import advice_on, problem_of
from vonggac.web.places.plan_forms import PRESET_WORDS
from vonggac.web.places.trying import try_camera
from vonggac.web.viewer import PageRequest

FIND_S = 4.0
DESCRIBED_AT_ONCE = 8
MOST_DEVICES = 128
MOST_CHANNELS = 256
ROW_GOOD_FOR_S = 3600
_ROW = "a device that was found"


class FindForm(PageForm):
    """Credentials stay in the browser's fields between the steps: the server writes them into no page (I11)."""

    username = forms.CharField(
        label=gettext_lazy("User name at the cameras"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password at the cameras"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    ranges = forms.CharField(
        label=gettext_lazy("Addresses to ask, too"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Such as 192.168.1.0/24 or 192.168.1.64; needed where a router keeps the question back."
        ),
    )


class AddForm(PageForm):
    plan = forms.ChoiceField(
        label=gettext_lazy("Recording plan"), choices=[(k, PRESET_WORDS[k]) for k in PRESETS]
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis of the plan"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Who agreed, when, in which paper. It stays with the schedule."),
    )


@dataclass(slots=True)
class FoundDevice:
    """One row group of the list."""

    number: int
    address: str
    xaddr: str
    title: str
    facts: Any = None
    """``DeviceFacts``; None while it could not be asked."""
    channels: tuple[Channel, ...] = ()
    problem: str = ""
    advice: str = ""
    detail: str = ""
    registered: dict[int, str] = field(default_factory=dict)
    """Channel → name under which it is registered already."""

    @property
    def row(self) -> str:
        """The device as the network told of it, signed: a page can't send the password somewhere else."""
        return signing.dumps([self.address, self.xaddr, self.title], salt=_ROW)

    @property
    def clock_bad(self) -> bool:
        return self.facts is not None and abs(self.facts.clock_offset_us or 0) >= 5_000_000


@require_GET
def camera_find(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    areas = selectors.areas(request.viewer.school, with_private=False)
    context = {
        "form": FindForm(),
        "areas": areas,
        "usual_areas": [] if areas else USUAL_AREAS,
    }
    return render(request, "places/find.html", context)


@require_POST
def camera_found(request: PageRequest) -> HttpResponse:
    """The list as a fragment. Takes some seconds: the network answers when it likes."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "places/found.html", {"form": form, "devices": []}, status=400)
    data = form.cleaned_data
    services.record_search(asked=data["ranges"].split(), by=request.viewer.person)
    try:
        devices = asyncio.run(_look(data["username"], data["password"], data["ranges"]))
    except OnvifFault as fault:
        form.add_error(None, problem_of(fault.code))
        return render(request, "places/found.html", {"form": form, "devices": []}, status=502)
    except ValueError:
        words = _("This is no range of addresses: write 192.168.1.0/24 or 192.168.1.64.")
        form.add_error("ranges", words)
        return render(request, "places/found.html", {"form": form, "devices": []}, status=400)
    for device in devices:
        device.registered = _registered(request.viewer.school, device)
    context = {
        "devices": devices,
        "areas": selectors.areas(request.viewer.school, with_private=False),
        "new": sum(len(each.channels) - len(each.registered) for each in devices),
        "add_form": AddForm(initial={"plan": "continuous"}),
    }
    return render(request, "places/found.html", context)


@require_POST
def found_device(request: PageRequest) -> HttpResponse:
    """One device again, with an account of its own."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    number = _number(request.POST.get("device", ""))
    try:
        told = signing.loads(
            request.POST.get(f"row-{number}", ""), salt=_ROW, max_age=ROW_GOOD_FOR_S
        )
    except signing.BadSignature:
        return HttpResponse(status=400)
    device = FoundDevice(number, *told)
    services.record_search(asked=[device.xaddr], by=request.viewer.person)
    asyncio.run(_look_again(device, *_account(request, number)))
    device.registered = _registered(request.viewer.school, device)
    context = {
        "device": device,
        "areas": selectors.areas(request.viewer.school, with_private=False),
    }
    return render(request, "places/found_device.html", context)


@require_POST
def found_picture(request: PageRequest) -> HttpResponse:
    """One setup frame of a channel, small stream first; its trace is written before (ACCESS §7.1)."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    key = request.POST.get("channel", "")[:12]
    url = request.POST.get(f"sub-{key}", "") or request.POST.get(f"main-{key}", "")
    username, password = _account(request, _number(key.partition("-")[0]))
    services.record_setup_frame(addresses=[url], camera="", by=request.viewer.person)
    tried = try_camera({"main_url": url, "username": username, "password": password})
    return render(request, "places/found_picture.html", {"tried": tried[0] if tried else None})


@require_POST
def camera_add_found(request: PageRequest) -> HttpResponse:
    """Adds what was ticked, each with its area and the plan; what can't be added says why, the others are added."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = AddForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a recording plan."))
        return redirect("camera_find")
    made, problems = [], []
    for key in request.POST.getlist("chosen")[:MOST_CHANNELS]:
        name = request.POST.get(f"name-{key}", "")
        try:
            with transaction.atomic():
                made.append(_add(request, key).id)
        except TextRefused as refused:
            problems.append(f"{name}: {TEXT_COMPLAINTS[refused.code]}")
        except ValidationError as refused:
            problems.append(f"{name}: {' '.join(refused.messages)}")
        except ValueError:
            problems.append(f"{name}: " + _("Choose an area."))
    if made and form.cleaned_data["plan"] != "continuous":
        services.decide_plan(
            cameras=made,
            plan=PRESETS[form.cleaned_data["plan"]],
            basis=form.cleaned_data["basis"] or _("First registration of the camera"),
            by=request.viewer.person,
        )
    _say(request, len(made), problems)
    return redirect("cameras" if made else "camera_find")


@require_POST
def usual_areas(request: PageRequest) -> HttpResponse:
    """The areas that every school has, by one press."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    kinds = dict(USUAL_AREAS)
    for place, name in enumerate(request.POST.getlist("area")[: len(USUAL_AREAS)]):
        if name in kinds:
            try:
                services.create_area(
                    school=request.viewer.school,
                    name=name,
                    kind=kinds[name],
                    place=place,
                    by=request.viewer.person,
                )
            except ValidationError:
                continue  # the school has it already
    return redirect("camera_find")


USUAL_AREAS = (
    ("Cổng trường", "gate"),
    ("Sân trường", "yard"),
    ("Hành lang", "corridor"),
    ("Cầu thang", "stairs"),
    ("Nhà ăn", "canteen"),
    ("Thư viện", "library"),
    ("Nhà xe", "parking"),
    ("Văn phòng", "office"),
)
"""In Vietnamese whatever the page's language: these names go into the school's books."""


async def _look(username: str, password: str, ranges: str) -> list[FoundDevice]:
    """Raises ValueError for what is no range of addresses, OnvifFault where our own helper ended."""
    virtual = settings.ALLOW_LOOPBACK_CAMERAS
    # Where virtual cameras are allowed, the search itself stays on this machine: nobody's network is asked by a demo.
    where: dict[str, Any] = {"on": ["127.0.0.1"]} if virtual else {}
    async with client.Helper() as helper:
        found = await helper.find(
            ranges.replace(",", " ").split(), timeout_s=FIND_S, allow_loopback=virtual, **where
        )
        devices = [
            FoundDevice(number, each.address, each.xaddr, _title(each))
            for number, each in enumerate(found[:MOST_DEVICES])
        ]
        few = asyncio.Semaphore(DESCRIBED_AT_ONCE)

        async def ask(device: FoundDevice) -> None:
            async with few:
                await _describe(helper, device, username, password)

        await asyncio.gather(*(ask(each) for each in devices))
    return devices


async def _look_again(device: FoundDevice, username: str, password: str) -> None:
    async with client.Helper() as helper:
        await _describe(helper, device, username, password)


def _title(found: Any) -> str:
    return " ".join(each for each in (found.name, found.hardware) if each)[:120]


async def _describe(
    helper: client.Helper, device: FoundDevice, username: str, password: str
) -> None:
    """Facts and channels, or why not."""
    if not device.xaddr:
        device.problem, device.advice = problem_of("not_onvif"), advice_on("not_onvif")
        return
    try:
        device.facts = await helper.describe(
            device.xaddr, username, password, allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS
        )
    except OnvifFault as fault:
        device.problem, device.advice = problem_of(fault.code), advice_on(fault.code)
        device.detail = fault.detail
        return
    device.channels = choose_streams(device.facts.profiles)[:MOST_CHANNELS]
    if not device.channels:
        device.problem, device.advice = problem_of("no_streams"), advice_on("no_streams")


def _registered(school: UUID, device: FoundDevice) -> dict[int, str]:
    """Channels whose address is a registered camera's already."""
    known = {each.main_url: each.name for each in selectors.cameras(school)}
    return {
        channel.number: known[channel.main.stream_uri]
        for channel in device.channels
        if channel.main.stream_uri in known
    }


def _add(request: PageRequest, key: str) -> Any:
    """Raises ValidationError, TextRefused; ValueError where no area was chosen."""
    device, _sep, channel = key.partition("-")
    posted = request.POST

    def said(name: str) -> str:
        return posted.get(f"{name}-{device}", "")

    username, password = _account(request, _number(device))
    area = UUID(posted.get(f"area-{key}", ""))
    if not selectors.areas(request.viewer.school, with_private=False).filter(pk=area).exists():
        raise ValueError("no such area")
    several = said("several") == "1"
    return services.add_camera(
        area=area,
        name=posted.get(f"name-{key}", ""),
        main_url=posted.get(f"main-{key}", ""),
        sub_url=posted.get(f"sub-{key}", ""),
        username=username,
        password=password,
        device=Device(
            brand=said("brand"),
            model=said("model"),
            serial=said("serial"),
            mac=said("mac"),
            firmware=said("firmware"),
            onvif_url=said("xaddr"),
            channel=_number(channel) if several else 0,
        ),
        allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS,
        by=request.viewer.person,
    )


def _account(request: PageRequest, device: int) -> tuple[str, str]:
    """The device's own account where one was typed, else the common one."""
    own = request.POST.get(f"username-{device}", ""), request.POST.get(f"password-{device}", "")
    common = request.POST.get("username", ""), request.POST.get("password", "")
    username, password = own if any(own) else common
    return username[:80], password[:200]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def _say(request: PageRequest, made: int, problems: list[str]) -> None:
    if made:
        said = ngettext(
            "%(n)d camera added: recording begins within seconds.",
            "%(n)d cameras added: recording begins within seconds.",
            made,
        )
        messages.success(request, said % {"n": made})
    for each in problems[:20]:
        messages.error(request, each)
    if not made and not problems:
        messages.info(request, _("No camera was ticked."))
