"""Badges: what is printed can be read by the door, by the person before it, and by nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from django.test import override_settings

from expo import fonts
from expo.models import RoleKind
from tests import organisers
from tests.factories import (
    EditionFactory,
    MergeFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from visitors import badge_runs, badges, tickets
from visitors.badges import A6, PAPERS, Badge, FontMissing, Words, bands, fitting, wording
from visitors.badges import page as layout
from visitors.badges.codes import MODULES
from visitors.badges.papers import MM
from visitors.classes import TicketClass
from visitors.models import BadgePaper, CheckIn, Person, Presence, Ticket
from visitors.tickets import Order

AT = datetime(2023, 11, 1, tzinfo=UTC)
MM_PER_INCH = 25.4
DPI = 300
PAPER = pytest.mark.parametrize("paper", BadgePaper.values)


@pytest.fixture
def edition(db):
    edition = EditionFactory(name_ko="정부박람회", name_en="Government Expo")
    for day in (23, 24, 25):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    return edition


def ticket(edition, ticket_class="visitor", first_day=0, last_day=2, heads=1, **person):
    """A real one: its code is signed."""
    row = RegistrationFactory(
        edition=edition, person=PersonFactory(edition=edition, **person), heads=heads
    )
    order = Order(
        TicketClass(ticket_class),
        person=None if ticket_class == "group" else row.person_id,
        registration=row.pk,
        first_day=first_day,
        last_day=last_day,
        heads=heads,
    )
    return tickets.issue(edition, order, at=AT)


def page(pdf, number=0):
    return pypdfium2.PdfDocument(pdf)[number]


def words(pdf, number=0):
    return page(pdf, number).get_textpage().get_text_bounded()


def seen(pdf, dpi=DPI, *, grey=False):
    """What a decoder that is not ours finds on the printed page."""
    image = page(pdf).render(scale=dpi / 72, grayscale=grey).to_pil()
    (found,) = zxingcpp.read_barcodes(image)
    return found


# The code


@PAPER
@pytest.mark.parametrize("dpi", [200, 300])
def test_an_independent_decoder_reads_the_tickets_own_code(edition, paper, dpi):
    row = ticket(edition, name="김하늘")

    found = seen(badge_runs.one(row, paper), dpi)

    assert found.text == tickets.code(row)
    assert (found.format, found.extra["Version"], found.ec_level) == (
        zxingcpp.BarcodeFormat.QRCode,
        "5",
        "M",
    )


@PAPER
def test_a_code_is_read_from_a_grey_print_of_every_class(edition, paper):
    for ticket_class in TicketClass:
        row = ticket(edition, ticket_class)

        assert seen(badge_runs.one(row, paper), 200, grey=True).text == tickets.code(row)


@PAPER
def test_the_code_is_printed_at_least_35_mm_wide(edition, paper):
    row = ticket(edition)

    corners = seen(badge_runs.one(row, paper)).position

    width = (corners.top_right.x - corners.top_left.x) / DPI * MM_PER_INCH
    height = (corners.bottom_left.y - corners.top_left.y) / DPI * MM_PER_INCH
    assert width == pytest.approx(height, abs=0.3)
    assert width >= 37  # the decoder's corners are a pixel or two off


@PAPER
def test_nothing_is_near_the_code(edition, paper):
    """Four modules of white on all sides."""
    row = ticket(edition, name="가" * 40, organisation="x" * 120)
    image = page(badge_runs.one(row, paper)).render(scale=DPI / 72, grayscale=True).to_pil()
    corners = zxingcpp.read_barcodes(image)[0].position
    module = (corners.top_right.x - corners.top_left.x) / MODULES
    quiet = int(3.8 * module)
    left, top = corners.top_left.x, corners.top_left.y
    right, bottom = corners.bottom_right.x, corners.bottom_right.y

    for strip in (
        (left - quiet, top - quiet, right + quiet, top - 3),
        (left - quiet, bottom + 4, right + quiet, bottom + quiet),
        (left - quiet, top - quiet, left - 3, bottom + quiet),
        (right + 4, top - quiet, right + quiet, bottom + quiet),
    ):
        assert image.crop(strip).getextrema() == (255, 255)


def test_a_page_has_the_size_of_its_paper(edition):
    row = ticket(edition)
    sizes = {paper: page(badge_runs.one(row, paper)).get_size() for paper in BadgePaper.values}

    assert sizes["a6"] == pytest.approx((105 / MM_PER_INCH * 72, 148 / MM_PER_INCH * 72))
    assert sizes["label"] == pytest.approx((4 * 72, 6 * 72))


# The words


def test_a_badge_says_who_where_and_when(edition):
    row = ticket(edition, name="김하늘", name_en="Kim Haneul", organisation="디지털정부국")

    said = words(badge_runs.one(row, "a6"))

    number = row.registration.number
    for part in (
        "정부박람회",
        "Government Expo",
        "김하늘",
        "Kim Haneul",
        "디지털정부국",
        "일반 관람객",
        "VISITOR",
        "11월 23일(목) – 25일(토)",
        "23–25 Nov 2023",
        f"{number[:3]}-{number[3:6]}-{number[6:]}",
        str(row)[-6:].upper(),
    ):
        assert part in said


def test_a_ticket_of_one_day_says_which(edition):
    said = words(badge_runs.one(ticket(edition, first_day=1, last_day=1), "a6"))

    assert "11월 24일(금)" in said
    assert "24 Nov 2023" in said
    assert "23일" not in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2023-11-30", "2023-12-02"), ("11월 30일(목) – 12월 2일(토)", "30 Nov – 2 Dec 2023")),
        (("2023-12-31", "2024-01-01"), ("12월 31일(일) – 1월 1일(월)", "31 Dec 2023 – 1 Jan 2024")),
        (("2023-11-24", "2023-11-24"), ("11월 24일(금)", "24 Nov 2023")),
    ],
)
def test_days_are_said_as_people_say_them(days, said):
    span = tuple(date.fromisoformat(day) for day in days)

    facts = wording.shown(badge(days=span)).facts

    assert facts[0][1:] == said


def test_an_edition_that_lost_its_days_prints_badges_without(edition):
    row = ticket(edition)
    edition.show_days.all().delete()

    assert "유효" not in words(badge_runs.one(row, "a6"))


def test_every_class_is_told_by_word_colour_and_border():
    assert set(bands.LOOKS) == set(TicketClass)
    looks = list(bands.LOOKS.values())

    assert len({look.colour.rgb() for look in looks}) == len(looks)
    assert len({look.ornament for look in looks}) == len(looks)


@pytest.mark.parametrize("look", bands.LOOKS.values())
def test_white_letters_on_every_band_are_read_without_effort(look):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in look.colour.rgb())
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue

    assert 1.05 / (luminance + 0.05) >= 7


def test_a_groups_badge_says_its_name_and_its_heads(edition):
    row = ticket(edition, "group", heads=35, organisation="한밭초등학교 6학년", name="김인솔")

    said = words(badge_runs.one(row, "a6"))

    assert "한밭초등학교" in said
    assert "35명 · 35 people" in said
    assert "김인솔" not in said


# Names


def badge(**fields):
    return Badge(
        **{
            "code": "K1" + "A" * 119,
            "digits": "4f9a2c",
            "edition": Words("정부박람회", "Government Expo"),
            "ticket_class": TicketClass.VISITOR,
            "class_word": Words("일반 관람객", "Visitor"),
            **fields,
        }
    )


def drawn(paper="a6", **fields):
    return badges.pdf([badge(**fields)], badges.PAPERS[paper], settings.FONTS)


@pytest.fixture(scope="module", autouse=True)
def both_fonts():
    fonts.load(settings.FONTS)


@pytest.mark.parametrize(
    ("name", "name_en", "large", "below"),
    [
        ("김하늘", "Kim Haneul", "김하늘", "Kim Haneul"),
        ("이", "", "이", ""),
        ("金永秀", "", "金永秀", ""),
        ("Alexander", "ALEXANDER", "ALEXANDER", ""),
        ("", "Kim", "Kim", ""),
        ("", "", "", ""),
        ("김하늘😀", "", "김하늘", ""),
        ("😀", "Kim", "Kim", ""),
        ("محمد", "Mohammed", "Mohammed", ""),
        ("שלום", "", "", ""),
        ("김𠮷동", "Kim", "Kim", ""),  # a hanja the font lacks: half a name is another's
        ("Łukasz Şahin", "", "Lukasz Sahin", ""),
        ("𝓚𝓲𝓶", "", "Kim", ""),
        ("\u1112\u1161\u11ab", "", "한", ""),  # as a Mac writes it
        (" 김\n하늘\t", "", "김 하늘", ""),
        ("김\u202e하늘\x00", "", "김하늘", ""),
        ("ทดสอบ", "", "", ""),
    ],
)
def test_a_name_is_printed_whole_or_not_at_all(name, name_en, large, below):
    said = wording.shown(badge(name=name, name_en=name_en))

    assert (said.name, said.name_en) == (large, below)


def test_a_badge_without_a_name_leaves_a_line_to_write_it_on():
    assert "성명 Name" in " ".join(words(drawn()).split())
    assert "성명" not in words(drawn(name="김하늘"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "name",
    ["이", "남궁민수", "가" * 40, "뷁" * 100, "W" * 40, "Wolfeschlegelsteinhausen " * 4, "·"],
)
def test_a_name_of_any_length_stays_on_its_badge(name, paper):
    """Whatever is drawn is within the edge that a printer leaves white."""
    pdf = drawn(paper, name=name, name_en="x" * 100, organisation="한국지능정보사회진흥원" * 11)
    text = page(pdf).get_textpage()
    width = PAPERS[paper].width

    boxes = [text.get_charbox(index) for index in range(text.count_chars())]

    assert min(box[0] for box in boxes if box[2] > box[0]) >= 5 * MM
    assert max(box[2] for box in boxes) <= width - 5 * MM


def test_forty_syllables_are_all_there():
    letters = "가나다라마바사아자차카타파하" * 3

    assert letters[:40] in "".join(words(drawn(name=letters[:40])).split())


def test_a_short_name_is_larger_than_a_long_one():
    sizes = [_fitted(name).size for name in ("김하늘", "김하늘별바람", "가" * 20, "가" * 40)]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 56


def test_words_are_kept_together_as_long_as_they_are_readable():
    assert _fitted("Alexander Hamilton").lines == ["Alexander", "Hamilton"]
    assert _fitted("가나다라마바사아자").lines == ["가나다라마바사아자"]


def test_no_letter_stands_alone_below():
    lines = _fitted("가" * 12).lines

    assert {len(line) for line in lines} == {6}


def test_what_does_not_fit_at_all_ends_in_an_ellipsis():
    block = _fitted("가" * 300)

    assert block.lines[-1].endswith("…")
    assert len(block.lines) == 3


def test_nothing_to_say_takes_no_room():
    assert (_fitted("").lines, _fitted("").height) == ([], 0)


def _fitted(name):
    return fitting.fitted(name, layout.NAME, A6.width - 2 * A6.margin)


# The file


def test_the_file_says_nothing_of_anybody(edition):
    row = ticket(edition, name="김하늘", organisation="디지털정부국")

    metadata = pypdfium2.PdfDocument(badge_runs.one(row, "a6")).get_metadata_dict()

    assert metadata["Title"] == "Badge"
    assert {metadata["Author"], metadata["Subject"]} <= {"", "anonymous", "unspecified"}
    assert "김하늘" not in str(metadata)


def test_the_same_badge_is_the_same_file(edition):
    row = ticket(edition, name="김하늘")

    assert badge_runs.one(row, "a6") == badge_runs.one(row, "a6")


def test_a_font_is_embedded_once_for_all_pages():
    one = [badge(name="김하늘")]

    many = badges.pdf(one * 50, A6, settings.FONTS)

    assert len(pypdfium2.PdfDocument(many)) == 50
    assert many.count(b"/FontFile2") == badges.pdf(one, A6, settings.FONTS).count(b"/FontFile2")


def test_a_missing_font_is_named_with_what_makes_it(tmp_path):
    with pytest.raises(FontMissing, match=r"NotoSansKR-Regular\.ttf.*make setup"):
        badges.pdf([], A6, tmp_path)


def test_a_broken_font_is_one_that_is_missing(tmp_path):
    for name in fonts.FILES.values():
        (tmp_path / name).write_bytes(b"no font")

    with pytest.raises(FontMissing):
        badges.pdf([], A6, tmp_path)


# Rows


def test_an_erased_person_has_no_name_on_a_badge(edition):
    row = ticket(edition, name="김하늘", name_en="Kim", organisation="디지털정부국")
    cleared = dict.fromkeys(["name", "name_en", "email", "organisation"], "")
    Person.objects.update(**cleared, erased_at=AT)
    row = Ticket.objects.get(pk=row.pk)

    said = words(badge_runs.one(row, "a6"))

    assert "성명" in said
    assert not any(part in said for part in ("김하늘", "Kim", "디지털정부국"))


def test_each_of_two_merged_tickets_is_the_badge_of_whom_it_was_issued_to(edition):
    rows = [ticket(edition, name=name) for name in ("김하늘", "김 하늘")]
    MergeFactory(edition=edition, kept=rows[0].person, merged=rows[1].person)

    drawn_names = [one.name for one in badge_runs.badges_of(rows)]

    assert drawn_names == ["김하늘", "김 하늘"]


def test_a_ticket_nobody_knows_anything_of_is_printed(edition):
    """A genuine one of another database, adopted at the door."""
    row = ticket(edition, name="김하늘")
    claims = tickets.claims_of(row)
    stranger = replace(claims, ticket=1234)
    tickets.adopt(edition, stranger, at=AT)

    (found,) = badge_runs.badges_of([Ticket.objects.get(pk=1234)])

    assert (found.name, found.number, found.digits) == ("", "", "0004d2")
    assert drawn(name=found.name)


# The page


ADDRESS = "/desk/badges/{}.pdf"


@pytest.fixture
def desk(edition):
    return organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR)


@PAPER
def test_a_badge_opens_in_the_browser_and_is_kept_nowhere(edition, desk, paper):
    row = ticket(edition, name="김하늘")

    answer = desk.get(ADDRESS.format(row), {"paper": paper})

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="badge-{row}.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert seen(answer.content).text == tickets.code(row)


def test_a_page_of_ours_may_frame_a_badge_to_print_it(edition, desk):
    answer = desk.get(ADDRESS.format(ticket(edition)))

    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["0" * 16, "no ticket", "F" * 16, "0" * 17])
def test_what_names_no_ticket_is_not_found(desk, address):
    assert desk.get(ADDRESS.format(address)).status_code == 404


def test_a_paper_that_there_is_none_of_is_not_found(edition, desk):
    assert desk.get(ADDRESS.format(ticket(edition)), {"paper": "a0"}).status_code == 404


def test_a_ticket_of_another_edition_is_not_found(desk):
    other = EditionFactory(is_published=False)
    ShowDayFactory(edition=other)

    row = ticket(other, last_day=0)

    assert desk.get(ADDRESS.format(row)).status_code == 404


def test_a_revoked_ticket_gets_no_badge_and_the_desk_is_told(edition, desk):
    row = tickets.revoke(ticket(edition), at=AT)

    answer = desk.get(f"/en{ADDRESS.format(row)}")

    assert answer.status_code == 409
    assert "This ticket has been revoked" in answer.content.decode()


def test_without_fonts_the_desk_is_told_what_to_do(edition, desk, tmp_path):
    with override_settings(FONTS=tmp_path):
        answer = desk.get(f"/en{ADDRESS.format(ticket(edition))}")

    assert answer.status_code == 409
    assert "make setup" in answer.content.decode()


def test_a_printed_badge_is_no_attendance(edition, desk):
    row = ticket(edition)
    before = list(Presence.objects.values())

    assert desk.get(ADDRESS.format(row)).status_code == 200

    assert not CheckIn.objects.exists()
    assert list(Presence.objects.values()) == before
