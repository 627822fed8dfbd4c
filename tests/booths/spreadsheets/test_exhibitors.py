"""Exhibitors as a table: bodies, and the way they take part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booths import spreadsheets
from booths.models import Exhibitor, Participation
from booths.spreadsheets import Kind
from expo.spreadsheets import csv_pieces
from tests import factories
from tests.booths.spreadsheets.tables import csv_of, faults, look, read, store, told

pytestmark = pytest.mark.django_db

HEADER = ["code", "name_ko", "sector", "kind", "registration_number", "role", "main"]
NUMBER, OTHER_NUMBER = "116-82-00276", "134-86-72683"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def edition():
    return factories.EditionFactory()


def row(code, role="", main="", number="", name="한빛"):
    return [code, name, "private", "small_company", number, role, main]


def sentences(edition, *rows):
    return [fault.sentence for fault in look(edition, "exhibitors", HEADER, *rows).faults]


def test_a_table_lets_bodies_take_part_in_every_role(edition):
    done = store(
        edition,
        "exhibitors",
        HEADER,
        row("guest", "co", "host"),
        row("listed", "represented", "host"),
        row("host", "main", number=NUMBER),
        row("absent"),
    )

    assert told(done.preview) == (4, 0, 0)
    assert Exhibitor.objects.get(code="host").registration_number == NUMBER
    parts = Participation.objects.order_by("exhibitor__code")
    assert list(parts.values_list("exhibitor__code", "role", "main__exhibitor__code")) == [
        ("guest", "co", "host"),
        ("host", "main", None),
        ("listed", "represented", "host"),
    ]


def test_labels_in_korean_are_values_too(edition):
    found = look(
        edition,
        "exhibitors",
        ["참가기관", "국문 이름", "부문", "기관 유형", "참가 형태", "비고"],
        ["hanbit", "한빛", "민간", "중소기업", "주 참가기관", ""],
    )

    assert [fault.sentence for fault in found.faults] == []
    assert told(found) == (1, 0, 0)


def test_an_empty_cell_clears_a_text_and_leaves_the_role(edition):
    part = factories.ParticipationFactory(
        edition=edition, exhibitor__code="a", exhibitor__registration_number=NUMBER
    )
    part.exhibitor.kind, part.exhibitor.sector = "small_company", "private"
    part.exhibitor.save()

    store(edition, "exhibitors", HEADER, row("a"))

    part.exhibitor.refresh_from_db()
    assert (part.exhibitor.registration_number, part.exhibitor.name_ko) == ("", "한빛")
    assert Participation.objects.standing().get() == part


def test_what_was_written_out_changes_nothing_when_it_is_read_in(edition):
    main = factories.ParticipationFactory(edition=edition, exhibitor__name_ko="=2+3")
    factories.CoParticipationFactory(edition=edition, main=main, exhibitor__country="KR")
    factories.ExhibitorFactory(edition=edition, registration_number=NUMBER.replace("-", ""))
    table = spreadsheets.table(Kind.EXHIBITORS, Exhibitor.objects.all())

    content = b"".join(csv_pieces(table))

    assert b"'=2+3" in content
    assert told(spreadsheets.preview(edition, Kind.EXHIBITORS, read(content))) == (0, 0, 3)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("116-82-00277", "check digit is wrong"),
        ("12345", "check digit is wrong"),
        ("none", "check digit is wrong"),
        ("900101-1234567", "check digit is wrong"),
    ],
)
def test_a_registration_number_is_checked(edition, number, sentence):
    [said] = sentences(edition, row("a", number=number))

    assert sentence in said


def test_a_registration_number_without_hyphens_is_written_with_them(edition):
    store(edition, "exhibitors", HEADER, row("a", number=NUMBER.replace("-", "")))

    assert Exhibitor.objects.get().registration_number == NUMBER


def test_one_registration_number_is_one_body_however_it_is_written(edition):
    factories.ExhibitorFactory(
        edition=edition, name_ko="먼저", name_en="", registration_number=NUMBER
    )

    said = sentences(
        edition,
        row("a", number=NUMBER.replace("-", "")),
        row("b", number=OTHER_NUMBER),
        row("c", number=OTHER_NUMBER.replace("-", " ")),
    )

    rule = "Another exhibitor has this registration number."
    assert said == [f"{rule} 먼저", f"{rule} It stands in row 3."]


def test_two_bodies_exchange_their_registration_numbers(edition):
    for code, number in [("a", NUMBER), ("b", OTHER_NUMBER)]:
        factories.ExhibitorFactory(edition=edition, code=code, registration_number=number)

    store(edition, "exhibitors", HEADER, row("a", number=OTHER_NUMBER), row("b", number=NUMBER))

    assert list(
        Exhibitor.objects.order_by("code").values_list("registration_number", flat=True)
    ) == [
        OTHER_NUMBER,
        NUMBER,
    ]


def test_a_text_that_looks_like_a_resident_number_is_refused(edition):
    [said] = sentences(edition, row("a", name="홍길동 900101-1234567"))

    assert "resident registration number" in said


@pytest.mark.parametrize("name", ["두\n줄", "벨\x07", "뒤집기\u202e"])
def test_what_cannot_be_seen_is_refused(edition, name):
    [said] = sentences(edition, row("a", name=name))

    assert "invisible character" in said


def test_scripts_and_formulas_in_a_name_are_text(edition):
    store(
        edition,
        "exhibitors",
        HEADER,
        row("a", name="<script>alert(1)</script>"),
        row("b", name="=1+1"),
    )

    assert set(Exhibitor.objects.values_list("name_ko", flat=True)) == {
        "<script>alert(1)</script>",
        "=1+1",
    }


@pytest.mark.parametrize(
    ("rows", "column", "sentence"),
    [
        ([row("a", "co")], "main", "names the main exhibitor"),
        ([row("a", "represented")], "main", "names the main exhibitor"),
        ([row("a", "", "b"), row("b", "main")], "main", "says in which role"),
        ([row("a", "main", "b"), row("b", "main")], "main", "stands with no other"),
        ([row("a", "co", "a")], "main", "not take part as a main"),
        ([row("a", "co", "nobody")], "main", "not take part as a main"),
        ([row("a", "co", "b"), row("b")], "main", "not take part as a main"),
        ([row("a", "guest", "b"), row("b", "main")], "role", "none of the values"),
    ],
)
def test_a_role_that_cannot_be_is_told(edition, rows, column, sentence):
    [fault] = look(edition, "exhibitors", HEADER, *rows).faults

    assert (fault.row, fault.column) == (2, column)
    assert sentence in fault.sentence


def test_a_co_exhibitor_of_a_co_exhibitor_is_refused(edition):
    said = sentences(edition, row("a", "main"), row("b", "co", "a"), row("c", "co", "b"))

    assert len(said) == 1


def test_a_guest_is_not_blamed_for_what_is_wrong_with_its_host(edition):
    found = look(
        edition, "exhibitors", HEADER, row("host", "main", number="1"), row("guest", "co", "host")
    )

    assert [(row, column) for row, column, _rule in faults(found)] == [(2, "registration_number")]


def test_a_standing_role_is_not_overwritten(edition):
    factories.ParticipationFactory(edition=edition, exhibitor__code="a")

    [said] = sentences(edition, row("a", "co", "b"), row("b", "main"))

    assert said.endswith("Main exhibitor")
    assert "Withdraw it first" in said


def test_a_guest_changes_its_host(edition):
    host = factories.ParticipationFactory(edition=edition, exhibitor__code="host")
    guest = factories.CoParticipationFactory(edition=edition, exhibitor__code="guest")

    done = store(edition, "exhibitors", HEADER, row("guest", "co", "host"))

    guest.refresh_from_db()
    assert guest.main == host
    assert done.preview.changed == 1


def test_whoever_withdrew_takes_part_anew(edition):
    gone = factories.ParticipationFactory(
        edition=edition, exhibitor__code="a", withdrawn_at="2023-11-01T00:00Z"
    )

    store(edition, "exhibitors", HEADER, row("a", "main"))

    assert Participation.objects.standing().get().exhibitor == gone.exhibitor


@pytest.mark.parametrize("act", [look, store])
def test_a_table_costs_the_same_for_any_number_of_rows(edition, act):
    def cost(rows):
        with CaptureQueriesContext(connection) as queries:
            act(edition, "exhibitors", HEADER, *rows)
        return len(queries)

    def pair(number):
        return [row(f"h{number}", "main"), row(f"g{number}", "co", f"h{number}")]

    assert cost(pair(0)) == cost([one for number in range(1, 26) for one in pair(number)])


def test_a_body_that_someone_makes_meanwhile_is_told_in_a_sentence(edition):
    sheet = read(csv_of(HEADER, row("a")))
    seen = spreadsheets.preview(edition, Kind.EXHIBITORS, sheet).fingerprint
    factories.ExhibitorFactory(edition=edition, code="a")

    with pytest.raises(spreadsheets.ImportOutdated, match="Look at it again"):
        spreadsheets.apply(edition, Kind.EXHIBITORS, sheet, seen=seen)
