"""Uploads that are too large are let pass by without being kept: form and file come in one stream,
and what was typed beside the file must not be lost."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class LargestUpload(FileUploadHandler):
    """Stands before the handlers that keep files. Of a file that grows beyond the limit nothing
    more is handed on, and the form gets it empty, with its true size."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start + len(raw_data) <= settings.LARGEST_UPLOAD else None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if file_size <= settings.LARGEST_UPLOAD:
            return None
        return UploadedFile(
            ContentFile(b""), self.file_name, self.content_type, file_size, self.charset
        )
