"""Where changes come from: the archive's gaps, the decisions about alarms, plans, looking and the network."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from vonggac.archive import selectors as archive
from vonggac.attention.kinds import ChangeKind, Told
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.network import selectors as network
from vonggac.places import selectors as places

TOGETHER_US = 10 * MINUTE_US
"""Gaps of several cameras that begin within the same ten minutes of the clock are one stop."""
_STOPS = {GapCause.RECORDER_STOPPED: ChangeKind.RECORDER, GapCause.HOST_OFF: ChangeKind.HOST}


def told(school: UUID, at_us: int, since_us: int) -> list[Told]:
    """Everything that is known since then; of stops, also those that began before and go on."""
    return [
        *stops(school, Range(since_us, at_us + 1)),
        *_alarms(school, since_us),
        *_network(school, since_us),
        *_decided(school, since_us),
    ]


def stops(school: UUID, span: Range) -> list[Told]:
    """Gaps in the hours of the plan that no camera is the cause of. Where a camera has no plan, that is always."""
    found: dict[tuple[ChangeKind, int], list[tuple[str, int, int | None]]] = defaultdict(list)
    for camera in places.cameras(school, include_out_of_use=True):
        for gap in archive.gaps_between(camera.id, "main", span):
            kind = _STOPS.get(GapCause(gap.cause))
            if kind is not None and gap.to_us != gap.from_us:
                found[kind, gap.from_us // TOGETHER_US].append(
                    (camera.name, gap.from_us, gap.to_us)
                )
    return [_stop(kind, slot, gaps) for (kind, slot), gaps in found.items()]


def _stop(kind: ChangeKind, slot: int, gaps: list[tuple[str, int, int | None]]) -> Told:
    ends = [to_us for _, _, to_us in gaps if to_us is not None]
    return Told(
        kind,
        f"{kind.value}:{slot}",
        min(from_us for _, from_us, _ in gaps),
        max(ends) if len(ends) == len(gaps) else None,
        subject=_names(name for name, _, _ in gaps),
    )


def _alarms(school: UUID, since_us: int) -> Iterator[Told]:
    for row in equipment.decisions(school):
        if row.at_us >= since_us:
            ref = f"alarms:{row.id.hex}"
            yield Told(ChangeKind.ALARMS, ref, row.at_us, by=row.person_id, basis=row.basis)


def _network(school: UUID, since_us: int) -> Iterator[Told]:
    for row in network.decisions(school).filter(at_us__gte=since_us):
        ref = f"network:{row.id.hex}"
        yield Told(ChangeKind.NETWORK, ref, row.at_us, by=row.by_id, basis=row.basis)


def _decided(school: UUID, since_us: int) -> Iterator[Told]:
    """One act over several cameras is one change; a camera's first plan is none."""
    for kind, rows in (
        (ChangeKind.PLAN, places.changed_plans(school, since_us)),
        (ChangeKind.EYES, places.changed_watch_settings(school, since_us)),
    ):
        acts: dict[UUID, list[places.Decision]] = defaultdict(list)
        for row in rows:
            acts[row.together].append(row)
        for together, group in acts.items():
            first = group[0]
            yield Told(
                kind,
                f"{kind.value}:{together.hex}",
                first.decided_us,
                by=first.by,
                subject=_names(each.camera for each in group),
                basis=first.basis,
            )


def _names(names: Iterable[str]) -> str:
    unique = sorted(set(names))
    text = ", ".join(unique)
    return text if len(text) <= 300 else f"{text[:280]}… ({len(unique)})"
