"""Explore: any figure taken apart, narrowed and compared; and the rows behind each number."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from expo import access, editions
from expo.dashboard.explore import rows_asked
from expo.dashboard.explore.choices import Offer
from expo.dashboard.explore.subjects import SUBJECTS
from expo.models import RoleKind, ShowDay
from tests.dashboard.scenes import account, at, counted_fair, planner
from tests.factories import AssignmentFactory, EditionFactory, SpaceFactory
from tests.visitors import a_fair
from visitors import attendance, behind
from visitors.models import Gate, GatePurpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    return fair.edition


@pytest.fixture
def organiser(client, edition):
    client.force_login(account(edition, RoleKind.ORGANISER, email="park@expo.example"))
    return client


def told(client, edition, **query):
    response = client.get(reverse("explore", args=[edition.slug]), query)
    assert response.status_code == 200
    return response


def values(response):
    return {row["name"]: row["value"] for row in response.context["table"].rows}


def columns(response, *keys):
    return [tuple(row[key] for key in keys) for row in response.context["table"].rows]


def faults(response):
    return {field.name: field.fault for field in response.context["fields"] if field.fault}


# The question


def test_without_a_question_the_visits_are_told_day_by_day(organiser, edition):
    response = told(organiser, edition)

    assert columns(response, "value") == [(3,), (3,), (1,)]
    assert response.context["table"].total["value"] == 7


WHOLES = [
    ({"what": "day", "figure": "entries"}, 8),
    ({"what": "hour", "figure": "entries"}, 8),
    ({"what": "gate", "figure": "entries"}, 8),
    ({"what": "class"}, 7),
    ({"what": "visit"}, 7),
    ({"what": "registration"}, 7),
    ({"what": "registration", "figure": "visitors"}, 4),
    ({"what": "day", "class": "visitor"}, 7),
    ({"what": "day", "class": "group"}, 0),
    ({"what": "day", "figure": "unidentified"}, 12),
    ({"what": "day", "figure": "first_visits"}, 4),
    ({"what": "day", "figure": "entries", "gate": "E2"}, 0),
    ({"what": "hour", "figure": "entries", "day": "2023-11-24"}, 3),
    ({"what": "day", "place": "hall:4B"}, 0),
]


def test_the_lines_sum_to_the_whole_however_a_figure_is_taken_apart(organiser, edition):
    for query, total in WHOLES:
        found = told(organiser, edition, **query).context["table"].total["value"]
        assert found == total, query


def test_unidentified_people_are_a_line_of_their_own_and_part_of_no_visit(organiser, edition):
    response = told(organiser, edition, what="visit")

    assert columns(response, "code", "value") == [
        ("first_visits", 4),
        ("repeat_visits", 3),
        ("unidentified", 12),
    ]
    assert response.context["table"].total["value"] == 7


def test_every_figure_can_be_told_in_every_way_that_is_offered(organiser, edition):
    for what, subject in SUBJECTS.items():
        for figure in subject.figures:
            response = told(organiser, edition, what=what, figure=figure)

            assert (faults(response), response.context["asked"].figure) == ({}, figure)
            shown = {field.name for field in response.context["fields"]}
            assert {*subject.filters_for(figure)} <= shown


def test_a_hall_that_is_renamed_stays_the_same_under_its_name_of_today(organiser, fair):
    fair.scan("A1", "4B", "23T02:00")
    hall = fair.areas["hall"].hall
    hall.name_ko, hall.name_en = "새 전시장", "New hall"
    hall.save()
    attendance.count_new(fair.edition.pk)

    response = told(organiser, fair.edition, what="hall")

    assert [*values(response).items()] == [("4B 새 전시장", 1)]


def test_booth_visits_are_told_by_the_sector_of_whose_booth_it_was(organiser, fair):
    space = SpaceFactory(edition=fair.edition, code="A-01")
    AssignmentFactory(space=space, participation__edition=fair.edition)
    fair.scan("A1", "A-01", "23T02:00")
    attendance.count_new(fair.edition.pk)

    response = told(organiser, fair.edition, what="sector")

    assert response.context["table"].total["value"] == 1
    assert sum(values(told(organiser, fair.edition, what="booth")).values()) == 1


# What makes no sense


NONSENSE = [
    ({"what": "weather"}, "what"),
    ({"figure": "conversion"}, "figure"),
    ({"what": "gate", "figure": "visitors"}, "figure"),
    ({"what": "gate", "day": "2023-11-26"}, "day"),
    ({"what": "gate", "day": "yesterday"}, "day"),
    ({"what": "class", "place": "booth:A-01"}, "place"),
    ({"figure": "entries", "gate": "4B"}, "gate"),
    ({"figure": "entries", "place": "hall:4B", "gate": "E1"}, "gate"),
    ({"class": "staff"}, "class"),
    ({"as_of": "noon"}, "as_of"),
    ({"as_of": "2030-01-01T00:00"}, "as_of"),
    ({"as_of": "2001-01-01T00:00+09:00"}, "as_of"),
    ({"as_of": "9999-12-31T23:59:59-12:00"}, "as_of"),
    ({"with": "day:2023-11-24"}, "with"),
    ({"what": "hour", "with": "day:2023-11-24"}, "with"),
    ({"what": "hour", "day": "2023-11-24", "with": "day:2023-11-24"}, "with"),
    ({"what": "hour", "day": "2023-11-24", "with": "day:2023-12-24"}, "with"),
    ({"with": "edition:none"}, "with"),
    ({"with": "edition:"}, "with"),
    ({"with": "moon"}, "with"),
]


def test_what_makes_no_sense_is_said_at_its_field_and_the_rest_is_shown(organiser, edition):
    for query, field in NONSENSE:
        response = told(organiser, edition, **query)

        assert [*faults(response)] == [field], query
        assert response.context["table"].rows
        assert f'id="explore-{field}-fault"' in response.content.decode()


def test_a_filter_that_does_not_go_with_the_figure_is_left_out_and_said(organiser, edition):
    response = told(organiser, edition, what="class", gate="E2")

    assert response.context["left_out"] == "게이트"
    assert response.context["table"].total["value"] == 7


def test_words_that_are_no_words_do_not_break_the_page(organiser, edition):
    for word in ("<script>", "%", "a" * 5000):
        told(organiser, edition, what=word, figure=word, day=word, **{"with": word, "as_of": word})


# Compared


def test_two_days_are_laid_hour_by_hour_with_their_difference(organiser, edition):
    response = told(
        organiser,
        edition,
        what="hour",
        figure="entries",
        day="2023-11-23",
        **{"with": "day:2023-11-24"},
    )

    hours = {row["name"]: row for row in response.context["table"].rows}
    assert [hours["10:00"][key] for key in ("value", "other", "difference", "change")] == [
        2,
        2,
        0,
        0.0,
    ]
    assert [hours["12:00"][key] for key in ("value", "other", "difference", "change")] == [
        1,
        0,
        1,
        None,  # of nothing there is no share
    ]
    early = hours["08:00"]  # of the other day alone: here nothing happened then
    assert ([*hours][:2], early["value"], early["other"]) == (["08:00", "09:00"], 0, 1)
    total = response.context["table"].total
    assert (total["value"], total["other"], total["difference"]) == (4, 3, 1)
    chart = response.context["chart"]
    assert [series.is_quiet for series in chart.series] == [False, True]


def second_fair(asker, days=2):
    """A later edition: its first day has one visit, and it has a gate that the other has not."""
    fair = a_fair.Fair(EditionFactory(day_boundary=time(4)))
    for number in range(days):
        day = date(2024, 11, 5) + timedelta(days=number)
        ShowDay.objects.create(edition=fair.edition, date=day, opens=time(10), closes=time(18))
    access.grant(asker, fair.edition, RoleKind.PLANNER)
    return fair


def test_two_editions_are_laid_day_by_day_by_their_number(client, edition):
    asker = account(edition, RoleKind.ORGANISER, email="lee@expo.example")
    other = second_fair(asker)
    editions.set_clock(other.edition, to=at(25, 13) + timedelta(days=400), rate=0)
    client.force_login(asker)

    response = told(client, edition, **{"with": f"edition:{other.edition.slug}"})

    assert columns(response, "value", "other", "difference") == [
        (3, 0, 3),
        (3, 0, 3),
        (1, None, None),
    ]
    addresses = [row["addresses"] for row in response.context["table"].rows]
    assert all("other" not in each for each in addresses)  # he only plans that one


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"what": "hour", "day": "2023-11-25"}, "3일차"),
        ({"what": "hour", "gate": "E1"}, "E1"),
        ({"what": "day", "place": "hall:4B"}, "4B"),
    ],
)
def test_what_the_other_edition_does_not_have_is_said(client, edition, query, said):
    asker = account(edition, RoleKind.ORGANISER, email="lee@expo.example")
    other = second_fair(asker)
    client.force_login(asker)

    response = told(client, edition, **query, **{"with": f"edition:{other.edition.slug}"})

    assert said in faults(response)["with"]
    assert response.context["asked"].other is None


def test_an_edition_without_show_days_cannot_be_compared_with_and_says_so(client, edition):
    asker = account(edition, RoleKind.ORGANISER, email="lee@expo.example")
    other = second_fair(asker, days=0)
    client.force_login(asker)

    response = told(client, edition, **{"with": f"edition:{other.edition.slug}"})

    assert "전시일" in faults(response)["with"]


def test_an_edition_of_others_is_no_choice(organiser, edition):
    other = EditionFactory()

    response = told(organiser, edition, **{"with": f"edition:{other.slug}"})

    assert [*faults(response)] == ["with"]
    assert other.slug not in str([field.options for field in response.context["fields"]])


def test_a_past_moment_knows_what_was_known_then(organiser, edition):
    for word in ("2023-11-23T18:00", "2023-11-23 18:00", "2023-11-23T18:00:00 09:00"):
        response = told(organiser, edition, as_of=word)

        assert columns(response, "value") == [(3,), (None,), (None,)]
        assert response.context["table"].as_of == at(23, 18)


# Files


FILES = {
    "csv": "text/csv",
    "xlsx": "application/vnd",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def test_table_and_chart_are_files_at_the_same_address(organiser, edition):
    for ending, kind in FILES.items():
        response = told(organiser, edition, what="gate", figure="entries", file=ending)

        assert response["Content-Type"].startswith(kind)
        assert "explore-gate-entries" in response["Content-Disposition"]


# Ugly fairs


def test_an_edition_without_show_days_says_what_will_appear(client):
    bare = EditionFactory()
    client.force_login(planner(bare))

    assert "첫 스캔" in told(client, bare).content.decode()


def test_without_doors_or_scans_there_are_noughts_and_days_to_come_are_not_known(client):
    bare = EditionFactory()
    for day in a_fair.DAYS[:2]:
        ShowDay.objects.create(edition=bare, date=day, opens=time(10), closes=time(18))
    editions.set_clock(bare, to=at(23, 12), rate=0)
    client.force_login(planner(bare))

    for what in SUBJECTS:
        assert told(client, bare, what=what).status_code == 200
    assert columns(told(client, bare), "value") == [(0,), (None,)]


def test_sixty_days_and_four_hundred_gates_are_a_page(organiser, fair):
    days = [date(2023, 11, 26) + timedelta(days=number) for number in range(57)]
    ShowDay.objects.bulk_create(
        ShowDay(edition=fair.edition, date=day, opens=time(10), closes=time(18)) for day in days
    )
    Gate.objects.bulk_create(
        Gate(
            edition=fair.edition,
            code=f"G{number:03}",
            purpose=GatePurpose.ENTRANCE,
            area=fair.areas["fair"],
        )
        for number in range(398)
    )
    attendance.catch_up(fair.edition.pk)

    assert len(told(organiser, fair.edition).context["table"].rows) == 60
    gates = told(organiser, fair.edition, what="gate")
    assert len(gates.context["table"].rows) == 400
    assert len(gates.context["chart"].categories) == 60
    assert gates.context["table"].total["value"] == 8


def questions(client, edition, **query):
    with CaptureQueriesContext(connection) as asked:
        told(client, edition, **query)
    return len(asked)


def test_the_page_asks_as_many_questions_at_any_number_of_gates(organiser, fair):
    query = {"what": "gate", "day": "2023-11-24", "with": "day:2023-11-23"}
    told(organiser, fair.edition, **query)  # what is asked once in a process
    few = questions(organiser, fair.edition, **query)
    for number in range(20):
        fair.gates["E1"].pk, fair.gates["E1"].code = None, f"G{number:02}"
        fair.gates["E1"].save(force_insert=True)
    attendance.catch_up(fair.edition.pk)

    assert questions(organiser, fair.edition, **query) == few <= 30


# The rows


def addresses(response):
    """Every number with where its rows are."""
    table = response.context["table"]
    rows = [*table.rows, *([table.total] if table.total else [])]
    return [
        (row["value"], row["addresses"]["value"]) for row in rows if row["addresses"].get("value")
    ]


QUESTIONS = [
    *({"what": "day", "figure": figure} for figure in SUBJECTS["day"].figures),
    {"what": "day", "figure": "entries", "gate": "E1"},
    {"what": "day", "class": "visitor"},
    {"what": "day", "place": "hall:4B"},
    {"what": "hour", "day": "2023-11-23"},
    {"what": "hour", "figure": "heads_in", "as_of": "2023-11-23T12:00"},
    *({"what": "gate", "figure": figure} for figure in ("heads_out", "refused", "voided")),
    {"what": "hall", "figure": "visitors"},
    {"what": "session"},
    {"what": "class", "figure": "person_days", "day": "2023-11-23"},
    {"what": "class", "figure": "unidentified"},
    {"what": "visit"},
    {"what": "registration", "figure": "visitors"},
    {"what": "booth"},
    {"what": "sector"},
]


def test_the_rows_of_every_number_that_is_shown_sum_to_it(organiser, fair):
    space = SpaceFactory(edition=fair.edition, code="A-01")
    AssignmentFactory(space=space, participation__edition=fair.edition)
    for gate in ("4B", "S1", "A-01"):
        fair.scan("A1", gate, "23T02:00")
    attendance.count_new(fair.edition.pk)

    for question in QUESTIONS:
        shown = addresses(told(organiser, fair.edition, **question))
        assert shown, question
        for number, address in {shown[0], shown[-1], max(shown)}:
            assert organiser.get(address).context["found"].number == number, address


def test_planners_see_the_numbers_and_no_way_to_the_rows(client, edition):
    client.force_login(planner(edition))

    assert addresses(told(client, edition)) == []
    rows = reverse("explore_rows", args=[edition.slug])
    assert client.get(rows, {"figure": "entries"}).status_code == 404


def test_the_rows_name_nobody(organiser, fair):
    person = fair.people["p1"]
    person.name, person.email = "김방문", "visitor@expo.example"
    person.save()

    page = organiser.get(reverse("explore_rows", args=[fair.edition.slug]), {"figure": "entries"})
    text = page.content.decode()

    assert "김방문" not in text
    assert "visitor@expo.example" not in text
    assert len({*re.findall(r"p-[0-9a-f]{10}", text)}) == 4  # p1, p2, p5, p6


NO_ROWS = [
    {},
    {"figure": "conversion"},
    {"figure": "entries", "day": "2023-11-26"},
    {"figure": "entries", "hour": "24"},
    {"figure": "entries", "hour": "-1"},
    {"figure": "entries", "hour": "²"},
    {"figure": "entries", "gate": "4B"},
    {"figure": "entries", "place": "hall:9"},
    {"figure": "entries", "class": "king"},
    {"figure": "entries", "registration": "dream"},
    {"figure": "visits", "sector": "secret"},
    {"figure": "entries", "after": "yesterday"},
    {"figure": "entries", "after": "2023-11-23T10:00:00+09:00_no"},
    {"figure": "entries", "as_of": "2030-01-01T00:00:00+09:00"},
]


def test_rows_that_make_no_sense_are_refused_with_a_sentence(organiser, edition):
    for asked in NO_ROWS:
        response = organiser.get(reverse("explore_rows", args=[edition.slug]), asked)

        assert response.status_code in {400, 422}, asked
        assert "dashboard/refused.html" in [template.name for template in response.templates]


def test_pages_lead_on_to_the_last_row_and_back_to_the_first(organiser, fair):
    for minute in range(60):
        fair.scan("A1", "E1", a_fair.utc("25T03:00") + timedelta(minutes=2 * minute))
    attendance.count_new(fair.edition.pk)
    address = reverse("explore_rows", args=[fair.edition.slug]) + "?figure=entries"

    first = organiser.get(address)
    second = organiser.get(first.context["next"])

    assert (first.context["first"], first.context["last"]) == (1, 50)
    assert (second.context["first"], second.context["last"]) == (51, 68)
    assert (second.context["next"], second.context["start"]) == ("", address)
    beyond = organiser.get(
        address, {"figure": "entries", "after": f"2099-01-01T00:00:00+00:00_{fair.edition.pk:032}"}
    )
    assert beyond.context["found"].rows == []


def test_all_rows_are_a_file_with_moments_in_the_fairs_zone(organiser, edition):
    response = organiser.get(
        reverse("explore_rows", args=[edition.slug]), {"figure": "entries", "file": "csv"}
    )
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert len(lines) == 9
    assert lines[1].startswith("2023-11-23T10:05:00")
    assert "+09:00" in lines[1]


def test_the_spots_of_all_sectors_are_every_booth_on_every_day(fair):
    offer = Offer(fair.edition, account())
    spots = [
        spot
        for sector in ("public", "private", "unknown")
        for spot in rows_asked.read(query(figure="visits", sector=sector), offer).spots
    ]

    assert sorted(spots) == [(fair.areas["booth"].pk, day) for day in a_fair.DAYS]


def query(**words):
    made = QueryDict(mutable=True)
    made.update(words)
    return made


def test_every_figure_that_can_be_shown_has_rows(edition):
    shown = {figure for subject in SUBJECTS.values() for figure in subject.figures}

    assert shown <= {*behind.FIGURES}
