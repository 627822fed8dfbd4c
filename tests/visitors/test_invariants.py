"""The invariants of STATISTICS.md, for any scans of any fair."""

from collections import Counter
from dataclasses import astuple, replace
from datetime import timedelta
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from tests.visitors.any_fair import BADGES, LONG_AGO, OTHER_GATES, fairs, moments, whole_fairs
from visitors import figures
from visitors.figures import Flow, Observation

randoms = st.randoms(use_true_random=False)


# In whatever order, however often, in whatever batches, however late


@given(fairs(), randoms)
def test_arrival_in_any_order_and_more_than_once_gives_the_same_figures(fair, random):
    again = fair.scans + random.choices(fair.scans, k=10) if fair.scans else []
    random.shuffle(again)

    assert fair.counted(again) == fair.figures


@given(fairs(), st.integers(1, 9), randoms)
def test_batches_of_any_size_in_any_order_give_the_same_figures(fair, size, random):
    batches = [fair.scans[first : first + size] for first in range(0, len(fair.scans), size)]
    random.shuffle(batches)

    assert fair.counted([*chain.from_iterable(batches)]) == fair.figures


@given(fairs(), st.integers(0, 10_000))
def test_when_a_scan_was_received_changes_no_figure_of_now(fair, minutes):
    late = timedelta(minutes=minutes)
    delayed = [replace(seen, received_at=seen.received_at + late) for seen in fair.scans]
    at_once = [replace(seen, received_at=LONG_AGO) for seen in fair.scans]

    assert fair.counted(delayed) == fair.counted(at_once) == fair.figures


@given(fairs(), st.data())
def test_a_past_moment_is_counted_from_what_had_been_received(fair, data):
    as_of = data.draw(moments(fair.rules))
    known = [seen for seen in fair.scans if seen.received_at <= as_of]
    then = figures.count(fair.scans, fair.people, fair.rules, as_of=as_of)

    assert replace(then, as_of=None) == fair.counted(known)


# Sums


@given(fairs())
def test_visits_are_the_sum_of_the_days_and_of_the_histogram(fair):
    counted = fair.figures

    assert counted.visits == sum(k * number for k, number in counted.histogram.items())
    assert counted.visits == sum(day.daily_unique for day in counted.days)
    assert counted.repeat == sum((k - 1) * number for k, number in counted.histogram.items())


@given(fairs())
def test_first_visits_are_the_visitors_and_with_the_others_all_visits(fair):
    counted = fair.figures

    assert sum(day.first_visits for day in counted.days) == counted.visitors
    assert sum(day.repeat_visits for day in counted.days) == counted.repeat
    assert all(0 <= day.first_visits <= day.daily_unique for day in counted.days)
    assert counted.days[0].repeat_visits == 0


@given(fairs())
def test_no_day_has_more_persons_than_there_are_visitors(fair):
    counted = fair.figures

    assert max(day.daily_unique for day in counted.days) <= counted.visitors <= counted.visits


@given(fairs())
def test_there_are_no_more_visits_than_entries_and_unidentified(fair):
    counted = fair.figures

    assert counted.visits <= counted.entries + counted.unidentified
    assert counted.visits <= counted.entries  # and every visit is an entry of somebody


@given(fairs())
def test_every_breakdown_of_the_flow_sums_to_the_totals(fair):
    counted = fair.figures

    for parts in (
        counted.flows,
        figures.by_gate(counted.flows),
        figures.by_hour(counted.flows, fair.rules.zone),
        figures.by_day(counted.flows),
    ):
        whole = sum(parts.values(), Flow())
        for name in ("entries", "conflicts", "refused", "voided"):
            assert getattr(whole, name) == getattr(counted, name)


@given(fairs())
def test_the_classes_sum_to_the_visits_and_the_unidentified(fair):
    counted, classes = fair.figures, figures.by_class(fair.readings)
    visitors = fair.rules.visitor_classes

    assert counted.visits == sum(classes[name].person_days for name in classes if name in visitors)
    assert counted.unidentified == sum(told.unidentified for told in classes.values())
    others = {name: told.person_days for name, told in classes.items() if name not in visitors}
    assert others == counted.classes


@given(whole_fairs())
def test_the_areas_hold_every_scan_of_their_gates_and_no_other(fair):
    areas = figures.by_area(fair.scans, fair.people, fair.rules, OTHER_GATES)

    seen = Counter(OTHER_GATES.get(seen.gate) for seen in fair.scans if seen.voided)
    assert {area: counted.voided for area, counted in areas.items()} == {
        area: seen[area] for area in OTHER_GATES.values()
    }
    for area, counted in areas.items():
        assert {OTHER_GATES[key.gate] for key in counted.flows} <= {area}


