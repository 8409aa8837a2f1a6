"""Pictures of alarms, the hook for inputs, the button: what comes in and goes out beside the pages."""

import asyncio
import json
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from starlette.requests import Request
from starlette.responses import Response

from tests.scenes.index import indexed
from tests.scenes.schools import BROWSER, SchoolScene, hoa_sen, open_shift
from tests.scenes.store import Store
from tests.web.conftest import ADDRESS, Browser
from vonggac.equipment import services
from vonggac.equipment.models import FailureSign
from vonggac.equipment.troubles import sign_of_event
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.kernel.events import EventJournal, EventKind, parse_event
from vonggac.ledger import selectors as ledger
from vonggac.media.stills import StillDecoder, StillFailed
from vonggac.playback.opening import Opener
from vonggac.web.equipment import office
from vonggac.web.streams import alarms, hook

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def alarm(school: SchoolScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FailureSign:
    """The gate was covered an hour ago, in footage that is there; the decoder is a stand-in."""
    store = Store.at(tmp_path)
    camera = school.cameras["gate"]
    start_us = (now_us() - HOUR_US) // MINUTE_US * MINUTE_US
    indexed(store, [store.seal(camera, start_us + m * MINUTE_US) for m in range(3)])
    monkeypatch.setattr(alarms, "opener", lambda: Opener(store.keyholder))
    monkeypatch.setattr(StillDecoder, "decode", lambda *_: b"jpeg")
    at_us = start_us + 90 * 1_000_000
    sign = sign_of_event(
        event="c" * 32,
        camera=camera,
        kind=EventKind.COVERED,
        from_us=at_us,
        to_us=None,
        at_us=at_us,
    )
    assert sign is not None
    services.look(school=school.id, signs=[sign], at_us=now_us())
    return FailureSign.objects.get()


def picture(client: Client, sign: Any, which: str = "at") -> Any:
    """One request as Granian would bring it."""
    key = client.cookies[settings.SESSION_KEY_COOKIE].value
    headers = [
        (b"cookie", f"{settings.SESSION_KEY_COOKIE}={key}".encode()),
        (b"user-agent", BROWSER.encode()),
    ]
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/media/alarm",
        "query_string": b"",
        "headers": headers,
        "client": (ADDRESS, 1),
        "path_params": {"sign": str(sign), "which": which},
    }
    return alarms._guarded(Request(scope))


def thumbs(after: int) -> list[dict[str, Any]]:
    return [e.entry for e in ledger.pending(after, 100) if e.entry_type == "thumb"]


