"""The desk's page for headcounts: who may, what is typed in a hurry, and what is never lost."""

from datetime import timedelta
from urllib.parse import parse_qs, urlparse
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo import editions
from expo.models import RoleKind, ShowDay
from tests import organisers
from tests.factories import AccountFactory, EditionFactory, ObservationFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import attendance
from visitors.models import Area, Observation

pytestmark = pytest.mark.django_db

NOW = utc("24T04:02:30")  # 13:02:30 in Seoul
ADDRESS = "/desk/headcounts/"


@pytest.fixture
def fair():
    fair = a_fair.open_fair()
    editions.set_clock(fair.edition, to=NOW, rate=0)
    return fair


@pytest.fixture
def supervisor(fair):
    return organisers.arrive(fair.edition, RoleKind.DOOR_SUPERVISOR, name="박입구")


def at(fair, moment):
    editions.set_clock(fair.edition, to=utc(moment), rate=0)


def send(client, address=ADDRESS, **typed):
    said = {"uuid": str(uuid4()), "place": "fair", "kind": "clicker", "count": "5"}
    return client.post(address, {**said, **typed})


def let_in(fair, people):
    for number in range(people):
        fair.ticket(f"badge {number}", f"person {number}")
        fair.scan(f"badge {number}", "E1", "24T02:00")
    attendance.count_new(fair.edition.pk)


def errors(answer):
    return dict(answer.context["form"].errors.items())


# Who


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_not_logged_in_is_asked_to(fair, method):
    answer = getattr(Client(), method)(ADDRESS)

    assert answer["Location"].startswith("/accounts/login/?next=/desk/headcounts/")


@pytest.mark.parametrize("kind", [RoleKind.PLANNER, RoleKind.EXHIBITOR, RoleKind.PRIVACY_OFFICER])
def test_others_find_nothing(fair, kind):
    other = organisers.arrive(fair.edition, kind)

    assert other.get(ADDRESS).status_code == 404
    assert send(other).status_code == 404
    assert not Observation.objects.exists()


def test_the_published_edition_is_the_current_one(fair, supervisor):
    """The next one is in the making, and its organisers count heads at this one."""
    coming = EditionFactory(number=fair.edition.number + 1, is_published=False)
    organiser = organisers.arrive(coming, RoleKind.ORGANISER)
    organisers.factories.RoleFactory(account=organiser.account, edition=fair.edition)

    assert organiser.get(ADDRESS).context["edition"] == fair.edition


@pytest.mark.parametrize("kind", [RoleKind.DOOR_SUPERVISOR, RoleKind.ORGANISER])
def test_the_menu_leads_those_there_who_count_heads(fair, kind):
    client = organisers.arrive(fair.edition, kind, is_staff=False)

    assert 'href="/desk/"' in client.get("/").content.decode()
    assert f'href="{ADDRESS}"' in client.get("/desk/").content.decode()


def test_the_menu_leads_nobody_else_there(fair):
    planner = organisers.arrive(fair.edition, RoleKind.PLANNER)

    assert "/desk/" not in planner.get("/").content.decode()


# Telling


def test_after_sending_the_drift_is_told_in_words(fair, supervisor):
    let_in(fair, 7)

    sent = send(supervisor, f"/en{ADDRESS}")
    page = supervisor.get(sent["Location"])

    assert sent["Location"].startswith(f"/en{ADDRESS}?told=")
    assert (
        "The doors said 7; you counted 5: the doors had 2 more than were there."
        in page.content.decode()
    )


def test_in_korean_as_well(fair, supervisor):
    let_in(fair, 3)

    page = supervisor.get(send(supervisor, count="1,005")["Location"])

    assert (
        "출입 기록은 3명, 직접 센 인원은 1,005명입니다. 기록이 실제보다 1,002명 적었습니다."
        in page.content.decode()
    )


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("4050", 4050),
        ("4,050", 4050),
        (" 4 050 ", 4050),
        ("４０５０", 4050),
        ("４，０５０", 4050),
        ("1,234,567"[2:], 234567),
        ("0", 0),
        ("007", 7),
    ],
)
def test_a_count_is_read_as_people_write_it(fair, supervisor, typed, count):
    send(supervisor, count=typed)

    assert Observation.objects.get().count == count


