"""Base45 as RFC 9285 has it, and nothing more lenient."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from visitors import base45


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ],
)
def test_the_examples_of_the_rfc(data, text):
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(some.binary(max_size=100))
def test_bytes_come_back(data):
    assert base45.decode(base45.encode(data)) == data


@pytest.mark.parametrize(
    "text",
    [
        "A",
        "BB8A",
        "GGW",
        ":::",
        "V5",
        "BB8::",
        "bb8",
        "BB8\n",
        "BB\u00e9",
        "BB８",
        "B_8",
        "\x00\x00\x00",
    ],
)
def test_what_the_rfc_does_not_allow_is_refused(text):
    with pytest.raises(base45.NotBase45):
        base45.decode(text)


@given(some.text(max_size=30))
def test_a_text_is_refused_or_the_only_form_of_its_bytes(text):
    try:
        data = base45.decode(text)
    except base45.NotBase45:
        return
    assert base45.encode(data) == text
