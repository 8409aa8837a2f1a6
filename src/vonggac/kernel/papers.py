"""What an uploaded paper really is, by its content and never by its name (ACCESS §10.1, §10.2).

A scan or a photograph of a signed paper: PDF, JPEG, PNG. Everything else is refused with a code that the page has words
for. Nothing is decoded here: pictures go on to a worker that paints them anew, PDFs are kept as they are and only ever
downloaded.
"""

import re
import struct
from enum import StrEnum

LARGEST_BYTES = 16 << 20
"""Of one paper: twenty scanned pages, or the largest photograph of a telephone."""
MOST_PIXELS = 64_000_000
LONGEST_SIDE = 16_000


class PaperKind(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def ending(self) -> str:
        """For the name of a download."""
        return {PaperKind.PDF: "pdf", PaperKind.JPEG: "jpg", PaperKind.PNG: "png"}[self]


class PaperRefused(ValueError):
    """The file can't be kept. ``code``: empty, too_big, too_many_pixels, svg, macro, document, archive, heic, webp,
    program, active_pdf, locked_pdf, broken, unknown.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_PNG = b"\x89PNG\r\n\x1a\n"
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?=[\s/<(\[>])"
)
_SOF = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def examine(content: bytes) -> PaperKind:
    """What it is. Raises PaperRefused. Time and memory are bounded by ``LARGEST_BYTES``."""
    if not content:
        raise PaperRefused("empty")
    if len(content) > LARGEST_BYTES:
        raise PaperRefused("too_big")
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PaperKind.PDF
    if content.startswith(_PNG):
        _check_size(*_png_size(content))
        return PaperKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        _check_size(*_jpeg_size(content))
        return PaperKind.JPEG
    raise PaperRefused(_why_not(content))


def _why_not(content: bytes) -> str:
    """Which of the usual wrong files it is, so that the page can say what to do instead."""
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "document"  # DOC and XLS of old: macros may hide in any of them
    if content[4:8] == b"ftyp":
        return "heic" if content[8:12] in (b"heic", b"heix", b"mif1", b"heif") else "unknown"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "program"
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")):
        return "archive"
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "svg" if b"<svg" in head or head.startswith(b"<?xml") else "unknown"


def _zipped(content: bytes) -> str:
    if b"vbaProject.bin" in content:
        return "macro"
    names = (b"word/document.xml", b"xl/workbook.xml", b"ppt/presentation.xml", b"content.xml")
    return "document" if any(name in content for name in names) else "archive"


def _check_pdf(content: bytes) -> None:
    """No script, no program, no file within it, as far as that can be seen without opening its streams."""
    if b"%%EOF" not in content[-2048:]:
        raise PaperRefused("broken")
    written = _STREAM.sub(b"", content)
    plain = _HEX.sub(lambda found: bytes([int(found[1], 16)]), written)
    if re.search(rb"/Encrypt(?=[\s/<\d])", plain):
        raise PaperRefused("locked_pdf")
    if _ACTIVE.search(plain):
        raise PaperRefused("active_pdf")


def _check_size(width: int, height: int) -> None:
    if not width or not height:
        raise PaperRefused("broken")
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PaperRefused("too_many_pixels")


def _png_size(content: bytes) -> tuple[int, int]:
    if len(content) < 33 or content[12:16] != b"IHDR":
        raise PaperRefused("broken")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _SOF:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in (0xD9, 0xDA) or length < 2:
            break
        at += 2 + length
    raise PaperRefused("broken")
