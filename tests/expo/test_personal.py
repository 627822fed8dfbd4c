"""What people type about people: what is never kept, and what is kept as it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expo import personal

PAST = st.dates(date(1900, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "900101-1234567",
        "9001011234567",
        "900101 1234567",
        "900101 - 1234567",
        "９００１０１－１２３４５６７",
        "주민번호 900101-2234567입니다",
        "000229-3234567",  # 2000 was a leap year
        "010101-4000000",
        "900101-5234567",  # a foreigner's
        "900101‐1234567",
        "900101~1234567",
        "90\u200b0101-1234567",  # what cannot be seen hides nothing
    ],
)
def test_a_resident_number_is_recognised_however_it_is_written(text):
    assert personal.looks_like_resident_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "010-1234-5678",
        "+82 10 1234 5678",
        "02-2100-3399",
        "123-45-67890",  # a business registration number
        "901301-1234567",  # no thirteenth month
        "900230-1234567",
        "000230-3234567",
        "010229-3234567",  # 2001 was no leap year
        "900101-9234567",
        "900101-123456",
        "900101-12345678",
        "1900101-1234567",
        "900101-1******",
        "4321 0987 6543 2109",  # a card
        "김민수 900101",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert not personal.looks_like_resident_number(text)


@given(PAST, st.booleans(), st.integers(0, 999_999), st.sampled_from(["", "-", " - ", "－"]))
def test_every_birthday_makes_a_resident_number(born, is_foreign, rest, between):
    century = (1 if born.year < 2000 else 3) + 4 * is_foreign
    text = f"{born:%y%m%d}{between}{century}{rest:06}"

    assert personal.looks_like_resident_number(f"({text})")


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_a_fault(text):
    personal.looks_like_resident_number(text)
    tidy = personal.tidy(text)
    assert personal.tidy(tidy) == tidy
    assert personal.digits_of(text).isascii()


@pytest.mark.parametrize(
    "name",
    [
        "강",
        "김" * 40,
        "金民秀",
        "황보 민수",
        "O'Brien-Ó Súilleabháin",
        "محمد علي",
        "👩‍👩‍👧",
        "कमल",
        "龘",
        "𠮷野",
    ],
)
def test_a_name_is_whatever_people_are_called(name):
    assert personal.tidy(name) == name
    assert personal.is_writable(name)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\u202e", "\u2066", "\ud800"]
)
def test_what_is_no_writing_is_not_writable(sign):
    assert not personal.is_writable(f"김{sign}민수")


def test_a_text_is_one_line_of_composed_syllables():
    assert personal.tidy("  김민\t수\r\n 님 ") == "김민 수 님"


def test_digits_are_read_in_any_width():
    assert personal.digits_of("+82 ０１０-1234") == "820101234"


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u2060 \u200d", "\u3000"])
def test_what_cannot_be_seen_is_nothing(text):
    assert not personal.is_visible(text)


@pytest.mark.parametrize("text", ["가", "👩\u200d🔬", "-"])
def test_what_people_write_is_seen(text):
    assert personal.is_visible(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("010-1234-5678", "010-1234-5678"),
        ("01012345678", "010-1234-5678"),
        ("+82 10-1234-5678", "010-1234-5678"),
        ("+82 (0)10 1234 5678", "010-1234-5678"),
        ("0082 10 1234 5678", "010-1234-5678"),
        ("８２－１０－１２３４－５６７８", "010-1234-5678"),
        ("٠١٠١٢٣٤٥٦٧٨", "010-1234-5678"),
        ("011-234-5678", "011-234-5678"),
        ("02-123-4567", "02-123-4567"),
        ("+82-2-123-4567", "02-123-4567"),
        ("051 740 7300", "051-740-7300"),
        ("0505-123-4567", "0505-123-4567"),
        ("1588-1234", "1588-1234"),
        ("+1 (415) 555-0100", "+14155550100"),
        ("001 415 555 0100", "+14155550100"),
    ],
)
def test_a_telephone_number_is_kept_in_one_shape(typed, kept):
    assert personal.phone_number(typed) == kept
    assert personal.phone_number(kept) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "+", "+82", "call me", "010-1234-567", "415 555 0100", "010-1234-5678 or 9", "9" * 30],
)
def test_what_is_no_telephone_number_is_none(typed):
    assert personal.phone_number(typed) == ""
