"""What the soak left behind, held against what it should have: memory, frames, coverage, ledger."""

import json
from itertools import groupby

from tests.e2e.installation import Installation

from vonggac.fmp4.reader import read_fragment
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.reader import SegmentFile

FPS = 5
LEARNING_S = 600.0
"""Caches fill and allocators settle: a slope counts from here on."""


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


def account(school: Installation) -> bool:
    """Prints the account; whether something does not hold."""
    lost, expected = _frames(school)
    print(f"\nFrames: {expected} in the recorded time, {lost} lost inside it")
    _, told = school.vonggac("footage")
    unexplained = sum(each["unexplained_s"] for each in told["streams"])
    recorded = sum(each["recorded_s"] for each in told["streams"])
    gaps = sum(each["gap_s"] for each in told["streams"])
    print(f"Coverage: {recorded:.1f} s recorded, {gaps:.1f} s of gaps, {unexplained} s unexplained")
    code, verdict = school.vonggac("verify", "--deep")
    print(
        f"verify --deep: {'clean' if code == 0 else json.dumps(verdict, ensure_ascii=False)[:2000]}"
    )
    return bool(lost or unexplained or code)


def _frames(school: Installation) -> tuple[int, int]:
    """Frames missing inside recorded time, and frames that this time must have."""
    keys = MachineKeyholder(school.folder / "keys")
    facts: list[tuple[SegmentFacts, int]] = []
    for path in (school.folder / "footage").rglob("*.vgs"):
        with SegmentFile(path) as file:
            key = keys.data_key(file.header)
            pictures = sum(
                len(read_fragment(file.unseal(number, key)).tracks[0].samples)
                for number in range(1, file.facts.leaves)
            )
            facts.append((file.facts, pictures))
    facts.sort(key=lambda each: (each[0].camera, each[0].run_id, each[0].start_us))
    lost = expected = 0
    for _, run in groupby(facts, key=lambda each: (each[0].camera, each[0].run_id)):
        pieces = list(run)
        wanted = sum(round((each.end_us - each.start_us) * FPS / 1_000_000) for each, _ in pieces)
        expected += wanted
        # A run's first and last pictures lie within a frame of its borders.
        lost += max(0, wanted - sum(pictures for _, pictures in pieces) - 1)
    return lost, expected
