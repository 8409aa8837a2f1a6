"""Checks and reminders on their pages."""

import pytest
from django.urls import reverse

from tests.inspections.test_checks import this_month, used
from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.inspections.models import Inspection, Reminder

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_the_principal_checks_a_month(school: SchoolScene, browser: Browser) -> None:
    """Drawn, answered, concluded; an answer that is missing is told."""
    used(school, school.duty_officer)
    head = browser(school.principal)
    assert head.post(reverse("inspections"), {"month": "x"}).status_code == 400
    assert head.post(reverse("inspections"), {"month": this_month()}).status_code == 302
    (row,) = Inspection.objects.all()
    page = reverse("inspection", args=[row.id])
    assert "PCĐ-2026-001" in head.get(page).content.decode()
    assert head.post(page, {"words": ""}).status_code == 400
    assert head.post(page, {"use-1": "no", "note-1": ""}).status_code == 400
    assert head.post(page, {"use-1": "no", "note-1": "Sai khu vực"}).status_code == 302
    assert "Sai khu vực" in head.get(page).content.decode()


def test_a_reminder_goes_to_its_person_alone(school: SchoolScene, browser: Browser) -> None:
    head, officer, teacher = map(
        browser, (school.principal, school.duty_officer, school.it_teacher)
    )
    words = {"to": str(school.duty_officer), "text": "Khóa màn hình khi hết ca"}
    assert officer.get(reverse("reminder_new")).status_code == 403
    assert head.post(reverse("reminder_new"), words).status_code == 302
    (row,) = Reminder.objects.all()
    page = reverse("reminder", args=[row.id])
    assert teacher.get(page).status_code == 404
    assert row.label in officer.get(reverse("inspections")).content.decode()
    assert row.label in officer.get(reverse("home")).content.decode()
    assert officer.post(page, {"words": "Vâng"}).status_code == 302
    assert "Vâng" in head.get(page).content.decode()
    assert head.get(reverse("reminder_pdf", args=[row.id])).content.startswith(b"%PDF")
