"""Reading what was counted: figures now and then, breakdowns, people inside, and their doors."""

import json
from datetime import timedelta
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from expo import access, editions
from expo.dashboard.api.attendance import BREAKDOWNS
from expo.models import Account, Edition, RoleKind
from tests.visitors import worked_example
from tests.visitors.a_fair import open_fair, store_worked_example, utc
from visitors import attendance
from visitors.models import DeviceContact, GateQuarter, Observation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, utc("26T00:00"), rate=0)
    return fair


@pytest.fixture
def counted(fair):
    store_worked_example(fair)
    attendance.count_new(fair.edition.pk)
    return fair


@pytest.fixture
def planner(fair, client):
    account = Account.objects.create_user("plans@example.com", "correct horse battery")
    access.grant(account, fair.edition, RoleKind.PLANNER)
    client.force_login(account)
    return client


def url(fair, what="figures"):
    return f"/api/v1/editions/{fair.edition.slug}/{what}/"


# Figures, now and then


def test_the_figures_are_those_of_the_worked_example(counted):
    told = attendance.figures(counted.edition).to_json()

    assert told == worked_example.EXPECTED | {"as_of": "2023-11-26T09:00:00+09:00"}


def test_figures_before_anything_was_counted_are_zeros(fair):
    told = attendance.figures(fair.edition).to_json()

    assert told["as_of"] is None
    assert set(told["totals"].values()) == {0}
    assert [day["day"] for day in told["days"]] == ["2023-11-23", "2023-11-24", "2023-11-25"]


