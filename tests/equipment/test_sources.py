"""Where signs come from: the archive's index, read as it is."""

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.archive import services as archive
from vonggac.archive.batch import Account, AdoptedGap, Batch
from vonggac.archive.findings import FindingKind, Found
from vonggac.cli.alarms import AlarmRound
from vonggac.equipment import sources
from vonggac.equipment.models import Failure
from vonggac.equipment.troubles import SHORTFALL, VOLUME_LOST
from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.streams import GapCause

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def reported(camera: str, *gaps: tuple[GapCause, int, int | None]) -> None:
    """As the archivist adopts them."""
    batch, key = Batch(), (camera, "main")
    account = batch.accounts.setdefault(key, Account())
    for idx, (cause, from_us, to_us) in enumerate(gaps):
        account.note(from_us, idx)
        batch.gaps.append(AdoptedGap(key, cause, from_us, to_us, "no answer", idx))
    archive.adopt(batch, at_us=gaps[0][1])


def test_a_round_of_the_clerk_opens_what_the_index_tells_of(
    school: SchoolScene, hands: HandClock
) -> None:
    """Excused gaps and empty ones are no signs; a lasting one is a failure, once."""
    at_us = hands.now_us()
    reported(
        school.cameras["gate"],
        (GapCause.NOT_SCHEDULED, at_us - 60 * MINUTE_US, at_us - 30 * MINUTE_US),
        (GapCause.STREAM_STALLED, at_us - 30 * MINUTE_US, at_us - 30 * MINUTE_US),
        (GapCause.CAMERA_UNREACHABLE, at_us - 10 * MINUTE_US, None),
    )
    clerk = AlarmRound()
    for _ in range(3):
        clerk.run()
        hands.pass_by(seconds=5)
    assert Failure.objects.get().cause == "camera_unreachable"


def test_findings_about_volumes_and_room_are_conditions(
    school: SchoolScene, hands: HandClock
) -> None:
    """A volume that is away, and a reserve that is eaten: one failure each, while it is so."""
    found = [
        Found(FindingKind.VOLUME, "/mnt/dia-2", "cannot be read"),
        Found(FindingKind.RETENTION, "reserve_used", "the reserve is used"),
        Found(FindingKind.RETENTION, "disk_full", "the disk is full"),
        Found(FindingKind.SPOOL, "spool/x", "a line"),
    ]
    archive.report(found, at_us=hands.now_us())
    assert [each.cause for each in sources.conditions()] == [VOLUME_LOST, SHORTFALL]
    AlarmRound().run()
    assert set(Failure.objects.values_list("cause", flat=True)) == {VOLUME_LOST, SHORTFALL}
    archive.settle(FindingKind.VOLUME, ["/mnt/dia-2"])
    assert [each.cause for each in sources.conditions()] == [SHORTFALL]
