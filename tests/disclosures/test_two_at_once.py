"""Two of the Board decide about the same request at the same instant, each on a connection of his own."""

from pathlib import Path

from tests.scenes.processes import python, words

_RACE = """
import threading
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["timeout"] = 60
import django; django.setup()
from django.db import connection
from tests.scenes.databases import lay
settings.DATA.prepare()
lay(settings.DATA)
from tests.scenes.requests import awaiting, footage_left, scope
from tests.scenes.schools import yen_cuong
from vonggac.directives.models import Directive
from vonggac.disclosures import services
from vonggac.disclosures.models import Decision, Request
from vonggac.kernel.authority import Refused

school = yen_cuong()
together = threading.Barrier(2, timeout=60)

def decide(row, wanted, by, said):
    known = {"request": row.id, "by": by, "read_sha256": row.request_sha256}
    assert Request.objects.get(pk=row.id).state == "awaiting"
    together.wait()
    try:
        if wanted == "agree":
            done = services.agree(scope=scope(school, row), **known)
        else:
            done = services.refuse(reason="Không đủ căn cứ", clause="khoản 3 Điều 4", **known)
        said.append(done.state)
    except Refused as refused:
        said.append(refused.refusal.code)
        assert refused.refusal.reason and refused.refusal.next_step
    finally:
        connection.close()

with footage_left():
    for theirs in ("agree", "refuse", "agree", "refuse"):
        row, said = awaiting(school), []
        pair = ((("agree", school.principal), (theirs, school.vice_principal)))
        hands = [threading.Thread(target=decide, args=(row, *each, said)) for each in pair]
        for each in hands:
            each.start()
        for each in hands:
            each.join()
        papers = Directive.objects.filter(request=row.id).count()
        decisions = Decision.objects.filter(request=row.id).count()
        row.refresh_from_db()
        won = "same" if row.state in said else "other"
        print(*sorted(said, key=lambda each: each == "request_not_now"), won, decisions, papers)
"""


def test_of_two_decisions_at_one_instant_exactly_one_stands(tmp_path: Path) -> None:
    """I9: the row is read again under the write lock. The other one hears why, and leaves no directive behind."""
    said = words(python(tmp_path, _RACE))
    rounds = [said[at : at + 5] for at in range(0, len(said), 5)]
    assert len(rounds) == 4
    for won, lost, kept, decisions, papers in rounds:
        assert (lost, kept, decisions) == ("request_not_now", "same", "1")
        assert (won, papers) in {("agreed", "1"), ("refused", "0")}
