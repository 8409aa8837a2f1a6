"""Rebuilds the headers that RTP/JPEG leaves out (RFC 2435 §3.1, appendices A and B)."""

import struct

_LUMA = bytes.fromhex(
    "100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e404457453738506d"
    "51575f626768673e4d71797064785c656763"
)
"""Table K.1 of T.81 in zigzag order."""
_CHROMA = bytes.fromhex(
    "1112121815182f1a1a2f634238426363636363636363636363636363636363636363636363636363636363636363"
    "636363636363636363636363636363636363"
)

_DC_LUMA = ("00010501010101010100000000000000", "000102030405060708090a0b")
_DC_CHROMA = ("00030101010101010101010000000000", "000102030405060708090a0b")
_AC_LUMA = (
    "0002010303020403050504040000017d",
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a2526"
    "2728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485"
    "868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6"
    "d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
)
_AC_CHROMA = (
    "00020102040403040705040400010277",
    "000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f1171819"
    "1a262728292a35363738393a434445464748494a535455565758595a636465666768696a737475767778797a8283"
    "8485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4"
    "d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa",
)


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _huffman(kind: int, table: tuple[str, str]) -> bytes:
    return _segment(0xC4, bytes([kind]) + bytes.fromhex(table[0]) + bytes.fromhex(table[1]))


_HUFFMAN = (
    _huffman(0x00, _DC_LUMA)
    + _huffman(0x10, _AC_LUMA)
    + _huffman(0x01, _DC_CHROMA)
    + _huffman(0x11, _AC_CHROMA)
)
_APP0 = _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
_SCAN = _segment(0xDA, bytes.fromhex("03010002110311003f00"))
END_OF_IMAGE = b"\xff\xd9"


def scaled_tables(quality: int) -> tuple[bytes, bytes]:
    """Luma and chroma tables of a Q from 1 to 99 (RFC 2435 §4.2)."""
    quality = max(1, min(99, quality))
    scale = 5000 // quality if quality < 50 else 200 - quality * 2
    luma, chroma = (
        bytes(max(1, min(255, (value * scale + 50) // 100)) for value in table)
        for table in (_LUMA, _CHROMA)
    )
    return luma, chroma


def jpeg_headers(
    width: int, height: int, kind: int, tables: tuple[bytes, ...], restart_interval: int
) -> bytes:
    """All before the entropy-coded data. ``kind`` 0 is 4:2:2, 1 is 4:2:0; a table of 128 bytes has
    16-bit values.
    """
    quantisation = b"".join(
        _segment(0xDB, bytes([number | (0x10 if len(table) == 128 else 0)]) + table)
        for number, table in enumerate(tables)
    )
    chroma = 1 if len(tables) > 1 else 0
    sampling = 0x22 if kind & 1 else 0x21
    frame = struct.pack(">BHHB", 8, height, width, 3)
    frame += bytes([1, sampling, 0, 2, 0x11, chroma, 3, 0x11, chroma])
    restart = _segment(0xDD, struct.pack(">H", restart_interval)) if restart_interval else b""
    head = b"\xff\xd8" + _APP0 + quantisation
    return head + restart + _segment(0xC0, frame) + _HUFFMAN + _SCAN
