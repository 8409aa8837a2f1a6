"""The product's own static files: where they lie, and the name of this build of them."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent / "static"


def build_name() -> str:
    """Ten hex digits that change when any static file does: stands in the address, so that browsers may keep files
    for ever and still see a new release at once."""
    digest = hashlib.sha256()
    for path in sorted(each for each in FOLDER.rglob("*") if each.is_file()):
        facts = path.stat()
        digest.update(f"{path.relative_to(FOLDER)}:{facts.st_size}:{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:10]
