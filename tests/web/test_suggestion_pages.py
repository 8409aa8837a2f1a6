"""Suggestions on their pages."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, holder
from tests.web.conftest import Browser
from vonggac.people.roles import Role
from vonggac.suggestions.models import Batch, Suggestion

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def step(row: Suggestion, name: str) -> str:
    return reverse("suggestion_step", args=[row.id, name])


def test_from_a_teacher_to_the_boards_answer(school: SchoolScene, browser: Browser) -> None:
    """Sent without a name, gathered by the clerk, answered by the principal; the table is printed."""
    staff = browser(holder(school, Role.STAFF))
    clerk, head = browser(holder(school, Role.CLERK)), browser(school.principal)
    words = {"subject": "use", "trouble": "Khó tìm camera", "anonymous": "on"}
    assert staff.post(reverse("suggestion_new"), {**words, "trouble": ""}).status_code == 400
    assert staff.post(reverse("suggestion_new"), words).status_code == 302
    (row,) = Suggestion.objects.all()
    page = reverse("suggestion", args=[row.id])
    assert "Hoàng Thị Uyên" not in clerk.get(page).content.decode()
    assert "Hoàng Thị Uyên" in head.get(page).content.decode()
    assert clerk.post(step(row, "receive")).status_code == 302
    assert clerk.post(reverse("suggestions_gather")).status_code == 302
    (batch,) = Batch.objects.all()
    paper = clerk.get(reverse("suggestion_batch", args=[batch.id, "pdf"]))
    assert paper.content.startswith(b"%PDF")
    assert staff.get(reverse("suggestion_batch", args=[batch.id, "pdf"])).status_code == 403
    assert head.post(step(row, "consider")).status_code == 302
    answer = {"answer": "accepted", "words": "Sẽ đặt lại tên camera"}
    assert clerk.post(step(row, "answer"), answer).status_code == 403
    assert head.post(step(row, "answer"), answer).status_code == 302
    shown = staff.get(page).content.decode()
    assert "Sẽ đặt lại tên camera" in shown
    assert "Đã trả lời: tiếp thu" in shown


def test_another_persons_unanswered_one_is_not_found(school: SchoolScene, browser: Browser) -> None:
    staff = browser(holder(school, Role.STAFF))
    staff.post(reverse("suggestion_new"), {"subject": "use", "trouble": "Khó tìm camera"})
    (row,) = Suggestion.objects.all()
    officer = browser(school.duty_officer)
    assert officer.get(reverse("suggestion", args=[row.id])).status_code == 404
    assert row.label not in officer.get(reverse("suggestions")).content.decode()
