"""A person's own notices: what waits, what was; reading them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.notices import selectors, services
from vonggac.notices.services import outgoing
from vonggac.vault.small import Unsealable
from vonggac.web import deeds
from vonggac.web.notices.facts import bell_facts
from vonggac.web.notices.forms import ChannelForm
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


@require_http_methods(["GET", "POST"])
def ways(request: PageRequest) -> HttpResponse:
    """The own ways out of the house: e-mail; a bot's message for who runs the system."""
    with_bots = deeds.may(request, Deed.SEE_CONFIGURATION)
    form = ChannelForm(request.POST or None, with_bots=with_bots)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: outgoing.add_channel(person=request.viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("Added: %(way)s.") % {"way": made.label})
            return redirect("notice_ways")
    context = {"form": form, "channels": selectors.channels(request.viewer.person)}
    return render(request, "notices/ways.html", context, status=400 if form.errors else 200)


@require_POST
def way_end(request: PageRequest, channel: UUID) -> HttpResponse:
    if not outgoing.end_channel(channel=channel, person=request.viewer.person):
        raise Http404
    return redirect("notice_ways")


@require_POST
def way_test(request: PageRequest, channel: UUID) -> HttpResponse:
    """One message, now."""
    mine = {each.id: each for each in selectors.channels(request.viewer.person)}
    if channel not in mine:
        raise Http404
    try:
        taken = outgoing.send(outgoing.test_message(mine[channel]))
    except Unsealable:
        taken = False
    if taken:
        messages.success(request, _("The test message was taken by the other side."))
    else:
        messages.error(
            request, _("The test message did not get out: check the address and the network.")
        )
    return redirect("notice_ways")
