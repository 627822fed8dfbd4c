"""The definitions of STATISTICS.md: the worked example and the edges."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.visitors.worked_example import EXPECTED, PEOPLE, RULES, SCANS
from visitors import figures
from visitors.figures import BadRules, OpenDay, Rules, Scan, ScanToldTwice


def at(moment):
    """'23T01:05' → that moment of November 2023, UTC."""
    return datetime.fromisoformat(f"2023-11-{moment}").replace(tzinfo=UTC)


def scan(moment, direction="in", **changes):
    moment = at(moment) if isinstance(moment, str) else moment
    values = {"id": f"{moment:%d%H%M%S%f}{direction}", "badge": "A", "gate": "E1", **changes}
    return Scan(direction=direction, scanned_at=moment, received_at=moment, **values)


def count(*scans, rules=RULES, people=None):
    people = people or {seen.badge: f"person of {seen.badge}" for seen in scans}
    return figures.count(scans, people, rules)


def totals(*scans, **given):
    return count(*scans, **given).to_json()["totals"]


# The worked example


def test_the_worked_example_gives_the_published_figures():
    assert figures.count(SCANS, PEOPLE, RULES).to_json() == EXPECTED


def test_the_worked_example_has_one_person_of_three_days_and_one_of_two():
    assert figures.count(SCANS, PEOPLE, RULES).histogram == {3: 1, 2: 1, 1: 2}


def test_the_worked_example_before_the_second_day_knows_the_first_only():
    first_evening = figures.count(SCANS, PEOPLE, RULES, as_of=at("23T12:00"))

    assert (first_evening.visits, first_evening.visitors) == (3, 3)
    assert first_evening.to_json()["as_of"] == "2023-11-23T12:00:00+00:00"


def test_the_worked_example_tells_first_visits_from_those_of_who_came_again():
    days = figures.count(SCANS, PEOPLE, RULES).days

    assert [(day.first_visits, day.repeat_visits) for day in days] == [(3, 0), (1, 2), (0, 1)]


# Countable


@pytest.mark.parametrize(
    ("moments", "visits"),
    [
        ([("23T00:59:59", "in")], 1),  # early and still inside at opening
        ([("22T23:00", "in"), ("23T00:59:59", "out")], 0),  # left before it opened
        ([("22T23:00", "in"), ("23T01:00", "out")], 1),  # there at the moment it opened
        ([("23T09:00", "in")], 1),  # entered at the moment it closed
        ([("23T09:00:00.000001", "in")], 0),  # entry after closing
        ([("22T19:00", "in")], 1),  # the first moment of the show day
        ([("22T18:59:59", "in")], 0),  # one second before it
        ([("22T23:00", "in"), ("22T23:30", "out"), ("22T23:40", "in")], 1),
        ([("23T01:05", "out")], 0),  # an exit nobody entered for
    ],
)
def test_whoever_was_inside_in_opening_hours_made_a_visit(moments, visits):
    assert totals(*(scan(*moment) for moment in moments))["visits"] == visits


def test_an_entry_after_closing_is_raw_flow_and_no_visit():
    late = totals(scan("23T09:30"))

    assert (late["entries"], late["visits"], late["visitors"]) == (1, 0, 0)


def test_an_exit_on_the_next_day_does_not_end_the_stay():
    stayed = count(scan("23T08:00"), scan("24T00:10", "out"), scan("24T00:20"))

    assert [day.daily_unique for day in stayed.days] == [1, 1, 0]


def test_a_voided_exit_ends_no_stay():
    seen = scan("22T23:00"), scan("23T00:30", "out", voided=True)

    assert totals(*seen)["visits"] == 1


def test_scans_outside_the_show_days_count_in_nothing_but_refused_and_voided():
    outside = totals(
        scan("20T01:00"),
        scan("20T02:00"),
        scan("20T02:00:10", gate="E2"),
        scan("21T01:00", outcome="refused", reason="not_today"),
        scan("21T02:00", voided=True),
    )

    assert outside == dict.fromkeys(outside, 0) | {"refused": 1, "voided": 1}


# Repeat readings and conflicts


@pytest.mark.parametrize(
    ("moments", "entries"),
    [
        (["23T02:00:00", "23T02:01:00"], 1),
        (["23T02:00:00", "23T02:01:00.000001"], 2),
        (["23T02:00:00", "23T02:00:50", "23T02:01:40"], 1),  # of a repeat reading, too
    ],
)
def test_an_entry_read_again_within_a_minute_is_no_second_entry(moments, entries):
    assert totals(*map(scan, moments))["entries"] == entries


def test_an_exit_between_makes_the_second_reading_an_entry():
    seen = scan("23T02:00:00"), scan("23T02:00:10", "out"), scan("23T02:00:20")

    assert totals(*seen)["entries"] == 2


def test_a_voided_reading_takes_no_part_in_repeat_readings():
    seen = scan("23T02:00:00"), scan("23T02:00:50", voided=True), scan("23T02:01:40")

    assert totals(*seen)["entries"] == 2


def test_a_repeat_reading_is_one_across_the_day_boundary_as_well():
    seen = scan("23T18:59:50"), scan("23T19:00:10")

    assert totals(*seen)["entries"] == 1


def test_a_repeat_reading_at_the_same_gate_is_no_conflict():
    assert totals(scan("23T02:00:00"), scan("23T02:00:10"))["conflicts"] == 0


def test_a_repeat_reading_at_another_gate_is_a_conflict_under_every_rule():
    seen = scan("23T02:00:00"), scan("23T02:00:10", gate="E2")

    for reentry in ("free", "after_exit", "once_a_day"):
        assert totals(*seen, rules=replace(RULES, reentry=reentry))["conflicts"] == 1


@pytest.mark.parametrize(
    ("reentry", "conflicts"), [("free", 0), ("after_exit", 1), ("once_a_day", 2)]
)
def test_an_entry_the_rule_would_have_refused_is_a_conflict_and_an_entry(reentry, conflicts):
    seen = scan("23T02:00"), scan("23T03:00"), scan("23T04:00", "out"), scan("23T05:00")

    counted = totals(*seen, rules=replace(RULES, reentry=reentry))

    assert (counted["conflicts"], counted["entries"], counted["visits"]) == (conflicts, 3, 1)


def test_the_re_entry_rule_forgets_the_day_before():
    seen = scan("23T02:00"), scan("24T02:00")

    assert totals(*seen, rules=replace(RULES, reentry="once_a_day"))["conflicts"] == 0


def test_a_conflict_of_any_class_is_one():
    seen = scan("23T02:00", badge_class="staff"), scan("23T03:00", badge_class="staff")

    assert totals(*seen)["conflicts"] == 1


def test_a_refused_or_voided_entry_makes_no_conflict():
    seen = (
        scan("23T02:00"),
        scan("23T03:00", outcome="refused", reason="already_used"),
        scan("23T04:00", voided=True),
    )

    assert totals(*seen) == totals(seen[0]) | {"refused": 1, "voided": 1}


# Groups


def group(moment, direction="in", **changes):
    return scan(moment, direction, **{"badge": "G", "badge_class": "group", **changes})


def test_a_nameless_group_counts_its_largest_heads_once_a_day():
    seen = group("23T02:00", heads=12), group("23T05:00", heads=15), group("24T02:00", heads=3)

    counted = count(*seen, people={"G": None})

    assert [day.unidentified for day in counted.days] == [15, 3, 0]
    assert counted.entries == counted.visits == counted.visitors == 0


def test_a_nameless_group_has_no_repeat_readings_and_no_conflicts():
    seen = group("23T02:00:00", heads=2), group("23T02:00:10", gate="E2", heads=3)

    counted = count(*seen, people={"G": None})

    assert (counted.conflicts, counted.unidentified) == (0, 3)


def test_a_group_gone_before_opening_or_come_after_closing_is_not_counted():
    seen = (
        group("22T23:00", heads=5),
        group("23T00:30", "out", heads=5),
        group("23T09:30", heads=9),
    )

    assert count(*seen, people={"G": None}).unidentified == 0


def test_a_group_with_a_person_is_a_visitor():
    assert totals(group("23T02:00"), people={"G": "p1"})["visitors"] == 1


# Classes


def test_a_day_of_an_exhibitor_counts_once_however_many_badges_and_hours():
    seen = (
        scan("23T12:00", badge_class="exhibitor"),
        scan("23T02:00", badge="B", badge_class="exhibitor"),
        scan("24T02:00", badge="B", badge_class="exhibitor"),
    )

    assert count(*seen, people={"A": "p1", "B": "p1"}).classes == {"exhibitor": 2}


def test_the_class_is_the_class_at_scan_time():
    seen = scan("23T02:00", badge_class="staff"), scan("24T02:00")

    counted = count(*seen)

    assert (counted.classes, counted.visits) == ({"staff": 1}, 1)


# Days


def one_day(day, zone, **changes):
    return Rules(timezone=zone, days=[OpenDay(day, time(10), time(18))], **changes)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2023, 10, 28), 25), (date(2023, 3, 25), 23), (date(2023, 6, 1), 24)]
)
def test_a_day_is_as_long_as_the_clocks_make_it(day, hours):
    (shown,) = one_day(day, "Europe/London").show_days

    assert shown.ends - shown.starts == timedelta(hours=hours)


def test_a_day_whose_boundary_hour_is_skipped_begins_when_the_clocks_jump():
    (shown,) = one_day(date(2023, 3, 26), "Europe/London", day_boundary=time(1, 30)).show_days

    assert shown.starts == datetime(2023, 3, 26, 1, tzinfo=UTC)


def test_a_day_whose_boundary_hour_comes_twice_begins_at_the_first():
    (shown,) = one_day(date(2023, 10, 29), "Europe/London", day_boundary=time(1, 30)).show_days

    assert shown.starts == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)


def test_a_night_belongs_to_the_day_it_began():
    nights = Rules(timezone="Asia/Seoul", days=[OpenDay(date(2023, 11, 23), time(20), time(2))])

    (counted,) = count(scan("23T16:30"), rules=nights).days  # 01:30 in Seoul on the 24th

    assert (counted.day, counted.daily_unique) == (date(2023, 11, 23), 1)


def one(opens, closes):
    return OpenDay(date(2023, 11, 23), time(opens), time(closes))


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"days": []}, "no_show_days", "at least one show day"),
        ({"days": [one(10, 18)] * 2}, "show_day_twice", "2023-11-23 is a show day twice"),
        ({"days": [one(3, 18)]}, "boundary_inside_hours", r"day boundary \(04:00\) lies outside"),
        ({"days": [one(18, 10)]}, "closes_before_it_opens", "after it opens"),
        ({"days": [one(10, 10)]}, "closes_before_it_opens", "after it opens"),
        ({"timezone": "Asia/Busan"}, "unknown_time_zone", "Asia/Busan"),
        ({"reentry": "twice"}, "unknown_reentry", "free, after_exit, once_a_day"),
    ],
)
def test_rules_that_contradict_themselves_say_so(changes, code, said):
    with pytest.raises(BadRules, match=said) as refused:
        replace(RULES, **changes)

    assert refused.value.code == code


def test_rules_read_the_packs_edition():
    told = {
        "slug": "2023",
        "name": "…",
        "timezone": "Asia/Seoul",
        "day_boundary": "04:00",
        "reentry": "after_exit",
        "visitor_classes": ["visitor", "group"],
        "days": [
            {"day": "2023-11-23", "opens": "10:00", "closes": "18:00"},
            {"day": "2023-11-24", "opens": "10:00", "closes": "18:00"},
            {"day": "2023-11-25", "opens": "10:00", "closes": "17:00"},
        ],
    }

    assert Rules.from_json(told).show_days == RULES.show_days


def test_one_scan_with_two_contents_is_an_error():
    with pytest.raises(ScanToldTwice, match="s1"):
        count(scan("23T02:00", id="s1"), scan("23T03:00", id="s1"))


# Occupancy


def steps(*scans, observations=(), people=None):
    people = people or dict.fromkeys((seen.badge for seen in scans), "p")
    changed = figures.changes(figures.read(scans, people, RULES))
    return list(figures.occupancy(changed, observations, RULES.show_days[0]))


def test_occupancy_is_what_came_in_minus_what_went_out():
    seen = (
        scan("23T01:00", badge_class="staff"),
        scan("23T02:00", badge="B"),
        scan("23T03:00", "out"),
    )

    assert [step.people for step in steps(*seen)] == [1, 2, 1]


def test_a_group_is_inside_with_all_its_heads():
    seen = group("23T02:00", heads=12), group("23T03:00", "out", heads=5)

    assert [step.people for step in steps(*seen, people={"G": None})] == [12, 7]


def test_an_observation_takes_the_place_of_everything_before_it():
    seen = scan("23T02:00"), scan("23T04:00", badge="B")
    observed = figures.Observation("o", at("23T03:00"), 50)

    told = [(step.people, step.is_observed) for step in steps(*seen, observations=[observed])]

    assert told == [(1, False), (50, True), (51, True)]


def test_the_peak_is_the_greatest_number_inside_and_its_first_moment():
    seen = (
        scan("23T02:00"),
        scan("23T03:00", badge="B"),
        scan("23T04:00", "out"),
        scan("23T05:00", badge="C"),
    )

    peak = figures.peak(steps(*seen))

    assert (peak.people, peak.at) == (2, at("23T03:00"))
