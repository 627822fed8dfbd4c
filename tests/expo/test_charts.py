"""Drawings that read on a page, on paper, in grey, and without eyes."""

import io
from collections import Counter
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from expo import charts, fonts
from expo.charts import Chart, ChartKind, Series, ink, lettering, scales
from tests.expo.awkward_charts import CHARTS, WORDS, chart

SVG = "{http://www.w3.org/2000/svg}"
EVERY = pytest.mark.parametrize("told", CHARTS.values(), ids=CHARTS.keys())
WIDTHS = pytest.mark.parametrize("width", [960, 400])


def parsed(told, **how):
    return ElementTree.fromstring(charts.svg(told, **how))  # noqa: S314 # our own


def letters(drawn):
    return [each.text for each in drawn.iter(f"{SVG}text")]


def lightness(colour):
    """L* of CIELAB: how light a colour is in grey, from 0 to 100."""
    return 116 * ink.luminance(colour) ** (1 / 3) - 16


@EVERY
def test_every_drawing_is_well_formed_and_runs_nothing(told):
    drawn = parsed(told, is_titled=True)

    tags = {each.tag.removeprefix(SVG) for each in drawn.iter()}
    attributes = {name for each in drawn.iter() for name in each.attrib}
    assert tags <= {"svg", "title", "desc", "g", "rect", "line", "path", "circle", "text"}
    assert not attributes & {"style", "class", "href", "onload"}


@EVERY
def test_who_does_not_see_it_hears_title_and_summary(told):
    drawn = parsed(told, key="day")

    assert (drawn.get("role"), drawn.get("aria-labelledby")) == ("img", "day-title day-desc")
    assert drawn.find(f"{SVG}title[@id='day-title']").text == told.title
    assert drawn.find(f"{SVG}desc[@id='day-desc']") is not None
    assert drawn.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"


@WIDTHS
@EVERY
def test_no_words_meet_and_none_leave_the_drawing(told, width):
    drawn = parsed(told, width=width, is_titled=True)
    fonts.load(settings.FONTS)

    boxes = [box(each) for each in drawn.iter(f"{SVG}text") if each.text]

    outside = [
        told
        for told, left, top, right, bottom in boxes
        if left < 0 or right > width or top < 0 or bottom > float(drawn.get("height"))
    ]
    assert outside == []
    assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if meet(a, b)] == []


def box(text):
    """What a text covers, in the font of our pictures: its words, left, top, right, bottom."""
    size, x, y = (float(text.get(name)) for name in ("font-size", "x", "y"))
    font = fonts.BOLD if text.get("font-weight") else fonts.REGULAR
    wide = fonts.width(text.text, font, size)
    left = x - wide * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0)
    return text.text, left, y - size * 0.72, left + wide, y + size * 0.05


def meet(one, other):
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


def test_the_colours_of_series_differ_in_grey_and_from_paper():
    colours = [style.colour for style in ink.STYLES]

    assert all(
        abs(lightness(one) - lightness(other)) >= 4.9 for one, other in combinations(colours, 2)
    )
    assert all(ink.contrast(colour, ink.PAPER) >= 3 for colour in colours)
    assert all(ink.contrast(style.colour, ink.PAPER) >= 3 for style in ink.QUIET_STYLES)
    assert all(ink.contrast(words, ink.PAPER) >= 4.5 for words in (ink.INK, ink.QUIET))


def test_series_differ_without_any_colour():
    lines = [(style.dash, style.marker) for style in ink.STYLES]
    hatches = Counter(style.hatch for style in ink.STYLES)

    assert len(set(lines)) == len({marker for _dash, marker in lines}) == len(lines)
    assert hatches.pop(ink.Hatch.SOLID) == 2  # the lightest and the darkest of both
    assert set(hatches.values()) == {1}


def test_a_grid_only_becomes_darker():
    shades = [ink.luminance(ink.heat(step / 60)) for step in range(61)]

    assert all(after < before for before, after in pairwise(shades))


