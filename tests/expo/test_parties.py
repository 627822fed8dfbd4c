"""Who takes part: in order, role by role, and who was not named is counted, never invented."""

import pytest
from django.utils import translation

from expo import parties
from expo.models import Party

NAMED = {"name_ko": "고진", "name_en": "Ko Jin"}


def party(role="signatory", **fields):
    return Party(role=role, **fields)


def missing(*those):
    (part,) = parties.parts(those)
    with translation.override("ko"):
        return part.missing


def test_those_of_one_role_that_follow_one_another_are_one_part():
    found = parties.parts([party("presenter", **NAMED), party(**NAMED), party(), party("speaker")])

    assert [(part.role, len(part.named), part.unnamed) for part in found] == [
        ("presenter", 1, 0),
        ("signatory", 1, 1),
        ("speaker", 0, 1),
    ]


def test_a_role_that_comes_back_later_keeps_its_place_in_the_order():
    found = parties.parts([party("speaker"), party("reader"), party("speaker")])

    assert [part.role for part in found] == ["speaker", "reader", "speaker"]


@pytest.mark.parametrize(
    ("those", "words"),
    [
        ([party(**NAMED)], ""),
        ([party()], "이름이 공개되지 않음"),
        ([party(**NAMED)] * 4 + [party()] * 4, "8명 중 4명은 이름이 공개되지 않음"),
        ([party()] * 8, "8명 모두 이름이 공개되지 않음"),
        ([party("member")] * 10, "10곳 모두 이름이 공개되지 않음"),
        ([party("member", **NAMED), party("member")], "2곳 중 1곳은 이름이 공개되지 않음"),
    ],
)
def test_it_is_said_how_many_are_not_named(those, words):
    assert missing(*those) == words


def test_in_one_line_a_part_names_its_role_its_people_and_their_functions():
    (part,) = parties.parts([party(**NAMED, function_ko="위원장"), party()])

    with translation.override("ko"):
        assert parties.told(part) == "서명자: 고진 (위원장), 2명 중 1명은 이름이 공개되지 않음"
