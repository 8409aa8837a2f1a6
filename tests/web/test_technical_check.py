"""Kiểm tra kỹ thuật: ten seconds of the sub stream, once a camera and day, and no line of the usage book."""

import json
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.scenes.index import indexed
from tests.scenes.schools import SchoolScene, hoa_sen, login
from tests.scenes.store import Store
from tests.web.conftest import Browser
from vonggac.access import services
from vonggac.access.models import TechnicalCheck, Viewing
from vonggac.duty.models import UsageLine
from vonggac.kernel.authority import Act, Basis, Grant, Refusal
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def recorded(school: SchoolScene, tmp_path: Path) -> Range:
    """Two minutes of both streams of the gate, until a moment ago; the yard has its main stream only."""
    store = Store.at(tmp_path)
    begin_us = now_us() - 3 * MINUTE_US
    files = [
        store.record(school.cameras[kind], begin_us + n * MINUTE_US, stream=stream)
        for kind, stream in (("gate", "main"), ("gate", "sub"), ("yard", "main"))
        for n in range(2)
    ]
    indexed(store, files)
    return Range(begin_us, begin_us + 2 * MINUTE_US)


def check(school: SchoolScene, footage: Range | None, kind: str = "gate") -> Grant | Refusal:
    return services.may(
        person=school.duty_officer,
        act=Act.PLAYBACK,
        cameras=[school.cameras[kind]],
        footage=footage or Range(1, 2),
        at_us=now_us(),
        technical=True,
    )


def code(answer: Grant | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else "granted"


def test_the_newest_ten_seconds_of_the_sub_stream_once_a_day_and_no_others(
    school: SchoolScene, recorded: Range
) -> None:
    """Not an older stretch, not a longer one, not the main stream's, not twice, whoever asks."""
    newest = services.probe(school.cameras["gate"])
    assert newest == Range(recorded.to_us - 10 * SECOND_US, recorded.to_us)
    assert services.probe(school.cameras["yard"]) is None
    older = Range(recorded.from_us - DAY_US, recorded.from_us - DAY_US + 1)
    longer = Range(newest.from_us - 1, newest.to_us)
    for footage, kind in ((older, "gate"), (longer, "gate"), (newest, "yard"), (None, "yard")):
        assert code(check(school, footage, kind)) == "outside_technical"
    grant = check(school, newest)
    assert isinstance(grant, Grant)
    assert (grant.basis, grant.footage, grant.acts) == (
        Basis.TECHNICAL_CHECK, newest, frozenset({Act.PLAYBACK}),
    )  # fmt: skip
    assert code(check(school, newest)) == "checked_today"


def test_a_viewing_of_it_leaves_its_entries_and_no_line_of_the_usage_book(
    school: SchoolScene, recorded: Range
) -> None:
    """The check's own row is the line; what was served is written down all the same."""
    newest = services.probe(school.cameras["gate"])
    grant = check(school, newest)
    assert isinstance(grant, Grant)
    session = login(school.duty_officer)
    viewing = services.start_viewing(
        grant_id=grant.id, session_id=session, act=Act.PLAYBACK, at_us=now_us()
    )
    assert isinstance(viewing, Viewing)
    services.serve(
        viewing=viewing.id, camera=school.cameras["gate"], stream="sub", footage=grant.footage,
        byte_count=9, at_us=now_us(),
    )  # fmt: skip
    assert services.stop_viewing(viewing=viewing.id, at_us=now_us()) is None
    viewing.refresh_from_db()
    assert viewing.ended_us is not None
    assert not UsageLine.objects.exists()


def test_on_the_page_one_button_leads_to_the_ten_seconds_and_the_result_is_said_once(
    school: SchoolScene, recorded: Range, browser: Browser
) -> None:
    """The windows that it opens are of the sub stream, whatever quality is asked for."""
    officer = browser(school.duty_officer)
    answer = officer.post(reverse("technical_new"), {"camera": school.cameras["gate"]})
    assert answer.status_code == 302
    (row,) = TechnicalCheck.objects.all()
    page = officer.get(answer.headers["Location"]).content.decode()
    found = re.search(r'<script id="[^"]*" type="application/json">(.*?)</script>', page)
    assert found is not None
    config = json.loads(found[1])
    assert config["limits"] == [row.from_us, row.to_us]
    opened = officer.post(
        reverse("play_open"),
        json.dumps(
            {
                "pass": config["pass"],
                "cameras": [row.camera],
                "at": str(row.from_us),
                "quality": "main",
            }
        ),
        content_type="application/json",
    ).json()
    assert opened["window"] == [row.from_us, row.to_us]
    assert "main" not in json.dumps(opened["cameras"][row.camera].get("stream", "sub"))
    assert browser(school.it_teacher).get(answer.headers["Location"]).status_code == 404
    result = reverse("technical_result", args=[row.id])
    officer.post(result, {"well": "no", "note": ""})
    row.refresh_from_db()
    assert row.well is None
    officer.post(result, {"well": "no", "note": "Hình mờ"})
    told = TechnicalCheck.objects.get()
    assert (told.well, told.note) == (False, "Hình mờ")
    with pytest.raises(ValidationError):
        services.conclude_technical(check=row.id, person=school.duty_officer, well=True, note="")


def test_another_school_finds_no_camera_and_the_database_keeps_the_day(
    school: SchoolScene, recorded: Range, browser: Browser
) -> None:
    stranger = browser(hoa_sen().principal)
    answer = stranger.post(reverse("technical_new"), {"camera": school.cameras["gate"]})
    assert answer.status_code in (403, 404)
    assert isinstance(check(school, services.probe(school.cameras["gate"])), Grant)
    (row,) = TechnicalCheck.objects.all()
    for change in ({"day": "2020-01-01"}, {"to_us": row.to_us + SECOND_US}, {"well": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TechnicalCheck.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
