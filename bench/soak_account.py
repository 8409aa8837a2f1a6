"""What the soak left behind, held against what it should have: memory, frames, coverage, ledger."""

import json
from dataclasses import dataclass, field
from itertools import groupby

from tests.e2e.installation import Installation

from vonggac.fmp4.reader import SampleAt, read_fragment
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.instants import iso
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.reader import SegmentFile

FPS = 5
CLOCK_HZ = 90_000
LEARNING_S = 600.0
"""Caches fill and allocators settle: a slope counts from here on."""


@dataclass(frozen=True, slots=True, order=True)
class Deed:
    """A fault that was done to the installation."""

    name: str = field(compare=False)
    from_us: int
    to_us: int


@dataclass(slots=True)
class Run:
    """An unbroken stream, as it was recorded."""

    camera: str
    run_id: str
    lasted_us: int = 0
    pictures: int = 0
    odd: list[tuple[int, int]] = field(default_factory=list)
    """(instant, µs) of pictures that last longer or shorter than a frame."""

    @property
    def wanted(self) -> int:
        return round(self.lasted_us * FPS / SECOND_US)

    @property
    def missing(self) -> int:
        # A run's first and last pictures lie within a frame of its borders.
        return max(0, self.wanted - self.pictures - 1)

    def add(self, from_us: int, to_us: int, samples: list[SampleAt]) -> None:
        self.lasted_us += to_us - from_us
        self.pictures += len(samples)
        at_us = from_us
        for sample in samples:
            lasted_us = sample.duration * SECOND_US // CLOCK_HZ
            if abs(lasted_us - SECOND_US // FPS) > SECOND_US // FPS // 2:
                self.odd.append((at_us, lasted_us))
            at_us += lasted_us


def memory_table(memory: dict[str, list[tuple[float, int]]]) -> str:
    """A line a process that lived longest under its name: first, last, slope by least squares."""
    lines = [
        "| process | lived min | after 10 min MB | last MB | slope MB/h |",
        "|---|---|---|---|---|",
    ]
    longest: dict[str, list[tuple[float, int]]] = {}
    for name, series in memory.items():
        kind = name.partition("#")[0]
        if len(series) > len(longest.get(kind, [])):
            longest[kind] = series
    for kind, series in sorted(longest.items()):
        settled = [each for each in series if each[0] - series[0][0] >= LEARNING_S]
        slope = f"{_slope(settled) * 3600 / 1e6:+.2f}" if len(settled) > 30 else "too short"
        lived = (series[-1][0] - series[0][0]) / 60
        first = (settled or series)[0][1] / 1e6
        lines.append(
            f"| {kind} | {lived:.0f} | {first:.1f} | {series[-1][1] / 1e6:.1f} | {slope} |"
        )
    return "\n".join(lines)


def _slope(series: list[tuple[float, int]]) -> float:
    count = len(series)
    mean_x = sum(x for x, _ in series) / count
    mean_y = sum(y for _, y in series) / count
    above = sum((x - mean_x) * (y - mean_y) for x, y in series)
    return above / sum((x - mean_x) ** 2 for x, _ in series)


def account(school: Installation, deeds: list[Deed]) -> bool:
    """Prints the account; whether something does not hold."""
    runs = _runs(school)
    expected = sum(each.wanted for each in runs)
    lost = sum(each.missing for each in runs)
    print(f"\nFrames: {expected} in the recorded time, {lost} lost inside it")
    for run in runs:
        if run.missing:
            print("\n".join(_explained(run, deeds)))
    _, told = school.vonggac("footage")
    unexplained = sum(each["unexplained_s"] for each in told["streams"])
    recorded = sum(each["recorded_s"] for each in told["streams"])
    gaps = sum(each["gap_s"] for each in told["streams"])
    print(f"Coverage: {recorded:.1f} s recorded, {gaps:.1f} s of gaps, {unexplained} s unexplained")
    _, verdict = school.vonggac("verify", "--deep")
    print(
        f"verify --deep: {'clean' if not verdict['findings'] else json.dumps(verdict, ensure_ascii=False)[:2000]}"
    )
    return bool(lost or unexplained or verdict["findings"])


def _explained(run: Run, deeds: list[Deed]) -> list[str]:
    """A run's missing frames, each place where a picture does not last one frame, and what happened before."""
    lines = [f"  {run.camera} {run.run_id}: {run.missing} of {run.wanted} frames missing"]
    for at_us, lasted_us in run.odd:
        # What began within the picture is nearer to it than what began before.
        before = max((each for each in deeds if each.from_us < at_us + lasted_us), default=None)
        cause = ""
        if before is not None:
            since_s = (at_us - before.from_us) / SECOND_US
            took_s = (before.to_us - before.from_us) / SECOND_US
            cause = (
                f", from {since_s:+.1f} s after the beginning of: {before.name} ({took_s:.1f} s)"
            )
        lines.append(f"    {iso(at_us)}: a picture of {lasted_us / SECOND_US:.3f} s{cause}")
    return lines[:40]


def _runs(school: Installation) -> list[Run]:
    """What the runs that were recorded hold, and what their time must have."""
    keys = MachineKeyholder(school.folder / "keys")
    pieces: list[tuple[SegmentFacts, list[SampleAt]]] = []
    for path in (school.folder / "footage").rglob("*.vgs"):
        with SegmentFile(path) as file:
            key = keys.data_key(file.header)
            samples = [
                sample
                for number in range(1, file.facts.leaves)
                for sample in read_fragment(file.unseal(number, key)).tracks[0].samples
            ]
            pieces.append((file.facts, samples))
    pieces.sort(key=lambda each: (each[0].camera, each[0].run_id, each[0].start_us))
    runs = []
    for (camera, run_id), parts in groupby(
        pieces, key=lambda each: (each[0].camera, each[0].run_id)
    ):
        run = Run(camera, run_id)
        for facts, samples in parts:
            run.add(facts.start_us, facts.end_us, samples)
        runs.append(run)
    return runs
