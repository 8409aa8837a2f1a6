"""Uploaded files stay in memory, up to one byte more than a paper may have: nothing plain lies in a temporary folder
(ACCESS §9), and a file that is too long is told so instead of being cut.
"""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from vonggac.kernel.papers import LARGEST_BYTES


class BoundedMemory(FileUploadHandler):
    """Takes no more than it may keep, and lets the rest run by."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = LARGEST_BYTES + 1 - self._kept.tell()
        self._kept.write(raw_data[: max(0, room)])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._kept.seek(0)
        return InMemoryUploadedFile(
            file=self._kept,
            field_name=self.field_name,
            name=self.file_name or "file",
            content_type=self.content_type,
            size=len(self._kept.getbuffer()),
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
