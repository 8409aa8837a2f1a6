"""How long a request's body may be: forms a megabyte, a scanned paper more (ACCESS §1.9)."""

import re

from vonggac.kernel.papers import LARGEST_BYTES

LONGEST_BODY_BYTES = 1 << 20
"""As ``DATA_UPLOAD_MAX_MEMORY_SIZE``; asked before a body is read."""
LONGEST_PAPER_BYTES = LARGEST_BYTES + (1 << 20)
"""A paper and the fields beside it."""
_PAPERS = re.compile(r"/requests/[0-9a-f-]{36}/papers")


def longest_body(path: str) -> int:
    """Bytes that a request to the path may bring."""
    return LONGEST_PAPER_BYTES if _PAPERS.fullmatch(path) else LONGEST_BODY_BYTES
