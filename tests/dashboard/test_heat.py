"""The heat map: what was counted of each booth, on the plan and in a table, whatever is asked."""

import csv
import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from booths.models import Space
from expo import editions
from expo.dashboard.heat import hours, levels
from expo.models import RoleKind, ShowDay
from expo.show_days import Hours
from tests.dashboard.scenes import account, at, planner
from tests.factories import (
    AssignmentFactory,
    EditionFactory,
    OutageFactory,
    ServiceStatusFactory,
    SpaceFactory,
)
from tests.visitors import a_fair
from visitors import attendance
from visitors.models import Area, AreaKind, Device, Gate, GatePurpose

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def fair():
    """On its second day at 14:30: two booths in one hall, of which one has a scanner."""
    fair = a_fair.open_fair(reentry="free")
    hall = fair.areas["hall"].hall
    spot = {"edition": fair.edition, "hall": hall, "width": 6, "depth": 3}
    for code, sector, x in (("A-01", "public", 2), ("A-02", "private", 9)):
        space = SpaceFactory(code=code, x=x, y=4, **spot)
        AssignmentFactory(
            space=space,
            participation__edition=fair.edition,
            participation__exhibitor__sector=sector,
            participation__exhibitor__name_ko=f"{code} 기관",
        )
    for badge in ("a", "b", "c"):
        fair.ticket(badge, f"person of {badge}")
    editions.set_clock(fair.edition, to=at(24, 14, 30), rate=0)
    return fair


def gate_of(fair, code):
    area = Area.objects.create(edition=fair.edition, kind=AreaKind.BOOTH, code=code)
    gate = Gate.objects.create(
        edition=fair.edition, code=code, purpose=GatePurpose.BOOTH, area=area
    )
    fair.gates[code] = gate
    fair.devices[code] = Device.objects.create(edition=fair.edition, gate=gate, name=code)


@pytest.fixture
def client(client, fair):
    client.force_login(planner(fair.edition))
    return client


def look(client, fair, query=""):
    attendance.count_new(fair.edition.pk)
    return client.get(f"/dashboard/{fair.edition.slug}/heat/{query}")


def tiles(page):
    return page.context["frame"]["tiles"]


def visits(fair, *told):
    for badge, moment in told:
        fair.scan(badge, "A-01", moment)


# The whole day, and its hours


def test_the_day_that_runs_is_told_by_its_visits(client, fair):
    visits(fair, ("a", at(24, 11)), ("a", at(24, 12)), ("b", at(24, 12)), ("c", at(23, 12)))

    page = look(client, fair)

    assert tiles(page)["A-01"][:2] == ["2", 5]
    assert page.context["frame"]["label"] == "하루 전체"


def test_an_hour_is_told_by_its_entries_under_their_name(client, fair):
    visits(fair, ("a", at(24, 11)), ("a", at(24, 11, 30)), ("b", at(24, 12)))

    page = look(client, fair, "?hour=11")

    assert tiles(page)["A-01"][0] == "2"
    assert page.context["frame"]["label"] == "11:00–12:00"
    assert "입장" in page.context["frame"]["measure"]


def test_every_frame_is_what_the_page_of_its_hour_shows(client, fair):
    visits(fair, ("a", at(24, 11)), ("b", at(24, 12)), ("c", at(24, 12, 10)))
    page = look(client, fair)

    for frame in page.context["frames"]:
        own = client.get(f"/dashboard/{fair.edition.slug}/heat/?{frame['query']}")
        assert own.context["frame"] == frame


def test_the_hours_sum_to_the_entries_and_those_to_come_are_not_nought(client, fair):
    visits(fair, ("a", at(24, 8, 40)), ("b", at(24, 12)), ("b", at(24, 13)))

    frames = look(client, fair).context["frames"]

    numbers = [frame["tiles"]["A-01"][0] for frame in frames[1:]]
    assert [frame["number"] for frame in frames[1:]] == list(range(8, 18))
    assert numbers == ["1", "0", "0", "0", "1", "1", "0", "–", "–", "–"]


def test_all_days_are_told_together(client, fair):
    visits(fair, ("a", at(23, 11)), ("a", at(24, 11)), ("b", at(24, 12)))

    page = look(client, fair, "?day=all")

    assert tiles(page)["A-01"][0] == "3"
    assert len(page.context["frames"]) == 1


def test_a_booth_without_a_scanner_is_not_told_as_unvisited(client, fair):
    assert tiles(look(client, fair))["A-02"][:2] == ["–", 0]