def test_a_past_moment_is_told_as_the_server_then_knew_it(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T03:00", received_at=utc("23T12:00"))  # a device that was offline
    attendance.count_new(fair.edition.pk)

    told = {
        moment: attendance.figures(fair.edition, utc(moment)).visits
        for moment in ("23T02:00", "23T03:00", "23T11:59", "23T12:00")
    }

    assert told == {"23T02:00": 0, "23T03:00": 1, "23T11:59": 1, "23T12:00": 2}


def test_a_past_moment_knows_no_later_void_and_no_later_merge(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    entry = fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T03:00")
    fair.scan("A", "E1", "24T02:00")
    fair.void(entry, received_at=utc("24T06:00"))
    merge = fair.merge("p2", "p1", at="25T06:00")
    merge.undone_at = utc("25T08:00")
    merge.save(update_fields=["undone_at"])

    told = [
        attendance.figures(fair.edition, utc(moment))
        for moment in ("24T05:00", "24T07:00", "25T07:00", "25T09:00")
    ]

    assert [(then.visits, then.visitors) for then in told] == [(3, 2), (2, 2), (2, 1), (2, 2)]
    assert [then.voided for then in told] == [0, 1, 1, 1]


def test_now_as_a_past_moment_equals_the_rollups(counted):
    now = editions.now(counted.edition)

    then, live = attendance.figures(counted.edition, now), attendance.figures(counted.edition)

    assert then.to_json() == live.to_json()
    assert then.histogram == live.histogram


def test_destroying_personal_data_changes_no_figure(counted):
    Person.objects.update(name="홍길동", email="hong@example.org", phone="010-0000-0000")
    counted.scan("A1", "S1", "23T02:00")
    attendance.catch_up(counted.edition.pk)
    before = every_figure(counted)

    Person.objects.update(name="", email="", phone="", country="", erased_at=utc("25T23:00"))
    attendance.rebuild(counted.edition.pk)

    assert every_figure(counted) == before
    assert attendance.reconcile(counted.edition.pk) == []


def every_figure(fair):
    """Now, and as of the first evening."""
    return [
        [breakdown(fair.edition, as_of) for breakdown in BREAKDOWNS.values()]
        + [attendance.overview(fair.edition, as_of)]
        for as_of in (None, utc("23T12:00"))
    ]


# People inside


def test_people_inside_are_counted_to_the_second_and_end_with_the_day(fair):
    for badge in "ABC":
        fair.ticket(badge, badge)
    fair.scan("A", "E1", "23T02:00:10")
    fair.scan("B", "E1", "23T02:00:40")
    fair.scan("A", "E1", "23T02:00:50", "out")
    fair.scan("C", "E1", "23T03:00:00")
    attendance.count_new(fair.edition.pk)
    area = attendance.fair_of(fair.edition)

    inside = {
        moment: attendance.inside(area, utc(moment)).people
        for moment in ("23T02:00:09", "23T02:00:45", "23T02:30", "23T08:00", "24T02:00")
    }

    assert list(inside.values()) == [0, 2, 1, 2, 0]
    assert attendance.inside(area, utc("10T02:00")) is None


def test_the_peak_is_told_with_its_second_and_whether_a_headcount_supports_it(fair):
    for badge in "AB":
        fair.ticket(badge, badge)
    fair.scan("A", "E1", "23T02:00:10")
    fair.scan("A", "E1", "23T05:00:00", "out")
    fair.scan("B", "E1", "23T06:00:20")
    attendance.count_new(fair.edition.pk)
    area = attendance.fair_of(fair.edition)
    assert attendance.inside(area, utc("23T08:00")).peak.at == utc("23T02:00:10")

    observe(fair, area, "23T05:30:00", 7)
    told = attendance.inside(area, utc("23T08:00"))

    assert (told.people, told.drift) == (8, -7)
    assert (told.peak.people, told.peak.at, told.peak.is_observed) == (8, utc("23T06:00:20"), True)


def observe(fair, area, moment, count):
    return Observation.objects.create(
        edition=fair.edition,
        area=area,
        observed_at=utc(moment),
        received_at=utc(moment),
        count=count,
        kind="clicker",
    )


# The API


def test_the_api_tells_figures_with_definitions_and_pending_scans(counted, planner):
    DeviceContact.objects.create(
        device=in_use(counted.devices["E2"]), pending=42, seen_at=utc("25T08:00")
    )

    told = planner.get(url(counted)).json()

    assert told["totals"] == worked_example.EXPECTED["totals"]
    assert told["histogram"] == {"1": 2, "2": 1, "3": 1}
    assert told["pending"]["scans"] == 42
    assert told["pending"]["devices"][0]["gate"] == "E2"
    assert set(told["totals"]) - {"conflicts", "refused", "voided"} <= set(told["definitions"])
    assert told["peak"]["people"] == 18


def in_use(device):
    device.enrolled_at = utc("22T00:00")
    device.save(update_fields=["enrolled_at"])
    return device


def test_the_api_answers_304_until_a_figure_changes(counted, planner):
    tag = planner.get(url(counted))["ETag"]
    assert planner.get(url(counted), headers={"if-none-match": tag}).status_code == 304

    counted.scan("A1", "E1", "25T05:00")
    attendance.catch_up(counted.edition.pk)

    assert planner.get(url(counted), headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("by", ["gate", "hall", "session", "booth", "sector"])
def test_an_unchanged_breakdown_is_not_sent_again(counted, planner, by):
    address = f"{url(counted, 'attendance')}?by={by}"
    tag = planner.get(address)["ETag"]

    assert planner.get(address, headers={"if-none-match": tag}).status_code == 304


def test_a_headcount_and_its_withdrawal_are_told_at_once(counted, planner):
    editions.set_clock(counted.edition, utc("25T05:00"), rate=0)
    tags = [planner.get(url(counted))["ETag"]]
    seen = observe(counted, counted.areas["fair"], "25T04:00", 40)
    told = planner.get(url(counted))
    tags.append(told["ETag"])
    assert told.json()["occupancy"] == {
        "area": "fair",
        "people": 40,
        "at": "2023-11-25T14:00:00+09:00",
        "is_observed": True,
        "observed": {"count": 40, "at": "2023-11-25T13:00:00+09:00", "kind": "clicker"},
        "drift": -39,
    }

    seen.withdrawn_at = utc("25T05:00")
    seen.save(update_fields=["withdrawn_at"])
    told = planner.get(url(counted))

    assert len({*tags, told["ETag"]}) == 3
    assert told.json()["occupancy"]["people"] == 1
    assert told.json()["occupancy"]["observed"] is None


def test_with_the_show_day_ends_who_is_inside(counted, planner):
    editions.set_clock(counted.edition, utc("25T18:59"), rate=0)  # 03:59 in Seoul
    before = planner.get(url(counted))
    editions.set_clock(counted.edition, utc("25T19:00"), rate=0)
    after = planner.get(url(counted), headers={"if-none-match": before["ETag"]})

    assert before.json()["occupancy"]["people"] == 1
    assert after.json()["occupancy"]["people"] == 0


def test_the_api_tells_a_past_moment(counted, planner):
    told = planner.get(url(counted), {"as_of": "2023-11-23T21:00:00+09:00"}).json()

    assert told["totals"]["visits"] == 3
    assert told["as_of"] == "2023-11-23T21:00:00+09:00"
    assert (told["occupancy"]["people"], told["peak"]["people"]) == (18, 18)


@pytest.mark.parametrize(
    ("as_of", "status", "code"),
    [
        ("yesterday", 422, "as_of_unreadable"),
        ("2023-11-23T21:00:00", 422, "as_of_unreadable"),
        ("", 422, "as_of_unreadable"),
        ("1999-11-23T21:00:00+09:00", 422, "as_of_too_early"),
        ("2999-11-23T21:00:00+09:00", 422, "as_of_in_the_future"),
    ],
)
def test_a_moment_that_cannot_be_asked_for_is_refused_with_what_can(
    counted, planner, as_of, status, code
):
    answer = planner.get(url(counted), {"as_of": as_of})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert "2023-11-2" in answer.content.decode()  # an example, or the first and last moment


@pytest.mark.parametrize("query", ["", "?by=weather"])
def test_an_unknown_breakdown_is_refused_with_those_there_are(counted, planner, query):
    answer = planner.get(url(counted, "attendance") + query)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_breakdown")
    assert answer.json()["allowed"] == list(BREAKDOWNS)
    assert all(by in answer.json()["detail"] for by in BREAKDOWNS)


@pytest.mark.parametrize("as_of", [{}, {"as_of": "2023-11-24T12:00:00+09:00"}])
@pytest.mark.parametrize("by", BREAKDOWNS)
def test_each_number_of_a_breakdown_has_its_definition_and_its_moment(counted, planner, by, as_of):
    for gate in ("4B", "S1", "A-01"):
        counted.scan("A1", gate, "23T02:00")
    attendance.catch_up(counted.edition.pk)

    told = planner.get(url(counted, "attendance"), {"by": by, **as_of}).json()

    assert told["as_of"] == as_of.get("as_of", "2023-11-26T09:00:00+09:00")
    assert told["rows"]
    for row in told["rows"]:
        numbers = {name for name, value in row.items() if type(value) in (int, float, dict)}
        assert numbers <= set(told["definitions"])


def test_each_number_of_the_figures_has_its_definition(counted, planner):
    told = planner.get(url(counted)).json()

    shown = {*told["totals"], *told["days"][0], *told["occupancy"]} - {
        "day",
        "at",
        "area",
        "people",
    }
    parts = {"histogram", "classes", "occupancy", "peak", "pending"}
    assert (shown | parts) - {"is_observed"} <= set(told["definitions"])


def test_a_breakdown_of_a_past_moment_cannot_be_of_the_future(counted, planner):
    query = {"by": "gate", "as_of": "2999-11-23T21:00:00+09:00"}

    answer = planner.get(url(counted, "attendance"), query)

    assert (answer.status_code, answer.json()["code"]) == (422, "as_of_in_the_future")


def rows(client, fair, by):
    return client.get(url(fair, "attendance"), {"by": by}).json()["rows"]


@pytest.mark.parametrize("by", ["gate", "hour", "day"])
def test_every_breakdown_of_the_fair_sums_to_its_totals(counted, planner, by):
    told = rows(planner, counted, by)

    for name in ("entries", "conflicts", "refused", "voided"):
        assert sum(row[name] for row in told) == worked_example.EXPECTED["totals"][name]


def test_hours_are_those_of_the_fair(counted, planner):
    assert rows(planner, counted, "hour")[0]["hour"] == "2023-11-23T08:00:00+09:00"


def test_halls_and_sessions_have_figures_of_their_own(counted, planner):
    counted.scan("A1", "4B", "23T02:00")
    counted.scan("B1", "4B", "23T02:00")
    counted.scan("B1", "S1", "23T02:30")
    attendance.catch_up(counted.edition.pk)

    (hall,), (session,) = rows(planner, counted, "hall"), rows(planner, counted, "session")

    assert (hall["hall"], hall["visits"], hall["visitors"]) == ("4B", 2, 2)
    assert (session["session"], session["visits"], session["capacity"]) == ("S1", 1, 100)


def test_a_day_outside_the_show_days_shows_what_was_refused_then(counted, planner):
    counted.scan("", "E1", "10T02:00", outcome="refused")
    attendance.catch_up(counted.edition.pk)

    assert rows(planner, counted, "day")[-1]["day"] is None
    assert rows(planner, counted, "day")[-1]["refused"] == 1


@pytest.mark.parametrize("what", ["figures/", "attendance/?by=day", "attendance/?by=class"])
@pytest.mark.parametrize(("language", "said"), [("ko", "전시일"), ("en", "no show days")])
def test_an_edition_without_show_days_says_so(counted, planner, what, language, said):
    counted.edition.show_days.all().delete()
    address = f"/api/v1/editions/{counted.edition.slug}/{what}"

    answer = planner.get(address, headers={"accept-language": language})

    assert (answer.status_code, answer.json()["code"]) == (422, "no_show_days")
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(("language", "said"), [("ko", "일자 경계"), ("en", "day boundary")])
def test_rules_that_contradict_one_another_are_told_in_the_readers_language(
    counted, planner, language, said
):
    """Only a database whose triggers were switched off can come to this."""
    with pgtrigger.ignore():
        Edition.objects.update(day_boundary="11:00")

    answer = planner.get(url(counted), headers={"accept-language": language})

    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "contradictory_rules")
    assert (told["why"], told["day"]) == ("boundary_inside_hours", "2023-11-23")
    assert said in told["detail"]
    assert "11:00" in told["detail"]


def test_figures_of_another_edition_are_not_there(counted, planner):
    assert planner.get(url(open_fair())).status_code == 404


# The commands


def run(*command):
    out, err = StringIO(), StringIO()
    call_command(*command, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def test_the_command_prints_figures_json_and_counts_what_no_worker_did(fair):
    store_worked_example(fair)

    told, _said = run("figures", "--edition", fair.edition.slug)

    assert told == worked_example.EXPECTED | {"as_of": "2023-11-26T09:00:00+09:00"}


def test_the_command_prints_a_past_moment(counted):
    told, _said = run(
        "figures", "--edition", counted.edition.slug, "--as-of", "2023-11-23T12:00:00Z"
    )

    assert told["totals"]["visits"] == 3


@pytest.mark.parametrize("moment", ["yesterday", "2023-11-23T12:00:00", "2999-01-01T00:00:00Z"])
def test_the_command_refuses_a_moment_that_cannot_be_asked_for(counted, moment):
    with pytest.raises(CommandError) as refused:
        run("figures", "--edition", counted.edition.slug, "--as-of", moment)

    assert refused.value.returncode == 2


@pytest.mark.parametrize("command", ["figures", "rebuild_attendance", "reconcile"])
def test_what_cannot_be_done_exits_with_2_and_says_why(counted, command):
    with pytest.raises(CommandError, match="There is no edition 1851") as unknown:
        run(command, "--edition", "1851")
    counted.edition.show_days.all().delete()
    with pytest.raises(CommandError, match="전시일") as empty:
        run(command, "--edition", counted.edition.slug)

    assert (unknown.value.returncode, empty.value.returncode) == (2, 2)


@pytest.mark.parametrize("command", ["figures", "rebuild_attendance", "reconcile"])
def test_a_database_that_refuses_exits_with_2_and_is_no_difference(counted, command):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE visitors_rollup RENAME TO visitors_elsewhere")

    with pytest.raises(CommandError, match="visitors_rollup") as refused:
        run(command, "--edition", counted.edition.slug)

    assert refused.value.returncode == 2


def test_the_bar_of_a_reconciliation_moves_with_the_scans_and_ends_with_all_of_them(counted):
    for gate in ("4B", "S1"):
        counted.scan("A1", gate, "23T02:00")
    heard = []

    attendance.reconcile(counted.edition.pk, lambda done, of: heard.append((done, of)))

    done = [done for done, _of in heard]
    assert done == sorted(done)
    assert heard[-1] == (19, 19)
    assert len(set(done)) > 3


def test_reconcile_exits_with_1_and_names_every_difference(counted, capsys):
    GateQuarter.objects.filter(quarter__gte=utc("25T00:00")).update(heads_in=9)

    with pytest.raises(SystemExit) as ended:
        run("reconcile", "--edition", counted.edition.slug)

    assert ended.value.code == 1


def test_reconcile_is_silent_when_all_is_well(counted):
    told, said = run("reconcile", "--edition", counted.edition.slug)

    assert (told["differences"], said) == ([], "")


def test_rebuild_mends_what_reconcile_found(counted):
    GateQuarter.objects.update(heads_in=9)

    run("rebuild_attendance", "--edition", counted.edition.slug)

    assert attendance.reconcile(counted.edition.pk) == []


# Pending


def test_only_devices_in_use_with_unsent_scans_are_pending(fair):
    for gate, pending in (("E1", 0), ("E2", 3)):
        DeviceContact.objects.create(
            device=in_use(fair.devices[gate]), pending=pending, seen_at=utc("23T02:00")
        )
    DeviceContact.objects.create(
        device=fair.devices["4B"], pending=9, seen_at=utc("23T02:00") - timedelta(days=9)
    )

    assert [(device.gate, device.scans) for device in attendance.pending(fair.edition)] == [
        ("E2", 3)
    ]
