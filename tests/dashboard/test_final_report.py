"""The final report: the same on paper and on a page, equal to the figures, and sensible for a fair
that is empty, huge or odd."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from unittest.mock import patch
from uuid import uuid4

import pypdfium2
import pytest
from django.utils import timezone, translation
from django.utils.html import strip_tags

from booths.models import Assignment, Exhibitor, Participation, ParticipationRole, Sector, Space
from expo import editions
from expo.dashboard.reports import paper, screen
from expo.dashboard.reports.documents import Figures, Grid, Part, Terms, terms_of
from expo.dashboard.reports.final import contents, making
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.reports.makers import Output
from expo.dashboard.tables import catalogue, cells
from expo.fonts import FontMissing
from expo.models import ReportKind, ReportRun
from tests.dashboard.scenes import at, counted_fair
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    HallFactory,
    PartyFactory,
    SessionFactory,
    ShowDayFactory,
    SpaceFactory,
)
from visitors import attendance, publications
from visitors.definitions import DEFINITIONS
from visitors.models import Area, AreaKind, FigureName, Gate
from visitors.publications import Announcement

pytestmark = pytest.mark.django_db

NOW = at(25, 13, 2)
EXHIBITORS = 2000


class Written:
    """A report as a worker writes it, without the worker."""

    def __init__(self, edition, language="ko"):
        self.run = ReportRun(
            uuid=uuid4(), edition=edition, kind=ReportKind.FINAL, language=language, as_of=NOW
        )
        self.pdf, page = BytesIO(), BytesIO()
        with translation.override(language), timezone.override(edition.tz):
            self.steps = len(list(making.make(self.run, Output(self.pdf, page))))
        self.page = page.getvalue().decode()

    @property
    def document(self):
        return pypdfium2.PdfDocument(BytesIO(self.pdf.getvalue()))

    @property
    def paper(self):
        """Every word on paper, page by page."""
        return [_flat(page.get_textpage().get_text_bounded()) for page in self.document]

    @property
    def screen(self):
        return _flat(unescape(strip_tags(self.page)))


def _flat(text):
    return re.sub(r"\s+", " ", text.replace("\ufffe", ""))


def _without_spaces(text):
    """A PDF knows no spaces between lines: what is compared has none."""
    return re.sub(r"\s+", "", text)


REPORTS = {}
"""The fair's reports by language, each written once for all tests that read it alone."""


@pytest.fixture
def fair():
    return counted_fair(NOW + timedelta(minutes=5))


@pytest.fixture
def report(request):
    """Of the worked example's fair in a language, with the figures and parts that it is made of."""

    def written(language):
        if language not in REPORTS:
            fair, parts, draw = request.getfixturevalue("fair"), [], paper.draw

            def painted(document, file):
                parts.extend(document.parts)
                draw(document, file)

            with patch.object(paper, "draw", painted):
                told = Written(fair.edition, language)
            told.parts, told.figures = parts, attendance.figures(fair.edition, NOW)
            told.edition = fair.edition
            REPORTS[language] = told
        return REPORTS[language]

    return written


@pytest.fixture
def edition():
    edition = EditionFactory(slug="2023", name_ko="정부박람회", name_en="Government Expo")
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=at(day, 10).date())
    return editions.set_clock(edition, to=NOW + timedelta(minutes=5), rate=0)


# The same everywhere


@pytest.mark.parametrize("language", ["ko", "en"])
def test_paper_and_page_tell_the_same_numbers_and_they_are_those_of_the_count(report, language):
    written = report(language)
    on_paper = _without_spaces("".join(written.paper))
    with translation.override(language):
        told = {
            str(DEFINITIONS[term].label): publications.amount(term, getattr(written.figures, term))
            for term in ("visits", "visitors", "repeat", "entries", "unidentified")
        }

    assert written.figures.visits == 7
    for label, amount in told.items():
        assert f"{label} {amount}" in written.screen
        assert _without_spaces(label + amount) in on_paper


def test_every_cell_of_every_table_stands_on_paper_and_on_the_page(report):
    written = report("en")
    on_paper, on_page = _without_spaces("".join(written.paper)), written.screen
    tables = [b.table for part in written.parts for b in part.blocks if isinstance(b, Grid)]
    with translation.override("en"), timezone.override(written.edition.tz):
        texts = [cell.text for told in tables for line in cells.lines(told) for cell in line]

    assert len(tables) >= 12
    assert [text for text in texts if _without_spaces(text) not in on_paper] == []
    assert [text for text in texts if _flat(text) not in on_page] == []


def test_the_parts_are_numbered_named_and_found_by_bookmarks(report):
    written = report("en")
    marks = [mark.get_title() for mark in written.document.get_toc()]

    assert marks[0] == "1. Key figures"
    assert len(marks) == len(contents.PARTS) + 1
    for mark in marks:
        assert mark in written.screen
        assert mark in written.paper[1]