@given(
    st.lists(st.floats(-1e7, 1e7, allow_nan=False), max_size=5),
    st.integers(0, 2),
    st.integers(60, 900),
)
def test_a_scale_has_round_steps_over_nought_and_every_value(values, decimals, length):
    scale = scales.scale(values, 0, length, decimals=decimals, gap=46)

    steps = {round(after - before, 6) for before, after in pairwise(scale.ticks)}
    assert scale.ticks[0] <= min([0, *values]) + 1e-6
    assert scale.ticks[-1] >= max([0, *values]) - 1e-6
    assert any(abs(tick) < 1e-9 for tick in scale.ticks)
    assert max(steps) - min(steps) < 1e-5
    assert f"{max(steps):e}"[0] in "1259"  # 9: of a float a hair below 1
    assert 2 <= len(scale.ticks) <= max(2, length // 46) + 3


@pytest.mark.parametrize(
    ("value", "decimals", "told"),
    [(1234567, 0, "1,234,567"), (-12.345, 1, "−12.3"), (-0.2, 0, "0"), (0.5, 2, "0.50")],
)
def test_numbers_are_grouped(value, decimals, told):
    assert scales.grouped(value, decimals) == told


def test_where_nothing_is_known_a_line_has_a_gap_and_a_point_alone_its_marker():
    drawn = parsed(chart("lines", list("abcdef"), [Series("x", [1, 2, None, 4, None, 6])]))

    [line] = [each for each in drawn.iter(f"{SVG}path") if each.get("fill") == "none"]
    assert line.get("d").count("M") == 1
    assert len(list(drawn.iter(f"{SVG}circle"))) == 4


def test_what_others_are_compared_with_is_paler():
    drawn = parsed(CHARTS["today against yesterday"])

    today, yesterday = sorted(
        (each for each in drawn.iter(f"{SVG}path") if each.get("fill") == "none"),
        key=lambda each: -float(each.get("stroke-width")),
    )
    assert lightness(today.get("stroke")) < lightness(yesterday.get("stroke"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("four hundred gates as lines", "그 외 392개는 표 참조"),
        ("a stack of four hundred", "그 외 392개는 표 참조"),
    ],
)
def test_what_has_no_room_is_told(name, told):
    assert told in letters(parsed(CHARTS[name]))


def test_of_too_many_bars_the_highest_are_drawn_and_the_others_counted():
    told = letters(parsed(CHARTS["four hundred gates as bars"]))

    drawn = sum(words.startswith("제") for words in told)
    assert 35 <= drawn <= 50
    assert f"그 외 {400 - drawn}개는 표 참조" in told


def test_of_too_many_gates_the_busiest_are_named():
    names = letters(parsed(CHARTS["four hundred gates as lines"]))

    assert "제399번 출입구" not in names  # its wave is of another length
    assert sum(name.startswith("제") for name in names) == 8


@pytest.mark.parametrize("name", ["nothing", "nothing known"])
def test_a_drawing_of_nothing_says_so(name):
    assert letters(parsed(CHARTS[name])) == [WORDS.nothing]


def test_that_all_is_nought_is_drawn():
    assert letters(parsed(CHARTS["all nought"])).count("0") == 3


def test_a_file_stands_alone_with_its_title_and_note():
    told = CHARTS["three days"]

    drawn = parsed(told, is_titled=True)

    assert drawn[2].get("fill") == ink.PAPER
    assert letters(drawn)[0] == told.title
    assert letters(drawn)[-1] == told.note
    assert told.title not in letters(parsed(told))


def test_a_long_name_is_cut_and_a_short_one_is_whole():
    assert lettering.cut("동문", 10, 100) == "동문"
    assert lettering.width(lettering.cut("동문" * 20, 10, 100), 10) <= 100
    assert lettering.broken("", 10, 100) == []


def test_values_are_as_many_as_categories():
    with pytest.raises(ValueError, match="동문"):
        Chart(
            kind=ChartKind.BARS,
            title="",
            summary="",
            categories=["a"],
            series=[Series("동문", [1, 2])],
        )


@EVERY
def test_every_chart_is_a_picture(told):
    made = charts.png(told, settings.FONTS, width=400, scale=1)
    picture = Image.open(io.BytesIO(made)).convert("L")

    assert picture.width == 400
    assert sum(picture.histogram()[:200]) > 100


def test_a_chart_drawn_twice_is_the_same_picture():
    told = CHARTS["three days"]

    assert charts.png(told, settings.FONTS) == charts.png(told, settings.FONTS)


def test_korean_is_drawn_as_itself():
    pictures = {
        charts.png(chart("lines", [], [], title=title), settings.FONTS, width=400)
        for title in ("가가가", "힣힣힣", "뷁뷁뷁")
    }

    assert len(pictures) == 3


def test_a_picture_is_twice_as_fine_as_a_page():
    made = charts.png(CHARTS["three days"], settings.FONTS, width=640, height=300)

    assert Image.open(io.BytesIO(made)).size == (1280, 600)


def test_without_fonts_there_is_no_picture(tmp_path):
    with pytest.raises(fonts.FontMissing):
        charts.png(CHARTS["three days"], tmp_path)


def test_a_pdf_has_the_chart_as_text_that_can_be_searched():
    file = io.BytesIO()
    paper = Canvas(file, pagesize=(595, 842))
    drawn = charts.drawing(CHARTS["sessions"], settings.FONTS, width=482)
    renderPDF.draw(drawn, paper, 50, 100)
    paper.save()

    told = pypdfium2.PdfDocument(file.getvalue())[0].get_textpage().get_text_range()
    assert drawn.width == 482
    assert "정부 혁신의 미래와 과제" in told


@EVERY
def test_every_chart_is_a_drawing_for_a_pdf(told):
    drawn = charts.drawing(told, settings.FONTS, width=482, height=220)

    assert (drawn.width, round(drawn.height)) == (482, 220)
