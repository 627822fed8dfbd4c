"""Tickets on paper: the door reads them, folded or shrunk, and the same ticket is the same file."""

from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp

from tests.factories import EditionFactory, PersonFactory, RegistrationFactory, ShowDayFactory
from visitors import ticket_prints, tickets
from visitors.badges import codes
from visitors.badges.papers import MM
from visitors.classes import TicketClass
from visitors.sheets.page import A4, CODE_BELOW, FOLD
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 1, tzinfo=UTC)


@pytest.fixture
def edition():
    edition = EditionFactory(venue_ko="벡스코(BEXCO)", venue_en="BEXCO, Busan")
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    return edition


def ticket(edition, ticket_class="visitor", heads=1, first_day=0, last_day=2, **person):
    row = RegistrationFactory(edition=edition, person=PersonFactory(edition=edition, **person))
    order = Order(
        TicketClass(ticket_class),
        person=None if ticket_class == "group" else row.person_id,
        registration=row.pk,
        heads=heads,
        first_day=first_day,
        last_day=last_day,
    )
    return tickets.issue(edition, order, at=AT)


def pages(pdf):
    return list(pypdfium2.PdfDocument(pdf))


def words(pdf, number=0):
    return pages(pdf)[number].get_textpage().get_text_range()


def read(pdf, number=0, dpi=100):
    return zxingcpp.read_barcodes(pages(pdf)[number].render(scale=dpi / 72).to_pil())


def test_the_sheet_is_a4_and_the_door_reads_it(edition):
    held = ticket(edition)

    pdf = ticket_prints.pdf([held], "ko")

    assert pages(pdf)[0].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    (found,) = read(pdf)
    assert found.text == tickets.code(held)


def test_the_code_is_large_and_the_fold_leaves_it_whole():
    assert codes.MODULES * A4.module / MM >= 35
    assert CODE_BELOW > FOLD


def test_a_sheet_printed_at_half_its_size_is_still_read(edition):
    held = ticket(edition)

    (found,) = read(ticket_prints.pdf([held], "ko"), dpi=50)

    assert found.text == tickets.code(held)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ko", ["벡스코(BEXCO)", "2023년 11월 23일(목), 10:00–18:00", "관람객", "예약번호"]),
        ("en", ["BEXCO, Busan", "Thu, 23 November 2023, 10:00–18:00", "Visitor", "Reservation"]),
    ],
)
def test_the_sheet_says_who_when_and_where(edition, language, told):
    text = words(ticket_prints.pdf([ticket(edition, name="한새벽")], language))

    assert "한새벽" in text
    assert [one for one in told if one not in text] == []


def test_only_the_days_of_the_ticket_stand_on_it(edition):
    text = words(ticket_prints.pdf([ticket(edition, first_day=1, last_day=1)], "ko"))

    assert "24일" in text
    assert "23일" not in text
    assert "25일" not in text


@pytest.mark.parametrize(
    "name", ["뷁", "金漢江", "가" * 40, "O'Brien-Søndergård 😀", "يوسف", "A" * 100]
)
def test_any_name_leaves_the_code_readable(edition, name):
    held = ticket(edition, name=name)

    (found,) = read(ticket_prints.pdf([held], "ko"))

    assert found.text == tickets.code(held)


def test_a_group_reads_for_how_many_it_is(edition):
    text = words(ticket_prints.pdf([ticket(edition, "group", heads=28)], "en"))

    assert "28 people" in text


def test_several_tickets_are_a_page_each(edition):
    both = [ticket(edition, name="한새벽"), ticket(edition, name="한노을")]

    pdf = ticket_prints.pdf(both, "ko")

    assert [read(pdf, page)[0].text for page in (0, 1)] == tickets.codes(both)
    assert "한노을" in words(pdf, 1)


def test_the_same_ticket_is_the_same_file(edition):
    held = ticket(edition)

    assert ticket_prints.pdf([held], "ko") == ticket_prints.pdf([held], "ko")


def test_the_file_says_nothing_of_whose_it_is(edition):
    document = pypdfium2.PdfDocument(ticket_prints.pdf([ticket(edition, name="한새벽")], "ko"))

    assert "한새벽" not in str(document.get_metadata_dict())


def test_the_letters_travel_in_the_file(edition):
    assert b"/FontFile2" in ticket_prints.pdf([ticket(edition)], "ko")