def test_every_page_says_which_it_is_of_how_many(report):
    pages = report("en").paper

    for number, words in enumerate(pages[1:], 2):
        assert f"{number} of {len(pages)}" in words


@pytest.mark.parametrize(
    ("language", "words"), [("ko", ["결과보고서", "기준 시각", "한국어"]), ("en", ["Final report"])]
)
def test_the_cover_says_which_fair_as_of_when_and_in_which_language(report, language, words):
    cover = report(language).paper[0]

    for word in [*words, "13:02"]:
        assert word in cover


def test_the_file_says_its_title_and_its_language(report):
    written = report("ko")

    assert "결과보고서" in written.document.get_metadata_dict()["Title"]
    assert b"/Lang" in written.pdf.getvalue()


def test_no_word_of_the_house_is_left_in_english_in_a_korean_report(report):
    english = {"Key figures", "Contents", "Total", "Day by day", "Definitions", "Safety"}

    assert not [word for word in english if word in report("ko").screen]


def test_every_definition_is_one_click_from_its_number(report):
    page = report("en").page
    leads = set(re.findall(r'href="#(term-\d+)"', page))
    places = re.findall(r'\sid="([^"]+)"', page)

    assert leads
    assert leads <= set(places)
    assert len(places) == len(set(places))


def test_the_page_needs_no_script_and_no_style_of_its_own(report):
    page = report("ko").page

    assert "<script" not in page
    assert "<style" not in page
    assert not re.search(r'\sstyle="', page)


def test_it_takes_as_many_steps_as_it_says(report):
    assert report("ko").steps == making.MAKER.steps


def test_it_tells_what_was_known_then_and_not_what_came_later(fair):
    then = Moment(fair.edition, at(24, 20))
    counted = attendance.figures(fair.edition, at(24, 20))

    with translation.override("en"):
        part = contents.key_figures.part(then)
        amount = publications.amount("visits", counted.visits)

    assert counted.visits < attendance.figures(fair.edition, NOW).visits
    (figures, _exhibitors) = [block for block in part.blocks if isinstance(block, Figures)]
    assert figures.figures[0].value == amount


# What it tells


def test_published_figures_stand_with_what_they_would_be_today(fair):
    announcement = Announcement(figure=FigureName.VISITS, as_of=at(24, 20))
    publications.publish(fair.edition, announcement, by=None, at=at(25, 9))

    with translation.override("en"), timezone.override(fair.edition.tz):
        part = contents.published.part(Moment(fair.edition, NOW))

    (grid,) = [block for block in part.blocks if isinstance(block, Grid)]
    (row,) = grid.table.rows
    then = attendance.figures(fair.edition, at(24, 20)).visits
    assert (row["name"], row["value"]) == ("Visits (once a day), all show days", then)
    assert row["change"] == publications.signed(row["now"] - then) != "0"


def test_represented_companies_are_listed_and_never_counted(edition):
    row = CoParticipationFactory(edition=edition, role=ParticipationRole.REPRESENTED)
    body = row.exhibitor

    told = catalogue.table("exhibitors", edition)

    assert told.total == {"listed": 2, "exhibitors": 1, "spaces": 0, "net_area": 0}
    rows = {(row["sector"], row["role"]): row for row in told.rows}
    assert rows[body.sector, "represented"]["listed"] == 1
    assert rows[body.sector, "represented"]["exhibitors"] == 0


def test_net_space_sums_over_sectors_as_the_floor_has_it(edition):
    hall = HallFactory(edition=edition, width=100, depth=100)
    for number, sector in enumerate([Sector.PUBLIC, Sector.PRIVATE, Sector.PRIVATE]):
        space = SpaceFactory(edition=edition, hall=hall, x=number * 10, y=1, width=3, depth=3)
        AssignmentFactory(space=space, participation__exhibitor__sector=sector)

    told = catalogue.table("exhibitors", edition)

    assert told.total["net_area"] == sum(row["net_area"] for row in told.rows) == 27
    assert {row["sector"]: row["spaces"] for row in told.rows if row["role"] == "main"} == {
        "public": 1,
        "private": 2,
    }


def test_signatories_and_those_who_were_not_named_stand_with_their_session(edition):
    hall = HallFactory(edition=edition)
    session = SessionFactory(edition=edition, hall=hall, title_en="Declaration", capacity=10)
    for order, name in enumerate(["Kim", ""], 1):
        PartyFactory(
            session=session,
            order=order,
            role="signatory",
            name_ko=name,
            name_en=name,
            function_ko="",
            function_en="",
        )

    told = Written(edition, "en").screen

    assert "2 signatories" in told
    assert "Signatory: Kim, 1 of 2 people are not named publicly" in told


