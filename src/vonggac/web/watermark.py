"""What the mark on a picture says of the viewer (ACCESS §8.1); the page adds the time."""

from vonggac.web.viewer import Viewer


def mark_of(viewer: Viewer) -> str:
    """``Nguyễn Thị Ánh · 3f2a91``: the name, and the login by which the viewing is found in the ledger."""
    return f"{viewer.full_name} · {viewer.session.hex[:6]}"
