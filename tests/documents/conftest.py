"""What papers need from outside."""

import io

import pytest
from PIL import Image


@pytest.fixture
def picture() -> bytes:
    """A small JPEG of a camera's shape."""
    made = io.BytesIO()
    Image.new("RGB", (320, 180), (40, 90, 60)).save(made, "JPEG")
    return made.getvalue()