@pytest.mark.parametrize("typed", ["abc", "", "-1", "−1", "4,05", "4.5", "1e3", "9" * 25, 10**12])
def test_a_count_that_is_none_is_said_beside_its_field_and_kept(fair, supervisor, typed):
    answer = send(supervisor, count=typed)

    assert list(errors(answer)) == ["count"]
    assert answer.context["form"]["count"].value() == str(typed)
    page = answer.content.decode()
    assert 'href="#id_count"' in page
    assert 'aria-describedby="id_count_error"' in page
    assert not Observation.objects.exists()


@pytest.mark.parametrize("place", ["", "hall:9Z", "booth:A-01", "fair\x00", "f" * 50])
def test_a_place_that_is_none_is_said_beside_it(fair, supervisor, place):
    answer = send(supervisor, place=place)

    assert list(errors(answer)) == ["place"]
    assert not Observation.objects.exists()


def test_a_place_of_another_edition_is_unknown(fair, supervisor):
    elsewhere = a_fair.open_fair()
    Area.objects.filter(edition=elsewhere.edition, kind="hall").update(code="9Z")

    assert list(errors(send(supervisor, place="hall:9Z"))) == ["place"]


def test_a_kind_that_is_none_is_said_beside_it(fair, supervisor):
    assert list(errors(send(supervisor, kind="guess"))) == ["kind"]


def test_without_a_time_it_was_counted_just_now(fair, supervisor):
    send(supervisor)

    row = Observation.objects.get()
    assert (row.observed_at, row.received_at) == (NOW, NOW)
    assert row.observed_by == supervisor.account


def test_a_time_is_of_today_and_the_fairs(fair, supervisor):
    send(supervisor, counted_at="11:05")

    assert Observation.objects.get().observed_at == utc("24T02:05")


def test_after_midnight_today_is_the_evening_before(fair, supervisor):
    at(fair, "24T16:00")  # one o'clock in the night

    send(supervisor, counted_at="23:50", count="1")
    send(supervisor, counted_at="00:10", count="2")

    told = dict(Observation.objects.values_list("count", "observed_at"))
    assert told == {1: utc("24T14:50"), 2: utc("24T15:10")}


@pytest.mark.parametrize("typed", ["13:04", "25:00", "soon", "00:30"])
def test_a_time_that_cannot_be_is_said_beside_it(fair, supervisor, typed):
    """Half past midnight is still to come: until four in the morning it is today."""
    answer = send(supervisor, counted_at=typed)

    assert list(errors(answer)) == ["counted_at"]
    assert answer.context["form"]["counted_at"].value() == typed
    assert not Observation.objects.exists()


def test_the_moment_of_the_press_counts_when_the_network_was_slow(fair, supervisor):
    send(supervisor, pressed_at="2023-11-24T03:59:12.345Z")

    assert Observation.objects.get().observed_at == utc("24T03:59:12.345")


@pytest.mark.parametrize(
    "pressed", ["", "soon", "2023-11-24T09:00:00Z", "2023-11-22T09:00:00Z", "9" * 400]
)
def test_a_moment_of_the_press_that_cannot_be_is_now(fair, supervisor, pressed):
    send(supervisor, pressed_at=pressed)

    assert Observation.objects.get().observed_at == NOW


def test_nobody_left_is_one_button_after_closing(fair, supervisor):
    at(fair, "24T09:30")

    page = supervisor.get(ADDRESS)
    send(supervisor, place="hall:4B", count="", kind="clicker", nobody="yes")

    assert 'name="nobody"' in page.content.decode()
    row = Observation.objects.get()
    assert (row.count, row.kind, row.area) == (0, "sweep", fair.areas["hall"])


def test_nobody_left_is_no_button_while_the_fair_is_open(fair, supervisor):
    assert 'name="nobody"' not in supervisor.get(ADDRESS).content.decode()


# Sending twice, late, and after somebody was logged out


def test_the_same_form_sent_twice_counts_once(fair, supervisor):
    form = {"uuid": str(uuid4())}

    first, again = send(supervisor, **form), send(supervisor, **form)

    assert first["Location"] == again["Location"]
    assert Observation.objects.count() == 1


