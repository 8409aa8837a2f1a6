"""Writes of the footage index. Called by the archivist and by ``reindex``, the only writers of its file.

Plain SQL where rows come by the hundred thousand; each function is one transaction or part of its caller's.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, transaction

from vonggac.archive import totals
from vonggac.archive.batch import Account, AdoptedGap, AdoptedSegment, Batch, StreamKey
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.models import (
    ClockStep,
    Finding,
    Gap,
    HoldCheck,
    Progress,
    Segment,
    SpoolFile,
    Stream,
    TimeGuard,
    Volume,
)
from vonggac.archive.spool import Cursors
from vonggac.archive.states import SegmentState, StretchKind
from vonggac.archive.stretches import add_stretch, respan_all
from vonggac.vault.facts import SegmentFacts, pack_fragments

_ARCHIVE = "archive"

_INSERT_SEGMENT = """
INSERT INTO archive_segment (segment, stream_id, start_us, end_us, state, ledger_idx, seq, volume_id, path, run_id,
  epoch, codec, width, height, bytes, sha256, file_root, leaves, sealed_bytes, sealed_sha256, recovered, init_offset,
  init_length, fragments) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
  %s, %s, %s)"""


def adopt(batch: Batch, *, at_us: int) -> None:
    """Writes one round. Raises IntegrityError where a fact is in the index already: the archivist asks first."""
    with transaction.atomic(using=_ARCHIVE):
        streams = save_accounts(batch.accounts)
        volumes = volume_ids({each.volume for each in batch.segments})
        insert_segments(
            segment_row(each, streams[each.facts.camera, each.facts.stream], volumes[each.volume])
            for each in batch.segments
        )
        for each in batch.segments:
            if each.state is SegmentState.PRESENT:
                add_stretch(
                    streams[each.facts.camera, each.facts.stream],
                    StretchKind.FOOTAGE,
                    [(each.facts.start_us, each.facts.end_us)],
                )
        totals.add(
            (streams[each.facts.camera, each.facts.stream], volumes[each.volume], each.facts)
            for each in batch.segments
        )
        keep_from(
            (each.facts.segment, each.due_from_us)
            for each in batch.segments
            if each.due_from_us is not None
        )
        for gap in batch.gaps:
            save_gap(streams[gap.key], gap)
        for step in batch.steps:
            save_step(
                camera=step.camera, from_us=step.from_us, to_us=step.to_us, mono_us=step.mono_us,
                idx=step.idx,
            )  # fmt: skip
        save_cursors(batch.cursors)
        save_progress(ledger_size=batch.ledger_size, outbox_id=batch.outbox_id)
        report(batch.found, at_us=at_us)


def save_accounts(accounts: dict[StreamKey, Account]) -> dict[StreamKey, int]:
    """Row ids of the streams, made where new."""
    ids: dict[StreamKey, int] = {}
    for (camera, name), account in accounts.items():
        row, _ = Stream.objects.update_or_create(
            camera=camera,
            name=name,
            defaults={
                "next_seq": account.next_seq,
                "last_idx": account.last_idx,
                "commissioned_us": account.commissioned_us,
                "longest_us": account.longest_us,
                "newest_us": account.newest_us,
            },
        )
        ids[camera, name] = row.pk
    return ids


def volume_ids(paths: Iterable[str]) -> dict[str, int]:
    """Row ids of the volumes, made where new."""
    return {path: Volume.objects.get_or_create(path=path)[0].pk for path in sorted(paths)}


def segment_row(adopted: AdoptedSegment, stream: int, volume: int) -> tuple[Any, ...]:
    """The row of a segment whose entry and file are both known."""
    return (
        *facts_head(adopted.facts, stream),
        adopted.state,
        adopted.idx,
        adopted.seq,
        volume,
        adopted.path,
        *facts_tail(adopted.facts),
    )


def facts_head(facts: SegmentFacts, stream: int) -> tuple[Any, ...]:
    return facts.segment, stream, facts.start_us, facts.end_us


def facts_tail(facts: SegmentFacts) -> tuple[Any, ...]:
    return (
        facts.run_id,
        facts.epoch,
        facts.codec,
        facts.width,
        facts.height,
        facts.bytes,
        bytes.fromhex(facts.sha256),
        bytes.fromhex(facts.file_root),
        facts.leaves,
        facts.sealed_bytes,
        bytes.fromhex(facts.sealed_sha256),
        facts.recovered,
        facts.init_offset,
        facts.init_length,
        pack_fragments(facts.start_us, facts.fragments),
    )


def keep_from(told: Iterable[tuple[str, int]]) -> None:
    """(segment, instant from which its days count) of segments whose own times are behind."""
    for segment, from_us in told:
        Segment.objects.filter(segment=segment).update(due_from_us=from_us)


def insert_segments(rows: Iterable[tuple[Any, ...]]) -> None:
    with connections[_ARCHIVE].cursor() as cursor:
        cursor.executemany(_INSERT_SEGMENT, list(rows))


def set_state(rows: Sequence[int], state: SegmentState) -> None:
    """Changes the state of segments (by row id) and the stretches that follow from it."""
    with transaction.atomic(using=_ARCHIVE), connections[_ARCHIVE].cursor() as cursor:
        changed: list[tuple[int, int, int]] = []
        for row in rows:
            cursor.execute(
                "UPDATE archive_segment SET state = %s WHERE id = %s"
                " RETURNING stream_id, start_us, end_us",
                (state, row),
            )
            changed += cursor.fetchall()
        respan_all(changed)


def save_gap(stream: int, gap: AdoptedGap) -> None:
    """Opens a gap, closes it, or writes one that is known whole."""
    Gap.objects.update_or_create(
        stream_id=stream,
        from_us=gap.from_us,
        cause=gap.cause,
        defaults={"to_us": gap.to_us, "detail": gap.detail, "ledger_idx": gap.idx},
    )


def save_step(*, camera: str, from_us: int, to_us: int, mono_us: int, idx: int) -> None:
    ClockStep.objects.update_or_create(
        camera=camera, from_us=from_us, to_us=to_us, mono_us=mono_us, defaults={"ledger_idx": idx}
    )


def empty() -> None:
    """Before everything is built again, in the same transaction."""
    tables = (
        "stretch daytotal segment tombstone gap clockstep stream volume spoolfile event eventfile"
        " finding timeguard progress holdcheck held condemned"
    )
    with connections[_ARCHIVE].cursor() as cursor:
        for table in tables.split():
            cursor.execute(f"DELETE FROM archive_{table}")  # noqa: S608  (names from the line above)


def drop_without_entry() -> None:
    """Nothing that has no entry is ever served (FORMATS §4.4)."""
    Segment.objects.filter(ledger_idx=None).delete()


def save_cursors(cursors: Cursors) -> None:
    for (camera, name), offset in cursors.items():
        SpoolFile.objects.update_or_create(camera=camera, name=name, defaults={"offset": offset})


def forget_spool_file(*, camera: str, name: str) -> None:
    """The file has been removed: so has the need to know how far it was read."""
    SpoolFile.objects.filter(camera=camera, name=name).delete()


def save_progress(*, ledger_size: int | None = None, outbox_id: int | None = None) -> None:
    values = {"ledger_size": ledger_size, "outbox_id": outbox_id}
    known = {key: value for key, value in values.items() if value is not None}
    Progress.objects.update_or_create(pk=1, defaults=known)


def save_guard(**values: Any) -> None:
    """How far the time is known (``guard``)."""
    TimeGuard.objects.update_or_create(pk=1, defaults=values)


def mark_volume(*, path: str, marker: str) -> None:
    """The id that the volume's own marker said: remembered for when it is away, or retired."""
    Volume.objects.filter(path=path).exclude(marker=marker).update(marker=marker)


def report(found: Iterable[Found], *, at_us: int) -> None:
    """Keeps findings: the same thing seen again is one row with a later ``last_seen_us``."""
    for each in found:
        Finding.objects.update_or_create(
            kind=each.kind,
            subject=each.subject,
            defaults={"camera": each.camera, "detail": each.detail, "last_seen_us": at_us},
            create_defaults={
                "camera": each.camera,
                "detail": each.detail,
                "first_seen_us": at_us,
                "last_seen_us": at_us,
            },
        )


def is_reported(kind: FindingKind, subject: str) -> bool:
    """Whether the finding is there and not settled."""
    return Finding.objects.filter(kind=kind, subject=subject).exists()


def settle(kind: FindingKind, subjects: Iterable[str]) -> None:
    """What these findings said is no longer so."""
    Finding.objects.filter(kind=kind, subject__in=list(subjects)).delete()


def save_hold_check(*, hold: str, camera: str, at_us: int, counts: Mapping[str, int]) -> None:
    """What reading a hold's footage again found; a later reading takes its place."""
    values = {"at_us": at_us, **counts}
    HoldCheck.objects.update_or_create(hold=hold, camera=camera, defaults=values)
