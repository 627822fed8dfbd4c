"""Who gets an answer compressed, and what never is."""

import gzip

import pytest
from django.http import HttpResponse, JsonResponse

from expo.pages.compression import compressed

TEXT = "가나다라 " * 100


def answer(rf, response, **headers):
    return compressed(lambda request: response)(rf.get("/", headers=headers))


@pytest.mark.parametrize("takes", ["gzip", "br, gzip", "gzip;q=0.5, br", "gzip;q=1, *;q=0"])
def test_whoever_takes_it_gets_it_compressed(rf, takes):
    small = answer(rf, HttpResponse(TEXT), **{"Accept-Encoding": takes})

    assert gzip.decompress(small.content).decode() == TEXT
    assert (small["Content-Encoding"], small["Vary"]) == ("gzip", "Accept-Encoding")


@pytest.mark.parametrize("takes", ["", "identity", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_whoever_does_not_take_it_gets_it_plain(rf, takes):
    plain = answer(rf, HttpResponse(TEXT), **{"Accept-Encoding": takes})

    assert plain.content.decode() == TEXT
    assert not plain.has_header("Content-Encoding")
    assert plain["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(b"%PDF" * 100, content_type="application/pdf"),
        HttpResponse(status=304),
    ],
)
def test_what_would_not_become_smaller_is_left(rf, response):
    before = response.content

    assert answer(rf, response, **{"Accept-Encoding": "gzip"}).content == before


def test_the_same_content_is_the_same_compressed(rf):
    first, second = (
        answer(rf, JsonResponse({"text": TEXT}), **{"Accept-Encoding": "gzip"}).content
        for _ in range(2)
    )

    assert first == second
    assert gzip.decompress(first) == JsonResponse({"text": TEXT}).content