@given(whole_fairs(), randoms)
def test_the_sectors_with_the_unknown_one_sum_to_all_booth_visits(fair, random):
    booths = figures.by_area(fair.scans, fair.people, fair.rules, OTHER_GATES)
    sectors = figures.by_sector(
        booths, lambda _booth, _day: random.choice(["public", "private", None])
    )

    assert set(sectors) <= {"public", "private", figures.UNKNOWN}
    for name in ("entries", "visits", "unidentified"):
        assert sum(getattr(told, name) for told in sectors.values()) == sum(
            getattr(counted, name) for counted in booths.values()
        )


@given(fairs(), st.sets(st.sampled_from(BADGES)))
def test_every_seat_is_taken_or_left_and_every_visitor_has_one_or_none(fair, reserved):
    told = figures.attendance(fair.readings, fair.people, reserved)
    holders = {fair.people[badge] for badge in reserved}
    came = {r.person for r in fair.readings if r.counts and r.is_countable}

    assert told.reserved == len(reserved) == told.came + told.no_shows
    assert 0 <= told.came <= told.reserved
    assert told.without_seat == len(came) - len(came & holders)


# Persons


@given(fairs())
def test_merging_two_persons_lowers_visitors_by_at_most_one_and_never_raises_visits(fair):
    apart = fair.figures
    people = {badge: "p1" if who == "p2" else who for badge, who in fair.people.items()}
    merged = fair.counted(people=people)

    assert apart.visitors - 1 <= merged.visitors <= apart.visitors
    assert merged.visits <= apart.visits
    assert (merged.entries, merged.conflicts) == (apart.entries, apart.conflicts)


@given(fairs())
def test_what_a_person_is_called_changes_no_figure(fair):
    """Destroying personal data leaves a key that tells nothing."""
    people = {badge: who and f"nobody {who[::-1]}" for badge, who in fair.people.items()}

    assert fair.counted(people=people) == fair.figures


@given(fairs())
def test_a_voided_scan_is_as_if_it_had_never_been_but_for_the_voided(fair):
    without = [seen for seen in fair.scans if not seen.voided]
    flows = {key: replace(flow, voided=0) for key, flow in fair.figures.flows.items()}
    kept = {key: flow for key, flow in flows.items() if any(astuple(flow))}

    assert replace(fair.figures, voided=0, flows=kept) == fair.counted(without)


@given(fairs())
def test_conflicts_change_neither_visits_nor_visitors(fair):
    strict = fair.counted(rules=replace(fair.rules, reentry="once_a_day"))
    free = fair.counted(rules=replace(fair.rules, reentry="free"))

    assert (strict.days, strict.histogram) == (free.days, free.histogram)
    assert strict.conflicts >= free.conflicts


# Days


@given(fairs())
def test_every_scan_falls_on_at_most_one_show_day_and_within_it(fair):
    for seen in fair.scans:
        day = fair.rules.day_of(seen.scanned_at)
        around = [d for d in fair.rules.show_days if d.starts <= seen.scanned_at < d.ends]
        assert around == ([day] if day else [])


@given(fairs())
def test_scans_outside_the_show_days_count_in_nothing_but_refused_and_voided(fair):
    outside = [seen for seen in fair.scans if fair.rules.day_of(seen.scanned_at) is None]
    totals = fair.counted(outside).to_json()["totals"]

    assert totals == dict.fromkeys(totals, 0) | {
        "refused": sum(seen.is_standing_refusal for seen in outside),
        "voided": sum(seen.voided for seen in outside),
    }


@given(fairs())
def test_every_hour_begins_on_the_hour_of_the_fairs_clocks(fair):
    zone = fair.rules.zone
    for key in fair.figures.flows:
        shown = key.quarter.astimezone(zone)
        hour = figures.hour_of(key.quarter, zone)
        assert (hour.hour, hour.utcoffset()) == (shown.hour, shown.utcoffset())
    for day, hour in figures.by_hour(fair.figures.flows, zone):
        assert (hour.minute, hour.second) == (0, 0)
        assert day is None or abs(hour.date() - day) <= timedelta(days=1)


# People inside


def occupancy(fair, day, observations=()):
    return list(figures.occupancy(figures.changes(fair.readings), observations, day))


