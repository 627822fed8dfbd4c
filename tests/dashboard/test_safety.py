"""The safety desk: how full it is, who saw the warnings, and what was."""

import csv
import io
from datetime import timedelta

import pytest

from expo import editions
from expo.models import Edition, RoleKind, ShowDay
from tests import factories
from tests.dashboard.scenes import account, planner
from tests.visitors import scenes
from tests.visitors.crowding import crowded
from visitors import capacity_warnings
from visitors.models import Acknowledgement, CapacityWarning

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return crowded()


@pytest.fixture
def desk(fair, client):
    client.force_login(planner(fair.edition))
    return client


def address(fair, rest=""):
    return f"/en/dashboard/{fair.edition.slug}/safety/{rest}"


def page(client, fair, **asked):
    answer = client.get(address(fair), asked)
    assert answer.status_code == 200
    return answer


def text(answer):
    return " ".join(answer.content.decode().split())


def acknowledge(client, warning, **said):
    slug, uuid = warning.edition.slug, warning.uuid
    return client.post(
        f"/en/dashboard/{slug}/safety/warnings/{uuid}/acknowledgement/", said, follow=True
    )


def rows(client, where):
    answer = client.get(where)
    assert answer.status_code == 200
    told = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(told)))


def place(answer, word):
    return next(each for each in answer.context["places"] if each.word == word)


# Now


def test_it_tells_how_full_the_fair_and_each_hall_is(desk, fair):
    fair.hold(30, fair.hall)
    fair.watch(84)

    told = page(desk, fair)

    fair_now, hall = place(told, "fair"), place(told, "hall:4B")
    assert (fair_now.people, fair_now.capacity, fair_now.percent) == (84, 100, 84.0)
    assert fair_now.level is capacity_warnings.Level.WARNING
    assert (hall.people, hall.percent, hall.level) == (30, 60.0, capacity_warnings.Level.CALM)


def test_it_tells_what_came_in_a_quarter_of_an_hour(desk, fair):
    fair.hold(20)
    fair.at(scenes.NOON + timedelta(minutes=15)).hold(50)

    assert place(page(desk, fair), "fair").trend == 30


def test_a_day_that_has_just_begun_is_not_compared_with_the_one_before(desk, fair):
    fair.at(scenes.at(24, 3, 55)).hold(20)  # before the day boundary: still the 23rd
    fair.at(scenes.at(24, 4, 5))

    assert place(page(desk, fair), "fair").trend is None


def test_it_says_what_speaks_for_the_number(desk, fair):
    fair.hold(20)
    fair.at(scenes.NOON + timedelta(minutes=5)).hold(23)

    told = text(page(desk, fair))

    assert "headcount at 12:05: 23" in told
    assert "(the doors had 3 too few)" in told
    assert "scans only" in told  # of the hall


def test_a_place_that_holds_nobody_knows_how_many_has_no_level(desk, fair):
    Edition.objects.filter(pk=fair.edition.pk).update(capacity=0)
    fair.hold(5000)

    told = page(desk, fair)

    assert place(told, "fair").level is None
    assert "Nobody has entered how many it holds" in text(told)
    assert "5,000" in text(told)


def test_outside_the_show_days_nobody_is_counted(desk, fair):
    fair.at(scenes.at(27, 12))

    told = page(desk, fair)

    assert "Today is no day of the fair" in text(told)
    assert place(told, "fair").inside is None


def test_an_edition_without_days_says_so(desk, fair):
    ShowDay.objects.all().delete()

    assert "The edition has no show days yet." in text(page(desk, fair))
    assert desk.get(address(fair, "feed/")).status_code == 422
    assert desk.get(address(fair, "occupancy.svg")).status_code == 422


def test_a_fair_without_doors_says_so(client):
    edition = scenes.edition()
    editions.set_clock(edition, scenes.NOON, 0)
    client.force_login(planner(edition))

    answer = client.get(f"/en/dashboard/{edition.slug}/safety/")

    assert "There is no place to watch yet" in text(answer)
    assert "No day of the fair has begun yet" in text(answer)
    assert client.get(f"/en/dashboard/{edition.slug}/safety/occupancy.csv").status_code == 404


def test_a_hall_that_is_renamed_is_called_by_its_name_of_today(desk, fair):
    fair.watch(48, fair.hall)
    hall = fair.hall.hall
    hall.name_ko = hall.name_en = "North"
    hall.save()

    answer = page(desk, fair, place="hall:4B")

    assert {line.place for line in answer.context["lines"]} == {"North"}


