"""What the eye sees and what it takes for something else: prints the tables of docs/watch.md.

``PYTHONPATH=src:. python -m bench.watch_quality [recall] [tamper] [footage] [day]``; everything without a word.
Seeds are fixed: the same code prints the same tables. The day takes five minutes of a core.
"""

import statistics
import sys
from collections import Counter

import cv2

from bench import watch_day, watch_footage, watch_recall, watch_tamper


def recall(*, coded: bool, faint: bool, each: int) -> None:
    words = "faint clothes" if faint else "clothes 25 to 75 % darker or lighter"
    print(f"\nRecall, {words}, {'through H.264' if coded else 'not coded'}")
    print("| scene | " + " | ".join(f"{h:.0%}" for h in watch_recall.HEIGHTS) + " | false |")
    print("|---" * (len(watch_recall.HEIGHTS) + 2) + "|")
    total = [watch_recall.Count() for _ in watch_recall.HEIGHTS]
    for name, weather in watch_recall.WEATHERS.items():
        false = 0
        line = []
        for column, height in enumerate(watch_recall.HEIGHTS):
            count = watch_recall.Count()
            for place in range(8):
                count.add(
                    watch_recall.crossings(
                        height, each, weather, 100 + place, coded=coded, faint=faint, place=place
                    )
                )
            total[column].add(count)
            false += count.false
            line.append(f"{count.seen}/{count.crossings}")
        print(f"| {name} | " + " | ".join(line) + f" | {false} |", flush=True)
    print("| **all** | " + " | ".join(f"{c.seen / c.crossings:.3f}" for c in total) + " | |")


def tamper() -> None:
    print("\n| deed | noticed | median s | latest s | other alarms |\n|---|---|---|---|---|")
    for row in watch_tamper.deed_rows():
        waited = row.waited_s or [float("nan")]
        print(
            f"| {row.kind}: {row.name} | {row.right}/{row.scenes} | {statistics.median(waited):.0f}"
            f" | {max(waited):.0f} | {row.other} |",
            flush=True,
        )
    print("\n| no deed | scenes | alarms |\n|---|---|---|")
    for row in watch_tamper.innocent_rows():
        print(f"| {row.name} | {row.scenes} | {row.other} |", flush=True)


def footage() -> None:
    print("\n| clip | passages | seen | false moments | tamper |\n|---|---|---|---|---|")
    for row in watch_footage.rows():
        print(f"| {row.clip} | {row.passages} | {row.seen} | {row.false_moments} | {row.tamper} |")


def day() -> None:
    found = watch_day.day(place=2, seed=7)
    print(f"\n24 h drawn, {found.pictures} pictures: people seen {found.seen} of {found.people}")
    print(
        f"false motion {len(found.false_motion)}",
        dict(Counter(why for _, why in found.false_motion)),
    )
    print("  at", ", ".join(f"{at_s / 3600:.3f} h" for at_s, _ in found.false_motion[:20]))
    print(f"false tamper {len(found.false_tamper)}", found.false_tamper[:5])


def main() -> None:
    cv2.setNumThreads(1)
    wanted = sys.argv[1:] or ["recall", "tamper", "footage", "day"]
    if "recall" in wanted:
        recall(coded=False, faint=False, each=2)
        recall(coded=False, faint=True, each=1)
    if "coded" in wanted:
        recall(coded=True, faint=False, each=1)
    if "tamper" in wanted:
        tamper()
    if "footage" in wanted:
        footage()
    if "day" in wanted:
        day()


if __name__ == "__main__":
    main()
