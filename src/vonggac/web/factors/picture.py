"""The QR that an app reads, as an address that a page can show."""

import segno


def qr_address(text: str) -> str:
    """``data:image/svg+xml``: black on white in every theme, since a phone's camera is to read it."""
    return segno.make(text, error="m").svg_data_uri(scale=5, border=3, dark="#000", light="#fff")