# Ugly fairs


def test_a_fair_without_a_scan_has_a_report_of_noughts(edition):
    written = Written(edition, "en")

    assert "Visits (once a day) 0" in written.screen
    assert "There is nothing to show yet." in written.screen
    assert "The edition has no halls yet" in written.screen
    assert "No figure had been published" in "".join(written.paper)


def test_a_capacity_of_nought_and_a_hall_without_booths_are_no_error(fair):
    fair.edition.capacity = 0
    fair.edition.save(update_fields=["capacity"])
    HallFactory(edition=fair.edition, code="Z", name_en="Empty hall", x=500)

    assert "Empty hall" in Written(fair.edition, "en").screen


def test_names_without_end_and_of_foreign_letters_stay_on_the_paper(edition):
    hall = HallFactory(edition=edition, width=300, depth=10)
    names = ["가" * 120, "Donaudampfschifffahrtsgesellschaft" * 3, "مرحبا 회사", "𝕏 <b>&amp;"]
    for number, name in enumerate(names):
        space = SpaceFactory(edition=edition, hall=hall, x=number * 10, y=1, width=3, depth=3)
        AssignmentFactory(
            space=space,
            participation__exhibitor__name_ko=name,
            participation__exhibitor__name_en="",
        )
    SessionFactory(edition=edition, hall=hall, title_ko="나" * 200)

    written = Written(edition)

    assert "가" * 30 in _without_spaces("".join(written.paper))
    for page in written.document:
        wide, _high = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        assert all(left >= 0 and right <= wide for left, _bottom, right, _top in boxes)


def test_sixty_days_and_four_hundred_gates_are_a_long_report(edition):
    edition.show_days.all().delete()
    for number in range(60):
        ShowDayFactory(edition=edition, date=at(25, 10).date() - timedelta(days=number))
    fair = Area.objects.create(edition=edition, kind=AreaKind.FAIR)
    Gate.objects.bulk_create(
        Gate(edition=edition, area=fair, code=f"G{number:03}", purpose="entrance")
        for number in range(400)
    )

    pages = Written(edition, "en").paper

    heads = [page for page in pages if "Gate code" in page]
    assert len(heads) > 8
    assert any("G399" in page for page in heads)
    assert "60 show days" in pages[0]


def test_two_thousand_exhibitors_fill_pages_with_the_head_on_each(edition):
    bodies = Exhibitor.objects.bulk_create(
        Exhibitor(
            edition=edition,
            code=f"x{number:04}",
            name_ko=f"참가기관 {number:04}",
            sector=Sector.PRIVATE,
            kind="small_company",
        )
        for number in range(EXHIBITORS)
    )
    Participation.objects.bulk_create(
        Participation(edition=edition, exhibitor=body, role=ParticipationRole.MAIN)
        for body in bodies
    )
    part = contents.exhibitors.everybody(Moment(edition, NOW))
    document = _alone(edition, part)
    file = BytesIO()
    with translation.override("ko"):
        paper.draw(document, file)
        page = screen.drawn(document)

    pages = [_flat(p.get_textpage().get_text_bounded()) for p in pypdfium2.PdfDocument(file)]
    listed = [words for words in pages if "참가기관 0" in words or "참가기관 1" in words]
    assert len(listed) > 30
    assert sum(len(re.findall(r"참가기관 \d{4}", words)) for words in pages) == EXHIBITORS
    assert len(re.findall(r"참가기관 \d{4}", page)) == EXHIBITORS


def _alone(edition, part):
    """A report of one part."""
    run = ReportRun(edition=edition, language="ko", as_of=NOW)
    with translation.override("ko"):
        parts = [part, Part("terms", "용어 정의", [Terms(terms_of([part]))])]
        return making._document(run, Moment(edition, NOW), parts)


def test_without_fonts_there_is_no_report(edition, settings, tmp_path):
    settings.FONTS = tmp_path

    with pytest.raises(FontMissing):
        Written(edition)


def test_spaces_given_for_some_days_only_say_for_which(edition):
    hall = HallFactory(edition=edition, width=100, depth=100)
    space = SpaceFactory(edition=edition, hall=hall, x=1, y=1, width=3, depth=3)
    first = AssignmentFactory(space=space)
    other = SpaceFactory(edition=edition, hall=hall, x=11, y=1, width=3, depth=3)
    given = AssignmentFactory(space=other)
    Assignment.objects.filter(pk=given.pk).update(
        days=type(first.days)(first.days.lower, first.days.lower + timedelta(days=1))
    )

    assert Space.objects.of(edition).count() == 2
    assert "First day" in Written(edition, "en").screen
