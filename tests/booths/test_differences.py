"""What became of a text is told by its words, and nothing of it is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booths import differences
from booths.differences import Item, Kind, Part

TEXTS = st.text(alphabet="가나 \nab.", max_size=40)
LISTS = st.lists(st.sampled_from(["가", "나", "다", "라"]), max_size=6)


def test_a_changed_word_is_told_among_those_that_stay():
    assert differences.words("세금 신고서를 채워 줍니다.", "세금 신고서를 모두 채웁니다.") == [
        Part(Kind.SAME, "세금 신고서를 "),
        Part(Kind.GONE, "채워"),
        Part(Kind.NEW, "모두"),
        Part(Kind.SAME, " "),
        Part(Kind.GONE, "줍니다."),
        Part(Kind.NEW, "채웁니다."),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_difference(before, after):
    parts = differences.words(before, after)

    assert "".join(part.text for part in parts if part.kind != Kind.NEW) == before
    assert "".join(part.text for part in parts if part.kind != Kind.GONE) == after


@given(LISTS, LISTS)
def test_both_lists_can_be_read_off_the_difference(before, after):
    found = differences.items(before, after)

    assert [item.before for item in found if item.kind != Kind.NEW] == before
    assert [item.after for item in found if item.kind != Kind.GONE] == after


def test_a_row_that_was_edited_is_told_as_changed():
    before, after = (
        [{"name": "가"}, {"name": "나"}],
        [{"name": "가"}, {"name": "다"}, {"name": "라"}],
    )

    assert differences.items(before, after) == [
        Item(Kind.SAME, {"name": "가"}, {"name": "가"}),
        Item(Kind.CHANGED, {"name": "나"}, {"name": "다"}),
        Item(Kind.NEW, None, {"name": "라"}),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 2000, "a b " * 1000),
        ("a b " * 1000, "b a c " * 666),
        (" ".join(map(str, range(900))), " ".join(map(str, range(900, 0, -1)))),
        ("가 나 다 라 " * 500, "라 다 나 가 " * 500),
    ],
    ids=["repeated", "interleaved", "turned round", "mirrored"],
)
def test_the_longest_texts_can_be_read_off_too(before, after):
    """The worst for the comparison: all alike, or all turned round. Each takes milliseconds."""
    parts = differences.words(before, after)

    assert "".join(part.text for part in parts if part.kind != Kind.GONE) == after
