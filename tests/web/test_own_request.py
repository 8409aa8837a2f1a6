"""A teacher asks to see footage by the own account: draft, what lacks, sent (khoản 3 Điều 4)."""

from typing import Any

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, holder
from tests.web.conftest import Browser
from vonggac.disclosures.models import Request
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def at(row: Request, name: str = "request", *more: object) -> str:
    return reverse(name, args=[row.id, *more])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_who_asks_for_himself_sends_it_once_nothing_lacks(
    school: SchoolScene, browser: Browser
) -> None:
    """Sent by the account it is written (khoản 3 Điều 4): no paper is asked for, and no button leads to a refusal."""
    staff = holder(school, Role.STAFF)
    client = browser(staff)
    wish = {
        "purpose": "safety",
        "reason": "Học sinh mất xe đạp",
        "cameras": school.cameras["yard"],
        "footage_from_us": "2026-01-05T07:30",
        "footage_to_us": "2026-01-05T08:30",
        "acts": "playback",
    }
    made = client.post(f"{reverse('request_new')}?own", wish, follow=True)
    row = Request.objects.get()
    shown = text_of(made)
    assert "Xem lại rồi gửi" in shown
    assert "giấy đề nghị rồi gửi" not in shown
    send = at(row, "request_step", "send")
    assert send not in shown
    assert reverse("request_edit", args=[row.id]) in shown
    client.post(
        reverse("request_edit", args=[row.id]), {**wish, "account": "Ở sân", "pledged": "on"}
    )
    assert send in text_of(client.get(at(row)))
    assert client.post(send).status_code == 302
    row.refresh_from_db()
    assert row.state == "sent"
