"""What is vendored is what its list says."""

import hashlib
import re

from vonggac.web.assets import FOLDER

_ROW = re.compile(r"\| `([^`]+)` \| `([0-9a-f]{64})` \|")
VENDOR = FOLDER / "vendor"


def test_every_vendored_file_has_the_hash_of_the_list() -> None:
    """Name, version, licence and hash; nothing is loaded from elsewhere (DESIGN §6)."""
    listed = dict(_ROW.findall((VENDOR / "VENDORED.md").read_text()))
    there = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in {"LICENSE", "VENDORED.md"}
    }
    assert there == listed


def test_no_static_file_is_larger_than_1_4_mb() -> None:
    """The package stays small."""
    assert [p.name for p in FOLDER.rglob("*") if p.is_file() and p.stat().st_size > 1_400_000] == []


def test_our_files_fetch_nothing_from_elsewhere() -> None:
    """No CDN: a school works without internet."""
    ours = [p for p in FOLDER.rglob("*") if p.suffix in {".js", ".css"} and "vendor" not in p.parts]
    outside = [p.name for p in ours if re.search(r"https?://(?!www\.w3\.org)", p.read_text())]
    assert outside == []
