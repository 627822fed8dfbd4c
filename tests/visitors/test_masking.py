"""What a kiosk shows of a name: enough to know one's own, and never the whole."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitors.masking import STAR, mask

HANGUL = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("홍길동", "홍*동"),
        ("홍 길동", "홍*동"),
        ("홍길", "홍*"),
        ("홍", "*"),
        ("남궁선우", "남**우"),
        ("김하늘별님구름", "김*****름"),
        (normalize("NFD", "홍길동"), "홍*동"),  # as some phones write it
        ("諸葛亮", "諸*亮"),
        ("John Smith", "J*** S***"),
        ("Jean-Luc Picard", "J*** L*** P***"),
        ("Nguyễn Văn A", "N*** V*** *"),
        ("J", "*"),
        ("Émile", "É***"),
        ("Иван Петров", "И*** П***"),
        ("홍길동 (Gildong Hong)", "홍*동 G*** H***"),
        ("  홍길동  ", "홍*동"),
        ("\u202e동길홍\u202c", "동*홍"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_a_name_is_masked_by_its_script(name, shown):
    assert mask(name) == shown


@given(st.text(HANGUL, min_size=1, max_size=8))
def test_at_most_two_syllables_of_a_korean_name_are_shown(name):
    shown = mask(name)

    assert len(shown) == len(name)
    assert sum(character != STAR for character in shown) <= min(2, len(name) - 1)


@given(st.text(max_size=40))
def test_no_word_of_any_name_is_shown_whole(name):
    for word in mask(name).split():
        assert STAR in word


@given(st.text(max_size=40))
def test_nothing_is_shown_that_is_no_letter(name):
    assert all(character.isalnum() or character in {STAR, " "} for character in mask(name))
