"""Bytes and recorded time by stream, volume and UTC day: derived rows, so that a forecast reads few."""

from collections.abc import Iterable

from django.db import connections

from vonggac.archive.sql import ARCHIVE
from vonggac.kernel.clock import DAY_US
from vonggac.vault.facts import SegmentFacts

_UPSERT = """
INSERT INTO archive_daytotal (stream_id, volume_id, day, bytes, span_us) VALUES (%s, %s, %s, %s, %s)
  ON CONFLICT (day, stream_id, volume_id) DO UPDATE SET bytes = archive_daytotal.bytes + excluded.bytes,
  span_us = archive_daytotal.span_us + excluded.span_us
"""
_REBUILD = """
INSERT INTO archive_daytotal (stream_id, volume_id, day, bytes, span_us)
  SELECT stream_id, volume_id, start_us / 86400000000, SUM(sealed_bytes), SUM(end_us - start_us) FROM archive_segment
  WHERE volume_id IS NOT NULL AND state <> 4 GROUP BY stream_id, volume_id, start_us / 86400000000
"""

Change = tuple[int, int, int, int, int]
"""stream, volume, start_us, end_us, bytes: negative for what is gone."""


def add(adopted: Iterable[tuple[int, int, SegmentFacts]]) -> None:
    """(stream, volume, facts) of segments that have come."""
    change((s, v, each.start_us, each.end_us, each.sealed_bytes) for s, v, each in adopted)


def change(changes: Iterable[Change]) -> None:
    sums: dict[tuple[int, int, int], list[int]] = {}
    for stream, volume, start_us, end_us, size in changes:
        total = sums.setdefault((stream, volume, start_us // DAY_US), [0, 0])
        total[0] += size
        total[1] += end_us - start_us if size >= 0 else start_us - end_us
    with connections[ARCHIVE].cursor() as cursor:
        cursor.executemany(_UPSERT, [(*key, *total) for key, total in sums.items()])
        if any(total[0] < 0 for total in sums.values()):
            cursor.execute("DELETE FROM archive_daytotal WHERE bytes <= 0")


def rebuild() -> None:
    """From the segments, after a reindex."""
    with connections[ARCHIVE].cursor() as cursor:
        cursor.execute("DELETE FROM archive_daytotal")
        cursor.execute(_REBUILD)
