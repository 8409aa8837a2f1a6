"""The calendar for another program: an address with a secret, made, shown once, ended by its person."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from vonggac.duties import ical, selectors, services
from vonggac.duties.periods import Days
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.people.days import day_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

BACK, AHEAD = timedelta(days=31), timedelta(days=120)


@require_POST
@freshly_authenticated
def duties_feed(request: PageRequest) -> HttpResponse:
    """Makes the own address; the one before opens nothing any more."""
    viewer = request.viewer
    secret = services.make_feed(person=viewer.person, school=viewer.school)
    address = request.build_absolute_uri(f"/lich/{secret}.ics")
    response = render(request, "duties/feed.html", {"address": address})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def duties_feed_end(request: PageRequest) -> HttpResponse:
    services.revoke_feed(person=request.viewer.person)
    messages.success(request, _("The address opens nothing any more."))
    return redirect("duties")


@require_safe
def duties_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Kinds, numbers and days of one person's duties: nobody's name (FORMS: titles and numbers only)."""
    row = services.feed_for(text=secret)
    if row is None:
        raise Http404
    at_us = now_us()
    today = day_of(at_us)
    found = selectors.duties(row.school_id, Days(today - BACK, today + AHEAD), at_us)
    with override("vi"):
        days = [
            ical.Day(
                uid=f"{ical.uid_of(each.name)}@vonggac",
                day=each.day,
                title=each.title,
                url=request.build_absolute_uri(each.url),
                done=each.done,
            )
            for each in selectors.own(found, row.person_id, row.school_id, at_us)
        ]
        body = ical.calendar("Vọng Gác", days, to_datetime(at_us))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = 'inline; filename="vonggac.ics"'
    return response
