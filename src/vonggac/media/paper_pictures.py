"""Paints a photographed paper anew, in a child process with limits: what comes out is pixels and nothing else.

Camera, place and owner that a telephone writes into a photograph do not come along, nor does anything that was appended
to it (ACCESS §10.2). The child loads Pillow and no FFmpeg.
"""

import subprocess
import sys

from vonggac.kernel.papers import LARGEST_BYTES, PaperKind, PaperRefused
from vonggac.media import child

PATIENCE_S = 30.0
LONGEST_SIDE = 3500
"""Pixels: 300 dots an inch of an A4 sheet."""


def repaint(content: bytes, kind: PaperKind, *, patience_s: float = PATIENCE_S) -> bytes:
    """The same picture, upright, at most ``LONGEST_SIDE``, of the same kind. Raises PaperRefused (broken)."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vonggac.media.paper_worker", kind.name],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=child.CREATION_FLAGS,
            timeout=patience_s,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as fault:
        raise PaperRefused("broken") from fault
    if done.returncode or not done.stdout or len(done.stdout) > 2 * LARGEST_BYTES:
        raise PaperRefused("broken")
    return done.stdout
