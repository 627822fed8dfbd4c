"""The drawing of the floor: shapes of rows, and the words that fit on them."""

from datetime import UTC, date, datetime
from string import ascii_letters, digits

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from booths import plans
from booths.plans.faces import Inscription, face
from booths.plans.geometry import Box
from booths.plans.lettering import fitted, width
from expo import fonts
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    HallFactory,
    ServiceStatusFactory,
    SpaceFactory,
)

AT = datetime(2023, 11, 24, 7, tzinfo=UTC)
SIZES = (1.5, 1.0, 0.6)


@pytest.fixture
def edition(db):
    return EditionFactory(slug="2023", number=1)


@pytest.fixture
def hall(edition):
    return HallFactory(edition=edition, code="4B", name_ko="4B 전시장", name_en="Hall 4B")


def drawn(edition):
    return plans.drawing(edition, AT, lambda space: f"/there/{space.code}/")


def given(hall, code, name="한빛신원청", **place):
    return AssignmentFactory(
        space__edition=hall.edition,
        space__hall=hall,
        space__code=code,
        participation__exhibitor__name_ko=name,
        participation__exhibitor__name_en="",
        **{f"space__{field}": value for field, value in place.items()},
    )


def codes(drawing):
    return [tile.code for tile in drawing.tiles]


def test_a_tile_lies_where_its_space_lies_in_its_hall(edition):
    HallFactory(edition=edition, x=0, y=0, width=36, depth=48)
    second = HallFactory(edition=edition, x=36, y=0, width=36, depth=48)
    given(second, "B-01", x=3, y=4, width=6, depth=3)

    drawing = drawn(edition)

    (tile,) = drawing.tiles
    assert (tile.x, tile.y, tile.width, tile.height) == (1 + 36 + 3, 1 + 4, 6, 3)
    assert (drawing.width, drawing.height) == (74, 50)


def test_a_plan_left_of_the_corner_begins_at_its_margin(edition):
    HallFactory(edition=edition, x=-20, y=-5, width=10, depth=10)

    drawing = drawn(edition)

    assert (drawing.halls[0].box.x, drawing.halls[0].box.y) == (1, 1)
    assert (drawing.width, drawing.height) == (12, 12)


def test_without_halls_there_is_nothing_to_draw(edition):
    assert drawn(edition).halls == []
    assert drawn(edition).tiles == []


def test_halls_are_read_from_the_upper_left_and_booths_by_the_numbers_in_their_codes(edition):
    right = HallFactory(edition=edition, code="A", x=60, y=0)
    left = HallFactory(edition=edition, code="Z", x=0, y=0)
    for hall, code in ((right, "C-1"), (left, "B-10"), (left, "B-2")):
        given(hall, code)

    assert codes(drawn(edition)) == ["B-2", "B-10", "C-1"]


def test_a_booth_says_in_full_what_is_seen_of_it(hall):
    held = given(hall, "A-17")
    CoParticipationFactory(edition=hall.edition, main=held.participation, exhibitor__name_ko="손님")
    ServiceStatusFactory(outage__edition=hall.edition, space=held.space)

    (tile,) = drawn(hall.edition).tiles

    assert tile.label == "A-17 한빛신원청, 손님, 공공, 중단"
    assert tile.calm_label == "A-17 한빛신원청, 손님, 공공"


def test_a_free_space_says_so_by_a_word(hall):
    SpaceFactory(edition=hall.edition, hall=hall, code="A-01")

    (tile,) = drawn(hall.edition).tiles

    assert tile.is_free
    assert tile.label == "A-01 비어 있음"
    assert [line.words for line in tile.face.name] == ["비어", "있음"]