# Per m², and by sector


def test_per_square_metre_compares_booths_of_any_size(client, fair):
    visits(fair, ("a", at(24, 11)), ("b", at(24, 11)), ("c", at(24, 11)))

    page = look(client, fair, "?per=area")

    assert tiles(page)["A-01"][0] == "0.17"  # three visits on 18 m²
    assert "m²" in page.context["frame"]["measure"]


def test_public_and_private_stand_side_by_side(client, fair):
    gate_of(fair, "A-02")
    visits(fair, ("a", at(24, 11)), ("b", at(24, 11)), ("c", at(24, 11)))
    fair.scan("a", "A-02", at(24, 12))

    told = look(client, fair).context["frame"]["sectors"]

    assert told["public"] == {"visits": "3", "booths": "1", "per_booth": "3.0", "per_area": "0.17"}
    assert told["private"] == {"visits": "1", "booths": "1", "per_booth": "1.0", "per_area": "0.06"}


def test_a_sector_without_a_booth_divides_by_nothing(client, fair):
    told = look(client, fair).context["frame"]["sectors"]["private"]

    assert (told["per_booth"], told["per_area"]) == ("–", "–")


def test_one_sector_alone_dims_the_other_and_leaves_it_out_of_the_table(client, fair):
    page = look(client, fair, "?sector=private")

    assert [row["booth"] for row in page.context["table"].rows] == ["A-02"]
    assert page.content.decode().count("heat-tile is-dimmed") == 1


def test_whose_booth_it_was_is_asked_for_each_day(client, fair):
    space = Space.objects.get(code="A-01")
    space.assignments.all().delete()
    for day, sector in ((23, "public"), (24, "private")):
        AssignmentFactory(
            space=space,
            participation__edition=fair.edition,
            participation__exhibitor__sector=sector,
            days=(date(2023, 11, day), date(2023, 11, day + 1)),
        )
    visits(fair, ("a", at(23, 11)), ("b", at(23, 11)), ("c", at(24, 11)))

    told = look(client, fair, "?day=all").context["frame"]["sectors"]

    assert (told["public"]["visits"], told["private"]["visits"]) == ("2", "1")


# Suspended


def test_a_booth_is_marked_in_the_hours_in_which_it_was_suspended(client, fair):
    outage = OutageFactory(edition=fair.edition, started_at=at(24, 11, 50), ended_at=at(24, 12, 10))
    ServiceStatusFactory(
        outage=outage,
        space=Space.objects.get(code="A-01"),
        started_at=at(24, 11, 50),
        ended_at=at(24, 12, 10),
    )

    frames = look(client, fair).context["frames"]

    stopped = {frame["number"]: frame["tiles"]["A-01"][2] for frame in frames}
    assert {number: minutes for number, minutes in stopped.items() if minutes} == {
        None: 20,
        11: 10,
        12: 10,
    }


def test_what_still_stands_lasts_until_now(client, fair):
    outage = OutageFactory(edition=fair.edition, started_at=at(24, 14))
    ServiceStatusFactory(outage=outage, space=Space.objects.get(code="A-01"), started_at=at(24, 14))

    assert tiles(look(client, fair))["A-01"][2] == 30
    assert tiles(look(client, fair, "?day=all"))["A-01"][2] == 30


# Halls


def test_a_hall_tells_who_is_inside_and_how_long_people_stay(client, fair):
    fair.scan("a", "4B", at(24, 11))
    fair.scan("b", "4B", at(24, 11, 1))
    fair.scan("a", "4B", at(24, 11, 40), "out")

    page = look(client, fair)

    assert page.context["frame"]["halls"]["4B"] == "최대 2명 체류 · 평균 40분"
    assert look(client, fair, "?hour=12").context["frame"]["halls"]["4B"].startswith("최대 1명")
    (row,) = page.context["hall_table"].rows
    assert (row["visits"], row["peak"], row["dwell"], row["stays_known"]) == (2, 2, 40.0, 0.5)


# Files


def test_the_file_is_the_table_of_the_page(client, fair):
    visits(fair, ("a", at(24, 11)), ("b", at(24, 11)))
    attendance.count_new(fair.edition.pk)
    address = f"/dashboard/{fair.edition.slug}/heat/heat.csv?day=2023-11-24&hour=11"

    text = client.get(address).getvalue().decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows[1:3]] == ["A-01", "A-02"]
    assert "2" in rows[1]