def test_every_showing_is_an_entry(
    alarm: FailureSign, school: SchoolScene, browser: Browser
) -> None:
    """Before and at: two pictures, two entries with camera, instant and the failure's number; nothing is kept."""
    client, before = browser(school.principal), ledger.last_id()
    for which in ("before", "at"):
        answer = picture(client, alarm.id, which)
        assert (answer.status_code, answer.body) == (200, b"jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
    told = thumbs(before)
    assert [each["at_us"] for each in told] == [alarm.at_us - alarms.LEAD_US, alarm.at_us]
    assert {(each["cam"], each["basis_ref"]) for each in told} == {
        (school.cameras["gate"], alarm.failure.label)
    }


def test_the_entry_names_the_stream_that_was_decoded(
    alarm: FailureSign, school: SchoolScene, browser: Browser
) -> None:
    """The scene has main footage only: the entry says main, not what was tried first."""
    before = ledger.last_id()
    assert picture(browser(school.principal), alarm.id).status_code == 200
    assert [each["stream"] for each in thumbs(before)] == ["main"]


def test_who_would_wait_for_a_decoder_is_told_to_come_back(
    alarm: FailureSign, school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both decoders taken: 503 with words and Retry-After, and no entry; free again: the picture."""
    client, before, taken = browser(school.principal), ledger.last_id(), BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(alarms, "_AT_ONCE", taken)
    monkeypatch.setattr(alarms, "_WAIT_S", 0.01)
    answer = picture(client, alarm.id)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert json.loads(answer.body)["reason"]
    assert thumbs(before) == []
    taken.release()
    assert picture(client, alarm.id).status_code == 200
    assert taken.acquire(blocking=False)


def test_a_picture_that_cannot_be_made_gives_the_decoder_back(
    alarm: FailureSign, school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any) -> bytes:
        raise StillFailed("torn")

    monkeypatch.setattr(alarms, "_AT_ONCE", BoundedSemaphore(1))
    monkeypatch.setattr(StillDecoder, "decode", failing)
    client, before = browser(school.principal), ledger.last_id()
    assert [picture(client, alarm.id).status_code for _ in range(2)] == [500, 500]
    assert thumbs(before) == []


def test_who_may_not_watch_live_sees_no_picture(
    alarm: FailureSign, school: SchoolScene, browser: Browser
) -> None:
    """No shift, another area, another school, no login: refused, and no entry of a showing."""
    before = ledger.last_id()
    officer = browser(school.duty_officer)
    assert picture(officer, alarm.id).status_code == 403
    open_shift(school, areas=["yard"])
    assert picture(officer, alarm.id).status_code == 403
    assert picture(browser(hoa_sen().principal), alarm.id).status_code == 403
    stranger = Client()
    stranger.cookies[settings.SESSION_KEY_COOKIE] = "x" * 40
    assert picture(stranger, alarm.id).status_code == 401
    assert thumbs(before) == []


def test_an_open_shift_of_the_area_shows_it(
    alarm: FailureSign, school: SchoolScene, browser: Browser
) -> None:
    open_shift(school, areas=["gate"])
    assert picture(browser(school.duty_officer), alarm.id).status_code == 200


def test_where_there_is_no_footage_there_is_a_plain_word(
    alarm: FailureSign, school: SchoolScene, browser: Browser
) -> None:
    FailureSign.objects.filter(pk=alarm.pk).update(at_us=alarm.at_us + 30 * MINUTE_US)
    answer = picture(browser(school.principal), alarm.id)
    assert (answer.status_code, json.loads(answer.body)["code"]) == (404, "no_footage")
    for nonsense in (uuid4(), "nonsense"):
        assert picture(browser(school.principal), nonsense).status_code == 404


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = EventJournal(tmp_path / "events", "office")
    monkeypatch.setattr(office, "journal", lambda: made)
    return tmp_path / "events"


def written(folder: Path, camera: str) -> list[Any]:
    files = sorted((folder / camera).glob("*"))
    lines = [line for path in files for line in path.read_bytes().splitlines()]
    return [parse_event(line, camera) for line in lines]


@pytest.fixture
def paced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "pace", hook.Pace())


def call(token: str, *pieces: bytes, announced: int | None = None) -> int:
    """One call of the hook as Granian would bring it, its rows read in this very thread."""
    waiting = list(pieces) or [b""]
    length = sum(map(len, pieces)) if announced is None else announced

    async def receive() -> dict[str, Any]:
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    calls = []

    async def later(_: Any, *arguments: Any) -> Response:
        calls.append(arguments)
        return Response(status_code=202)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/hook",
        "query_string": b"",
        "headers": [(b"content-length", str(length).encode())],
        "client": ("10.0.0.9", 1),
        "path_params": {"token": token},
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hook, "run_in_threadpool", later)
        refused = asyncio.run(hook.hook(Request(scope, receive))).status_code
    return hook._answer(*calls[0]).status_code if calls else refused


def line(school: SchoolScene) -> str:
    cameras = [school.cameras["gate"], school.cameras["yard"]]
    return services.make_input(
        school=school.id,
        by=school.it_teacher,
        name="Tủ báo cháy",
        cameras=cameras,
        basis="Kế hoạch PCCC",
    )[1]


def test_a_panel_that_calls_writes_an_event_for_each_camera(
    school: SchoolScene, journal: Path, paced: None
) -> None:
    """Once within ten seconds, however often it calls; the name of the line is its detail."""
    token = line(school)
    assert [call(token, b"{}"), call(token), call(token)] == [204, 204, 204]
    for kind in ("gate", "yard"):
        (event,) = written(journal, school.cameras[kind])
        assert (event.kind, event.detail, event.by) == (EventKind.INPUT, "Tủ báo cháy", "")


def test_a_stranger_hears_404_and_a_flood_is_not_looked_at(
    school: SchoolScene, journal: Path, paced: None
) -> None:
    assert call("x" * 32) == 404
    assert call("x" * 5000) == 404
    token = line(school)
    answers = [call(token) for _ in range(hook.MOST_A_MINUTE + 5)]
    assert answers[0] == 204
    assert set(answers[-5:]) == {404}


def test_a_long_body_is_refused(school: SchoolScene, journal: Path, paced: None) -> None:
    """By what it announces, and by what comes."""
    token = line(school)
    assert call(token, b"", announced=4097) == 413
    assert call(token, b"a" * 4000, b"a" * 4000, announced=10) == 413
    assert call(token, b"a" * 4096) == 204


def mark(client: Client, camera: str) -> int:
    body = json.dumps({"camera": camera})
    return client.post(reverse("event_mark"), body, content_type="application/json").status_code


def test_who_watches_marks_an_event(school: SchoolScene, browser: Browser, journal: Path) -> None:
    """By the Board; by a duty officer in the areas of the shift; the event names the actor, and no person's name."""
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    assert mark(browser(school.principal), gate) == 200
    (event,) = written(journal, gate)
    assert (event.kind, event.by) == (EventKind.BUTTON, f"p-{school.principal.hex}")
    open_shift(school, areas=["gate"])
    assert mark(browser(school.duty_officer), gate) == 200
    assert mark(browser(school.duty_officer), yard) == 403
    assert not (journal / yard).exists()
