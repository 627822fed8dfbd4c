"""Whether a text says a number, as people write numbers here."""

import pytest

from expo.dashboard.publishing.numbers import says


@pytest.mark.parametrize(
    "text",
    [
        "방문 30,600명",
        "30600명",
        "3만600명",
        "3만 600명이 다녀갔다",
        "기준,30,600명",
        "３０，６００명",
        "It was 30,600.",
        "30,600, and more",
        "(30,600)",
    ],
)
def test_a_number_is_found_however_it_is_written(text):
    assert says(text, 30_600)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "많은 분",
        "30,601명",
        "130,600명",
        "30,600.5",
        "306,00",
        "약 3만 명",
        "3만 60명",
        "30 600",
    ],
)
def test_another_number_is_none(text):
    assert not says(text, 30_600)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1억 2,000만 5", 120_000_005), ("3만", 30_000), ("0명", 0), ("−5", -5), ("９" * 400, 1)],
)
def test_large_ones_and_none_at_all(text, number):
    assert says(text, number) is (len(text) < 400)