def test_a_form_sent_again_with_another_count_is_asked_about(fair, supervisor):
    """Somebody went back and typed over it: a new headcount, or a correction?"""
    form = {"uuid": str(uuid4())}
    send(supervisor, **form)

    answer = send(supervisor, count="6", **form)
    renewed = answer.context["form"]["uuid"].value()
    send(supervisor, count="6", uuid=renewed)

    assert "5" in errors(answer)["__all__"][0]
    assert renewed != form["uuid"]
    assert sorted(Observation.objects.values_list("count", flat=True)) == [5, 6]


def test_a_form_with_an_error_keeps_its_id(fair, supervisor):
    form = {"uuid": str(uuid4())}

    answer = send(supervisor, count="abc", **form)

    assert answer.context["form"]["uuid"].value() == form["uuid"]


@pytest.mark.parametrize("uuid", ["", "seven"])
def test_a_form_without_an_id_gets_one(fair, supervisor, uuid):
    send(supervisor, uuid=uuid)

    assert Observation.objects.get().uuid


def test_every_form_has_an_id_of_its_own(fair, supervisor):
    ids = {supervisor.get(ADDRESS).context["form"]["uuid"].value() for _ in range(2)}

    assert len(ids) == 2


def test_two_desks_at_once_are_two_headcounts(fair, supervisor):
    send(supervisor, count="5")
    send(organisers.arrive(fair.edition, RoleKind.ORGANISER), count="6")

    assert Observation.objects.standing().count() == 2


def test_what_was_typed_survives_being_logged_out(fair, supervisor):
    uuid = str(uuid4())
    supervisor.logout()

    asked = send(supervisor, uuid=uuid, place="hall:4B", count="4,050", counted_at="11:05")
    supervisor.force_login(supervisor.account)
    [address] = parse_qs(urlparse(asked["Location"]).query)["next"]
    form = supervisor.get(address).context["form"]

    kept = {name: form[name].value() for name in ("uuid", "place", "kind", "count", "counted_at")}
    assert kept == {
        "uuid": uuid,
        "place": "hall:4B",
        "kind": "clicker",
        "count": "4,050",
        "counted_at": "11:05",
    }
    assert not Observation.objects.exists()


def test_a_page_elsewhere_cannot_tell_in_somebodys_name(fair, supervisor):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(supervisor.account)

    assert send(careful).status_code == 403
    assert not Observation.objects.exists()


# Undoing


def test_a_headcount_is_undone_and_struck_through(fair, supervisor):
    send(supervisor, count="999")
    row = Observation.objects.get()

    done = supervisor.post(f"{ADDRESS}{row.uuid}/withdrawal/", follow=True)
    supervisor.post(f"{ADDRESS}{row.uuid}/withdrawal/")

    row.refresh_from_db()
    assert (row.withdrawn_at, row.withdrawn_by) == (NOW, supervisor.account)
    assert "<del>" in done.content.decode()
    assert f"{row.uuid}/withdrawal/" not in done.content.decode()


def test_undone_the_doors_have_the_word_again(fair, supervisor):
    let_in(fair, 7)
    send(supervisor, count="999")
    counted = places(supervisor.get(ADDRESS))["박람회 전체"].people

    supervisor.post(f"{ADDRESS}{Observation.objects.get().uuid}/withdrawal/")

    fair_itself = places(supervisor.get(ADDRESS))["박람회 전체"]
    assert (counted, fair_itself.people, fair_itself.is_observed) == (999, 7, False)


def test_looking_at_the_address_of_an_undoing_undoes_nothing(fair, supervisor):
    row = ObservationFactory(edition=fair.edition, area=fair.areas["fair"])

    assert supervisor.get(f"{ADDRESS}{row.uuid}/withdrawal/").status_code == 405
    assert Observation.objects.standing().exists()


def test_a_headcount_of_another_edition_is_not_undone(fair, supervisor):
    row = ObservationFactory()

    assert supervisor.post(f"{ADDRESS}{row.uuid}/withdrawal/").status_code == 404
    assert Observation.objects.standing().exists()


def test_undoing_asks_whoever_was_logged_out_to_log_in(fair):
    row = ObservationFactory(edition=fair.edition, area=fair.areas["fair"])

    answer = Client().post(f"{ADDRESS}{row.uuid}/withdrawal/")

    assert answer["Location"] == f"/accounts/login/?next={ADDRESS}"
    assert Observation.objects.standing().exists()


