"""A file that is too large is not kept, and what came beside it is not lost."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory


def sent(size, settings):
    settings.LARGEST_UPLOAD = 300_000
    file = SimpleUploadedFile("logo.png", bytes(size))
    return RequestFactory().post("/", {"name": "가온", "file": file, "tail": "끝"})


def test_a_file_within_the_limit_comes_whole(settings):
    request = sent(300_000, settings)

    assert request.FILES["file"].size == 300_000
    assert len(request.FILES["file"].read()) == 300_000


def test_a_larger_file_comes_empty_with_its_true_size(settings):
    request = sent(300_001, settings)

    assert request.FILES["file"].size == 300_001
    assert request.FILES["file"].name == "logo.png"
    assert request.FILES["file"].read() == b""


def test_what_was_typed_beside_it_stays(settings):
    request = sent(400_000, settings)

    assert request.POST.dict() == {"name": "가온", "tail": "끝"}
