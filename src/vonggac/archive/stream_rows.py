"""Streams as the index knows them."""

from dataclasses import dataclass

from vonggac.archive.sql import query


@dataclass(frozen=True, slots=True)
class StreamRow:
    id: int
    camera: str
    name: str
    commissioned_us: int | None
    next_seq: int
    last_idx: int | None
    longest_us: int
    newest_us: int | None


def stream_row(camera: str, stream: str) -> StreamRow | None:
    """None where nothing was ever said of such a stream."""
    found = query(_STREAM + " WHERE camera = %s AND name = %s", (camera, stream))
    return StreamRow(*found[0]) if found else None


def stream_rows() -> list[StreamRow]:
    return [StreamRow(*row) for row in query(_STREAM + " ORDER BY camera, name")]


_STREAM = (
    "SELECT id, camera, name, commissioned_us, next_seq, last_idx, longest_us, newest_us"
    " FROM archive_stream"
)