@pytest.mark.parametrize("name", ["heat.csv", "heat.xlsx", "halls.csv", "halls.xlsx"])
def test_both_tables_are_files_in_both_formats(client, fair, name):
    assert client.get(f"/dashboard/{fair.edition.slug}/heat/{name}").status_code == 200


def test_there_is_no_other_file(client, fair):
    for name in ("people.csv", "heat.pdf"):
        assert client.get(f"/dashboard/{fair.edition.slug}/heat/{name}").status_code == 404


# Bad input


@pytest.mark.parametrize(
    "query",
    ["?day=never", "?day=2024-01-01", "?hour=never", "?hour=-1", "?hour=½", "?sector=x"],
)
def test_what_the_edition_does_not_have_is_said_in_a_sentence(client, fair, query):
    page = look(client, fair, query)

    assert page.status_code == 422
    assert "전시일" in page.content.decode()


@pytest.mark.parametrize("query", ["?hour=99", "?hour=3", "?day=2023-11-25&hour=17"])
def test_an_hour_that_the_day_does_not_have_leaves_the_whole_day(client, fair, query):
    page = look(client, fair, query)

    assert page.status_code == 200
    assert page.context["frame"]["number"] is None


def test_an_edition_without_days_says_so(client):
    edition = EditionFactory(slug="bare")
    client.force_login(account(edition, RoleKind.PLANNER, email="other@expo.example"))

    page = client.get("/dashboard/bare/heat/")

    assert page.status_code == 422
    assert "아직 전시일이 없습니다" in page.content.decode()


def test_an_edition_without_a_floor_says_what_will_be_here(client):
    edition = EditionFactory(slug="bare")
    ShowDay.objects.create(
        edition=edition, date=date(2023, 11, 23), opens=time(10), closes=time(18)
    )
    client.force_login(account(edition, RoleKind.PLANNER, email="other@expo.example"))

    for query in ("", "?day=all", "?per=area"):
        page = client.get(f"/dashboard/bare/heat/{query}")
        assert page.status_code == 200
        assert "배치" in page.content.decode()


def test_a_day_without_a_scan_is_drawn_empty(client, fair):
    page = look(client, fair, "?day=2023-11-25")

    assert {told[1] for told in tiles(page).values()} == {0}
    assert page.context["frame"]["legend"] == [""] * 5


def test_sixty_days_cost_as_many_queries_as_three(client, fair, django_assert_max_num_queries):
    look(client, fair)
    ShowDay.objects.bulk_create(
        ShowDay(
            edition=fair.edition,
            date=date(2023, 12, 1) + timedelta(days=number),
            opens=time(10),
            closes=time(18),
        )
        for number in range(57)
    )

    with django_assert_max_num_queries(50):
        page = client.get(f"/dashboard/{fair.edition.slug}/heat/?day=2023-11-24")
    assert len(page.context["days"]) == 60


# Classes and hours


def test_classes_hold_about_as_many_booths_each():
    limits = levels.bounds(range(1, 101))

    told = [levels.level(value, limits) for value in range(1, 101)]
    assert [told.count(level) for level in range(1, 6)] == [21, 20, 19, 20, 20]


@pytest.mark.parametrize("values", [[], [None], [0, 0, None]])
def test_without_a_number_there_is_no_class(values):
    assert levels.bounds(values) == []
    assert levels.level(0, []) == levels.level(None, [1]) == 0
    assert levels.spans([], 1) == []


def test_few_different_numbers_make_few_classes_the_most_the_darkest():
    limits = levels.bounds([3, 3, 3, 7])

    assert [levels.level(value, limits) for value in (3, 7)] == [4, 5]
    assert levels.spans(limits, 1) == [(4, 1, 3), (5, 4, 7)]


def test_an_hour_that_comes_twice_is_two_hours():
    london = ZoneInfo("Europe/London")
    day = Hours(datetime(2023, 10, 29, 0, tzinfo=london), datetime(2023, 10, 29, 4, tzinfo=london))

    told = hours.of_day(day, [], london)

    assert [hour.number for hour in told] == [0, 1, 2, 3, 4]
    assert [hour.label for hour in told][:3] == ["00:00–01:00", "01:00–01:00", "01:00–02:00"]


def test_a_day_that_closes_after_midnight_goes_on_counting_its_hours():
    day = Hours(at(24, 22), at(25, 2))

    assert [hour.number for hour in hours.of_day(day, [], SEOUL)] == [22, 23, 24, 25]