@given(fairs())
def test_those_inside_at_the_end_of_a_day_are_those_who_came_and_did_not_leave(fair):
    flows = figures.by_day(fair.figures.flows)

    for day in fair.rules.show_days:
        flow = flows.get(day.day, Flow())
        last = occupancy(fair, day)[-1:]
        assert sum(step.people for step in last) == flow.heads_in - flow.heads_out


@st.composite
def observed(draw):
    fair = draw(fairs())
    moment = moments(fair.rules)
    seen = st.builds(Observation, st.uuids().map(str), moment, st.integers(0, 99))
    return fair, draw(st.lists(seen, min_size=1, max_size=4, unique_by=lambda one: one.observed_at))


@given(observed())
def test_after_a_headcount_those_inside_are_its_count_plus_in_minus_out(told):
    fair, observations = told

    for day in fair.rules.show_days:
        seen = [o for o in observations if day.starts <= o.observed_at < day.ends]
        for last in sorted(seen, key=lambda one: one.observed_at)[-1:]:
            second = last.observed_at.replace(microsecond=0)
            net = sum(change for at, change in passages(fair, day).items() if at > second)
            assert occupancy(fair, day, seen)[-1].people == last.count + net


def passages(fair, day):
    """second → heads in − heads out on that day."""
    changed = figures.changes(fair.readings)
    return {at: change for at, change in changed.items() if day.starts <= at < day.ends}


@given(observed())
def test_headcounts_support_what_comes_after_them_on_their_day_only(told):
    fair, observations = told

    for day in fair.rules.show_days:
        seen = [o.observed_at for o in observations if day.starts <= o.observed_at < day.ends]
        for step in occupancy(fair, day, observations):
            assert step.is_observed == any(at < step.at + timedelta(seconds=1) for at in seen)


@given(observed())
def test_the_peak_is_the_first_of_the_fullest_moments(told):
    fair, observations = told

    for day in fair.rules.show_days:
        steps = occupancy(fair, day, observations)
        peak = figures.peak(steps)
        fullest = [step for step in steps if step.people == max(s.people for s in steps)]
        assert peak == (fullest[0] if fullest else None)


# Another reading of the same definitions


@given(fairs())
def test_the_figures_agree_with_a_slow_reading_of_the_definitions(fair):
    counted = fair.figures

    assert (counted.entries, counted.conflicts) == slowly(fair)
    assert {day.day: day.daily_unique for day in counted.days} == came_slowly(fair)


def slowly(fair):
    """Entries and conflicts, asked scan by scan of everything before it."""
    entries = conflicts = 0
    standing = in_order(fair)
    for number, seen in enumerate(standing):
        day = fair.rules.day_of(seen.scanned_at)
        before = [s for s in standing[:number] if s.badge == seen.badge]
        today = [s.direction for s in before if fair.rules.day_of(s.scanned_at) == day]
        if seen.direction == "out" or day is None or fair.people[seen.badge] is None:
            continue
        last = before[-1] if before and before[-1].direction == "in" else None
        if last and (seen.scanned_at - last.scanned_at).total_seconds() <= 60:
            conflicts += last.gate != seen.gate
            continue
        entries += seen.badge_class in fair.rules.visitor_classes
        conflicts += {
            "free": False,
            "after_exit": today[-1:] == ["in"],
            "once_a_day": "in" in today,
        }[fair.rules.reentry]
    return entries, conflicts


def in_order(fair):
    standing = (s for s in fair.scans if s.outcome == "admitted" and not s.voided)
    return sorted(standing, key=lambda s: s.order)


def came_slowly(fair):
    """For each show day its distinct persons, asked entry by entry whether they were there."""
    return {
        day.day: len(
            {fair.people[entry.badge] for entry in entries_of(fair, day) if was_there(fair, entry)}
        )
        for day in fair.rules.show_days
    }


def entries_of(fair, day):
    return [
        reading.scan
        for reading in fair.readings
        if reading.counts and day.starts <= reading.scan.scanned_at < day.ends
    ]


def was_there(fair, entry):
    """Inside at some moment of the opening hours: told by the exits of the badge on that day."""
    day = fair.rules.day_of(entry.scanned_at)
    exits = [
        s.scanned_at
        for s in in_order(fair)
        if s.badge == entry.badge and s.direction == "out" and s.order > entry.order
        if s.scanned_at < day.ends
    ]
    left = min(exits, default=day.ends)
    return entry.scanned_at <= day.closes and left >= day.opens