# Acknowledging


def test_what_nobody_has_acknowledged_stands_first_and_the_gravest_of_it(desk, fair):
    fair.watch(96)

    waiting = page(desk, fair).context["waiting"]

    assert [line.warning.level for line in waiting] == ["stop", "warning"]


def test_who_acknowledges_is_named_in_the_log_with_what_was_done(desk, fair):
    fair.watch(85)
    fair.at(scenes.NOON + timedelta(minutes=3))

    answer = acknowledge(desk, CapacityWarning.objects.get(), note="Gate E2 closed")

    assert answer.redirect_chain == [(address(fair), 302)]
    told = text(answer)
    assert "The fair as a whole, Caution: acknowledged." in told
    assert "이기획, 12:03 (after 3 minutes)" in told
    assert "Gate E2 closed" in told
    assert answer.context["waiting"] == []


def test_the_second_is_told_who_was_first(desk, fair):
    fair.watch(85)
    warning = CapacityWarning.objects.get()
    capacity_warnings.acknowledge(warning, by=account(email="first@expo.example", name="김먼저"))

    told = text(acknowledge(desk, warning, note="me too"))

    assert "Caution: 김먼저 had acknowledged it at 12:00." in told
    assert Acknowledgement.objects.get().note == ""


def test_a_note_that_is_too_long_is_refused_in_a_sentence(desk, fair):
    fair.watch(85)

    told = text(acknowledge(desk, CapacityWarning.objects.get(), note="x" * 201))

    assert "200" in told
    assert not Acknowledgement.objects.exists()


def test_a_warning_of_another_edition_cannot_be_acknowledged_here(desk, fair):
    other = crowded(number=2)
    other.watch(85)
    uuid = CapacityWarning.objects.get().uuid

    answer = desk.post(address(fair, f"warnings/{uuid}/acknowledgement/"))

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", [RoleKind.DOOR_SUPERVISOR, RoleKind.EXHIBITOR])
def test_nobody_else_acknowledges(client, fair, kind):
    fair.watch(85)
    client.force_login(account(fair.edition, kind))
    uuid = CapacityWarning.objects.get().uuid

    assert client.post(address(fair, f"warnings/{uuid}/acknowledgement/")).status_code == 404
    assert not Acknowledgement.objects.exists()


def test_who_tells_headcounts_is_led_there(client, fair):
    client.force_login(account(fair.edition, RoleKind.ORGANISER))
    assert "/en/desk/headcounts/" in text(page(client, fair))

    client.force_login(account(fair.edition, RoleKind.PLANNER, email="plans@expo.example"))
    assert "/en/desk/headcounts/" not in text(page(client, fair))


def test_many_that_wait_are_left_to_the_log(desk, fair):
    for number in range(25):
        fair.at(scenes.NOON + timedelta(minutes=2 * number)).watch(85)
        fair.at(scenes.NOON + timedelta(minutes=2 * number + 1)).watch(5)

    answer = page(desk, fair)

    assert len(answer.context["waiting"]) == 20
    assert "5 more stand in the log below." in text(answer)


# Live


def test_the_feed_tells_the_same_until_something_changes(desk, fair):
    fair.watch(10)
    first = desk.get(address(fair, "feed/"))
    etag = first["ETag"]

    assert desk.get(address(fair, "feed/"), headers={"If-None-Match": etag}).status_code == 304

    fair.watch(85)
    news = desk.get(address(fair, "feed/"), headers={"If-None-Match": etag})
    assert news.status_code == 200
    assert "Caution. 85 of 100" in text(news)


def test_a_script_that_is_logged_out_is_told_so(client, fair):
    assert client.get(address(fair, "feed/")).status_code == 401


def test_the_page_watches_when_no_worker_does(desk, fair):
    fair.hold(96)

    assert [line.warning.level for line in page(desk, fair).context["waiting"]] == [
        "stop",
        "warning",
    ]


# Looking back


@pytest.fixture
def history(fair):
    """Cautions on the 23rd at the fair and in the hall, and a stop on the 24th."""
    fair.at(scenes.at(23, 12)).watch(85)
    fair.at(scenes.at(23, 13)).watch(42, fair.hall)
    fair.at(scenes.at(24, 12)).watch(96)
    return fair