# What the page shows


def places(answer):
    return {place.title: place for place in answer.context["places"]}


def test_every_place_shows_who_is_inside_and_its_headcounts_of_today(fair, supervisor):
    let_in(fair, 7)
    send(supervisor, count="5")
    ObservationFactory(
        edition=fair.edition, area=fair.areas["fair"], observed_at=utc("23T03:00"), count=77
    )

    shown = places(supervisor.get(ADDRESS))

    assert list(shown) == ["박람회 전체", "전시장"]
    fair_itself = shown["박람회 전체"]
    assert (fair_itself.people, fair_itself.is_observed) == (5, True)
    assert [(line.observation.count, line.drift.people) for line in fair_itself.lines] == [(5, 2)]
    assert (shown["전시장"].people, shown["전시장"].lines) == (0, [])


def test_sessions_are_offered_while_they_run_and_shortly_after(fair, supervisor):
    """The session of the fair runs from 11:00 to 12:00 on the first day."""

    def offered(moment):
        at(fair, moment)
        return "session:S1" in supervisor.get(ADDRESS).content.decode()

    moments = ["23T01:59", "23T02:00", "23T03:00", "23T03:29", "23T03:30"]
    assert [offered(moment) for moment in moments] == [False, True, True, True, False]


def test_a_session_that_was_counted_stays_in_view(fair, supervisor):
    at(fair, "23T02:30")
    send(supervisor, place="session:S1")

    at(fair, "23T08:00")

    assert "강연" in places(supervisor.get(ADDRESS))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("20T03:00", "11월 23일"),
        ("24T18:59", None),
        ("25T19:00", "박람회가 끝나"),
    ],
)
def test_outside_the_show_days_the_page_says_so(fair, supervisor, moment, words):
    at(fair, moment)

    page = supervisor.get(ADDRESS).content.decode()

    assert ('id="headcount"' in page) == (words is None)
    assert words is None or words in page


def test_what_is_sent_when_the_day_is_over_is_refused_and_kept(fair, supervisor):
    at(fair, "25T19:00")

    answer = send(supervisor, count="12")

    assert "2023-11-25" in errors(answer)["__all__"][0]
    assert 'value="12"' in answer.content.decode()


def test_an_edition_without_days_says_what_is_missing(fair, supervisor):
    ShowDay.objects.all().delete()

    answers = [supervisor.get(ADDRESS), send(supervisor)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(answer.context["reason"] for answer in answers)


def test_a_fair_without_gates_says_what_is_missing(supervisor, fair):
    empty = EditionFactory(number=fair.edition.number + 1)
    ShowDay.objects.create(edition=empty, date=NOW.date(), opens="10:00", closes="18:00")
    editions.set_clock(empty, to=NOW, rate=0)
    organiser = organisers.arrive(empty, RoleKind.ORGANISER)

    page = organiser.get(ADDRESS).content.decode()

    assert "게이트를 등록하면" in page
    assert 'id="headcount"' not in page


@pytest.mark.parametrize("told", ["", "seven", "00000000-0000-4000-8000-000000000000"])
def test_a_headcount_that_is_not_there_is_not_told_of(fair, supervisor, told):
    assert supervisor.get(f"{ADDRESS}?told={told}").context["told"] is None


def test_a_headcount_of_another_edition_is_not_told_of(fair, supervisor):
    row = ObservationFactory()

    assert supervisor.get(f"{ADDRESS}?told={row.uuid}").context["told"] is None


def test_the_page_costs_the_same_for_one_headcount_and_for_many(
    fair, supervisor, django_assert_num_queries
):
    def tell(count):
        ObservationFactory.create_batch(
            count,
            edition=fair.edition,
            area=fair.areas["fair"],
            observed_at=NOW - timedelta(hours=1),
            observed_by=AccountFactory(),
        )

    tell(1)
    supervisor.get(ADDRESS)
    with CaptureQueriesContext(connection) as for_one:
        supervisor.get(ADDRESS)
    tell(30)
    with django_assert_num_queries(len(for_one)):
        supervisor.get(ADDRESS)
