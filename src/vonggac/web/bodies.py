"""How long a request's body may be: forms a megabyte, a page behind the door with a file more (ACCESS §1.9)."""

from django.urls import Resolver404, resolve

from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.web.acts import is_door

LONGEST_BODY_BYTES = 1 << 20
"""As ``DATA_UPLOAD_MAX_MEMORY_SIZE``; asked before a body is read."""
LONGEST_PAPER_BYTES = LARGEST_BYTES + (1 << 20)
"""A paper and the fields beside it; the fields alone are no longer than a form's (Django counts them)."""
WITH_FILES = "multipart/form-data"


def longest_body(path: str, kind: str) -> int:
    """Bytes that a request of this content type may bring to the path."""
    if not kind.lower().startswith(WITH_FILES):
        return LONGEST_BODY_BYTES
    try:
        name = resolve(path).url_name
    except Resolver404:
        name = None
    return LONGEST_BODY_BYTES if name is None or is_door(name) else LONGEST_PAPER_BYTES
