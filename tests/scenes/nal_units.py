"""Byte streams of an encoder taken apart: the product gets its NAL units from RTP, and no start codes."""

import re
from itertools import pairwise

_START_CODE = re.compile(rb"\x00\x00\x01")


def split_annex_b(data: bytes) -> list[bytes]:
    """The units of a byte stream with start codes (H.264 annex B), zero bytes behind each taken off."""
    marks = [match.start() for match in _START_CODE.finditer(data)]
    marks.append(len(data))
    units = (data[mark + 3 : end] for mark, end in pairwise(marks))
    return [unit for unit in (piece.rstrip(b"\x00") for piece in units) if unit]