def shown(answer):
    return [(line.warning.level, line.warning.raised_at.day) for line in answer.context["lines"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [("stop", 24), ("warning", 24), ("warning", 23), ("warning", 23)]),
        ({"day": "2023-11-23"}, [("warning", 23), ("warning", 23)]),
        ({"place": "hall:4B"}, [("warning", 23)]),
        ({"day": "2023-11-24", "place": "hall:4B"}, []),
        ({"state": "standing"}, [("stop", 24), ("warning", 24)]),
        ({"day": "never", "place": "moon", "state": "sad", "page": "x"}, None),
    ],
)
def test_the_log_is_asked_by_day_place_and_state(desk, history, asked, found):
    everything = [("stop", 24), ("warning", 24), ("warning", 23), ("warning", 23)]
    told = sorted(shown(page(desk, history, **asked)))

    assert told == sorted(everything if found is None else found)


def test_what_is_acknowledged_waits_for_nobody(desk, history):
    stop = CapacityWarning.objects.get(level="stop")
    acknowledge(desk, stop)

    assert shown(page(desk, history, state="unacknowledged")) == [("warning", 23), ("warning", 23)]


def test_the_log_is_a_file_as_it_was_asked_for(desk, history):
    told = rows(desk, address(history, "warnings.csv?day=2023-11-23&place=hall:4B"))

    assert len(told) == 1
    assert (told[0]["Place"], told[0]["People inside"]) == ("4B", "42")


def test_the_catalogue_has_the_log_and_the_peaks(desk, history):
    tables = f"/en/dashboard/{history.edition.slug}/tables"

    assert len(rows(desk, f"{tables}/warnings.csv")) == 4
    peaks = rows(desk, f"{tables}/peaks.csv")
    assert [row["Place"] for row in peaks] == ["The fair as a whole", "4B"] * 2
    assert peaks[0]["Peak seen by a headcount"]


def test_the_fullest_moment_of_each_day_and_place_is_told(desk, history):
    told = {
        day.day: [cell.told.inside.peak and cell.told.inside.peak.people for cell in cells]
        for day, cells in page(desk, history).context["peaks"]
    }

    assert told == {23: [85, 42], 24: [96, None]}


def test_the_course_of_a_day_is_told_by_the_quarter_of_an_hour(desk, fair):
    fair.hold(20)
    fair.at(scenes.NOON + timedelta(minutes=20)).hold(60)

    told = rows(desk, address(fair, "occupancy.csv"))

    most = {row["Quarter of an hour"][11:16]: row["Most at one time"] for row in told}
    assert (most["11:45"], most["12:00"], most["12:15"]) == ("0", "20", "60")
    assert max(most) == "12:15"  # the rest is still to come


def test_the_course_is_drawn_below_the_levels(desk, fair):
    fair.hold(20)

    chart = page(desk, fair).context["chart"]

    assert [each.name for each in chart.series] == [
        "People inside",
        "Capacity",
        "Stop entry",
        "Caution",
    ]
    assert "Most inside: 20 at 12:00:00, 20.0% of 100." in chart.summary


@pytest.mark.parametrize(("ending", "kind"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_the_course_is_a_picture_to_keep(desk, fair, ending, kind):
    fair.hold(20, fair.hall)

    answer = desk.get(address(fair, f"occupancy.{ending}?place=hall:4B"))

    assert answer["Content-Type"].startswith(kind)
    assert f"occupancy-4B-2023-11-24.{ending}" in answer["Content-Disposition"]


@pytest.mark.parametrize("name", ["occupancy.pdf", "warnings.svg", "nothing.csv"])
def test_a_file_that_there_is_not_is_not_found(desk, fair, name):
    assert desk.get(address(fair, name)).status_code == 404


def test_the_page_asks_as_often_for_many_days_and_halls(desk, fair, django_assert_max_num_queries):
    for number in range(30):
        scenes.hall_gate(fair.edition, code=f"H{number}", capacity=50)
    days = [scenes.at(24, 12).date() + timedelta(days=number) for number in range(-40, -2)]
    ShowDay.objects.bulk_create(
        factories.ShowDayFactory.build(edition=fair.edition, date=day) for day in days
    )
    fair.watch(96)

    with django_assert_max_num_queries(60):
        answer = page(desk, fair)

    assert len(answer.context["places"]) == 32
    assert len(answer.context["peaks"]) == 10
    assert "30 earlier days stand in the files." in text(answer)


def test_everything_is_told_in_korean_too(desk, fair):
    fair.watch(96)

    told = " ".join(desk.get(f"/dashboard/{fair.edition.slug}/safety/").content.decode().split())

    assert "입장 중지" in told
    assert "100명 중 96명(96.0%)" in told
