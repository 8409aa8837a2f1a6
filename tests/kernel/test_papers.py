"""What an uploaded paper is, by its content (ACCESS §10.1): whatever its name says."""

import struct
import zlib

import pytest

from vonggac.kernel.papers import LARGEST_BYTES, PaperKind, PaperRefused, examine

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog {} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def png(width: int, height: int) -> bytes:
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    )


def jpeg(width: int, height: int) -> bytes:
    size = struct.pack(">BHHB", 8, height, width, 0)
    return (
        b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0" + struct.pack(">H", 8) + size + b"\xff\xd9" + b"0" * 9
    )


def refusal(content: bytes) -> str:
    with pytest.raises(PaperRefused) as told:
        examine(content)
    return told.value.code


def test_scans_and_photographs_are_known_by_their_content() -> None:
    assert examine(PDF.replace(b"{}", b"")) is PaperKind.PDF
    assert examine(png(2000, 3000)) is PaperKind.PNG
    assert examine(jpeg(3000, 4000)) is PaperKind.JPEG


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04....word/document.xml..word/vbaProject.bin", "macro"),
        (b"PK\x03\x04....word/document.xml", "document"),
        (b"PK\x03\x04....../../etc/passwd", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "svg"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "svg"),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"RIFF....WEBPVP8 ", "webp"),
        (b"MZ\x90\x00", "program"),
        (b"<html><script>", "unknown"),
        (b"GIF89a", "unknown"),
        (b"\x89PNG\r\n\x1a\n", "broken"),
        (b"\xff\xd8\xff\xe0\x00\x10", "broken"),
        (b"\xff\xd8\xff\xe0\x00\x00" * 3, "broken"),
        (b"%PDF-1.7\nno end", "broken"),
    ],
)
def test_everything_else_is_refused_by_what_it_is(content: bytes, code: str) -> None:
    """Macro DOCX, SVG, archives, programs: the page says which and what to do instead."""
    assert refusal(content) == code


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "active_pdf"),
        (b"/OpenAction << /S /J#61vaScript >>", "active_pdf"),
        (b"/AA << /S /Launch >>", "active_pdf"),
        (b"/Names << /EmbeddedFiles << >> >>", "active_pdf"),
        (b"/Encrypt 9 0 R", "locked_pdf"),
    ],
)
def test_a_pdf_that_does_something_is_refused(inside: bytes, code: str) -> None:
    assert refusal(PDF.replace(b"{}", inside)) == code


def test_bytes_of_a_scanned_page_are_no_script() -> None:
    """A compressed picture may hold any bytes by chance."""
    scan = PDF.replace(b"{}", b"").replace(
        b"trailer", b"2 0 obj << >> stream\n\x00/JS (\xff/Launch \nendstream endobj trailer"
    )
    assert examine(scan) is PaperKind.PDF


def test_too_much_is_refused_before_anything_is_decoded() -> None:
    """A bomb says its size in its first bytes."""
    assert refusal(b"%PDF-" + b"0" * LARGEST_BYTES) == "too_big"
    assert refusal(png(60_000, 60_000)) == "too_many_pixels"
    assert refusal(jpeg(65_000, 500)) == "too_many_pixels"
    assert refusal(png(0, 10)) == "broken"