@pytest.mark.parametrize(
    ("day", "name"), [(22, "첫 기관"), (23, "첫 기관"), (24, "둘째 기관"), (25, "둘째 기관")]
)
def test_a_booth_that_changes_hands_shows_who_is_there_that_day(hall, day, name):
    first = given(hall, "A-01", "첫 기관", x=0)
    first.days = (date(2023, 11, 23), date(2023, 11, 24))
    first.save()
    AssignmentFactory(
        space=first.space,
        participation__exhibitor__name_ko="둘째 기관",
        days=(date(2023, 11, 24), date(2023, 11, 25)),
    )

    at = datetime(2023, 11, day, 3, tzinfo=UTC)
    (tile,) = plans.drawing(hall.edition, at, lambda space: "").tiles

    assert tile.words.name == name
    assert tile.name == "첫 기관, 둘째 기관"


def test_a_drawing_costs_the_same_for_any_number_of_booths(hall, django_assert_num_queries):
    for number in range(12):
        given(hall, f"A-{number:02}", x=number * 4)

    with django_assert_num_queries(4):
        drawn(hall.edition)


def test_html_in_a_name_is_text_on_the_plan(hall):
    given(hall, "A-01", '<script>alert("부스")</script>', x=0, width=30, depth=20)

    shown = render_to_string("plan/drawing.html", {"drawing": drawn(hall.edition)})

    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_the_name_of_a_hall_stands_where_no_booth_covers_it(hall):
    given(hall, "A-01", x=0, y=0, width=30, depth=6)

    drawing = drawn(hall.edition)

    (tile,), (shape,) = drawing.tiles, drawing.halls
    assert shape.label.y > tile.box.bottom


def test_names_are_in_the_readers_language(hall):
    with translation.override("en"):
        assert drawn(hall.edition).halls[0].name == "Hall 4B"


# What fits


@pytest.mark.parametrize("letter", [*ascii_letters, *digits, *" .,:;'|!-()[]&·", *"한빛신원청뷁"])
def test_no_letter_is_wider_than_it_is_taken_to_be(letter):
    fonts.load(settings.FONTS)

    assert width(letter) >= fonts.width(letter, fonts.REGULAR)


def test_a_name_is_as_large_as_fits():
    assert fitted("달림지도", 8, 3, SIZES).size == 1.5
    assert fitted("달림지도", 4, 3, SIZES).size == 1.0


def test_whole_words_are_smaller_before_a_word_is_cut():
    assert fitted("한국 정보원", 3, 2.4, SIZES).lines == ("한국", "정보원")


def test_a_korean_word_is_cut_into_halves_where_nothing_else_fits():
    assert fitted("한빛신원청", 2.2, 2, SIZES).lines == ("한빛신", "원청")


@pytest.mark.parametrize("name", ["Administration", "아주아주아주아주긴이름의공공기관연합회", ""])
def test_a_name_that_does_not_fit_is_left_out(name):
    assert fitted(name, 2.2, 1.4, SIZES).lines == ()


@pytest.mark.parametrize(
    "name",
    [
        "한빛신원청",
        "Hanbit Identity Service",
        "한국지능정보사회진흥원 디지털플랫폼정부본부",
        "(주)가나 & Co.",
    ],
)
@pytest.mark.parametrize(("wide", "high"), [(3, 3), (6, 3), (6, 6), (1, 1), (12, 2)])
def test_nothing_that_is_written_leaves_its_booth(name, wide, high):
    box = Box(10, 20, wide, high)
    shown = face(box, Inscription("A-17", name, "공공", "중단", ("운영 중", "일부 장애", "중단")))

    for line in (shown.code, *shown.name):
        assert box.x <= line.x
        assert line.x + width(line.words) * line.size <= box.right + 0.01
        assert box.y <= line.y <= box.bottom
    assert width(shown.state.words) * shown.state.size <= shown.band.width


def test_a_name_under_the_band_of_a_state_is_known_to_be():
    words = Inscription("A-17", "한빛신원청", "공공", "중단", ("중단",))
    assert face(Box(0, 0, 6, 3), words).is_tight
    assert not face(Box(0, 0, 9, 9), words).is_tight
