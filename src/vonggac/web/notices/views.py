"""A person's own notices: what waits, what was; reading them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from vonggac.notices import selectors, services
from vonggac.web.notices.facts import bell_facts
from vonggac.web.notices.sentences import told
from vonggac.web.paging import page_of
from vonggac.web.viewer import PageRequest


@require_GET
def notices(request: PageRequest) -> HttpResponse:
    page = page_of(request, selectors.recent(request.viewer.person))
    waiting = selectors.unread(request.viewer.person).count()
    context = {"page": page, "rows": [told(each) for each in page], "waiting": waiting}
    return render(request, "notices/list.html", context)


@require_GET
def bell(request: PageRequest) -> HttpResponse:
    """What the shell asks for every few seconds: the count, and banners of what is urgent."""
    facts = bell_facts(request.viewer.person)
    if request.GET.get("seen") == facts["bell_mark"]:  # nothing new: nothing is read out again
        return HttpResponse(status=204)
    return render(request, "notices/bell.html", facts)


@require_POST
def open_notice(request: PageRequest, notice: UUID) -> HttpResponse:
    """Read, and on to what it tells of."""
    row = services.read(person=request.viewer.person, notice=notice)
    if row is None:
        raise Http404
    return redirect(row.url or "notices")


@require_POST
def read_all(request: PageRequest) -> HttpResponse:
    services.read_all(person=request.viewer.person)
    return redirect("notices")
