"""The child process of ``paper_pictures``: a picture on standard input, the same painted anew on standard output."""

import io
import os
import sys
from io import FileIO

from PIL import Image, ImageOps

from vonggac.kernel.bounds import bound_this_process

LARGEST_BYTES = 16 << 20
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 3500
MEMORY_BYTES = 1 << 30
CPU_S = 25
_FORMATS: dict[str, dict[str, int]] = {"JPEG": {"quality": 85}, "PNG": {"compress_level": 6}}


def painted(content: bytes, kind: str) -> bytes:
    """Raises whatever Pillow makes of a damaged file."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow refuses at twice this
    with Image.open(io.BytesIO(content), formats=[kind]) as picture:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = _on_white(upright)
        out = io.BytesIO()
        plain.save(out, kind, **_FORMATS[kind])
        return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, and without whatever else the file carried beside its pixels."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        sheet = Image.new("RGB", picture.size, "white")
        sheet.paste(picture, mask=picture.convert("RGBA").getchannel("A"))
        return sheet
    bare = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    bare.info = {}
    return bare


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in _FORMATS:
        return 2
    bound_this_process(MEMORY_BYTES, CPU_S)
    content = FileIO(0, "rb", closefd=False).readall() or b""
    try:
        out = painted(content[: LARGEST_BYTES + 1], arguments[0])
    except Exception:  # noqa: BLE001  (whatever a stranger's file did: the parent says that it is broken)
        return 1
    rest = memoryview(out)
    while rest:
        rest = rest[os.write(1, rest) :]
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
