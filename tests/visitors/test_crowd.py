"""The crowd: as many visits as asked for, always the same, with every oddity of a real door."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from tests.visitors.fairs import BARE_FAIR, FAIR
from visitors.classes import TicketClass
from visitors.crowd import Source, Spoiled, plan, uploads
from visitors.crowd.guests import Trouble
from visitors.verdicts import Direction

SEED = 2023


@cache
def crowd(visits=200, fair=FAIR, seed=SEED):
    return plan(fair, visits, seed)


def passages(planned):
    return [passage for day in planned.days for passage in day]


def entries(planned):
    return [
        passage
        for passage in passages(planned)
        if passage.direction is Direction.IN and passage.phone.gate in FAIR.entrances
    ]


@pytest.mark.parametrize("visits", [1, 7, 200, 1_000, 30_000])
def test_visits_come_to_a_little_over_what_was_asked_for(visits):
    assert visits < crowd(visits).visits <= visits * 1.05 + 1


def test_a_crowd_of_thirty_thousand_is_the_one_the_papers_wrote_of():
    assert 30_000 <= crowd(30_000).visits <= 31_500


def test_the_weekend_draws_more_than_the_days_before():
    thursday, friday, saturday = map(crowd(30_000).visits_on, range(3))

    assert saturday > max(thursday, friday)


def test_nobody_visits_twice_on_one_day():
    for guest in crowd().guests:
        days = [stay.day for stay in guest.stays]
        assert len(days) == len(set(days))


def test_every_visit_passes_an_entrance_in_opening_hours():
    planned = crowd()
    came = {
        (passage.guest, day)
        for day, of_day in enumerate(planned.days)
        for passage in of_day
        if FAIR.days[day].opens <= passage.at < FAIR.days[day].closes
        and passage.phone.gate in FAIR.entrances
        and passage.direction is Direction.IN
        and passage.spoiled is None
    }

    for guest in planned.guests:
        if guest.is_visit:
            assert {(guest.number, stay.day) for stay in guest.stays} <= came


def test_the_same_seed_plans_the_same_crowd():
    assert plan(FAIR, 200, SEED) == crowd(200)


def test_another_seed_plans_another_crowd():
    assert plan(FAIR, 200, SEED + 1).days != crowd(200).days


def test_guests_and_passages_are_numbered_by_their_places():
    planned = crowd()

    assert [guest.number for guest in planned.guests] == list(range(len(planned.guests)))
    for day in planned.days:
        assert [passage.number for passage in day] == list(range(len(day)))
        assert all(before.at <= after.at for before, after in pairwise(day))


def test_every_class_of_ticket_is_there():
    assert {guest.ticket_class for guest in crowd().guests} == set(TicketClass)


def test_people_register_in_advance_and_on_site_and_some_never_come():
    guests = [guest for guest in crowd().guests if guest.ticket_class is TicketClass.VISITOR]

    assert {guest.source for guest in guests} == {Source.ADVANCE, Source.ON_SITE}
    assert any(not guest.stays and not guest.cancelled_at for guest in guests)
    assert any(guest.cancelled_at for guest in guests)


def test_people_come_on_one_two_or_three_days():
    assert {len(guest.stays) for guest in crowd().guests if guest.stays} == {1, 2, 3}


def test_nobody_comes_before_he_has_registered():
    for guest in crowd().guests:
        assert all(guest.registered_at < stay.arrives for stay in guest.stays)


def test_who_registered_twice_is_merged_after_he_came_with_the_second_ticket():
    guests = crowd().guests
    seconds = [guest for guest in guests if guest.same_as is not None]

    assert seconds
    for second in seconds:
        first = guests[second.same_as]
        assert first.human.name == second.human.name
        assert first.human.email != second.human.email
        assert not {stay.day for stay in first.stays} & {stay.day for stay in second.stays}
        assert second.merged_at > second.stays[0].arrives


def test_a_group_comes_with_its_heads_on_one_ticket():
    planned = crowd()
    groups = {guest.number: guest for guest in planned.guests if guest.heads > 1}

    assert groups
    for passage in passages(planned):
        expected = groups[passage.guest].heads if passage.guest in groups else 1
        assert passage.heads == expected


def test_those_who_work_there_come_before_it_opens():
    for guest in crowd().guests:
        if guest.ticket_class in {TicketClass.EXHIBITOR, TicketClass.STAFF, TicketClass.SERVICE}:
            assert [stay.day for stay in guest.stays] == [0, 1, 2]
            assert all(stay.arrives < FAIR.days[stay.day].opens for stay in guest.stays)


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_at_the_entrance_occurs(trouble):
    assert any(guest.trouble is trouble and guest.stays for guest in crowd().guests)


def test_a_ticket_for_another_day_is_shown_on_the_wrong_one():
    for guest in crowd().guests:
        if guest.trouble is Trouble.WRONG_DAY:
            assert not guest.first_day <= guest.stays[0].day <= guest.last_day


@pytest.mark.parametrize("spoiled", Spoiled)
def test_somebody_shows_what_is_no_ticket(spoiled):
    assert any(passage.spoiled is spoiled for passage in passages(crowd()))


def test_people_go_out_and_come_in_again():
    ins = Counter(
        (day, passage.guest)
        for day, of_day in enumerate(crowd().days)
        for passage in of_day
        if passage.direction is Direction.OUT and passage.phone.gate in FAIR.entrances
    )

    assert max(ins.values()) > 1


def test_some_leave_without_being_scanned():
    planned = crowd()
    day = planned.days[0]
    came = {passage.guest for passage in day if passage.direction is Direction.IN}
    left = {passage.guest for passage in day if passage.direction is Direction.OUT}

    assert came - left


def test_a_copy_of_a_ticket_is_held_up_at_another_gate():
    gates = defaultdict(set)
    for day, of_day in enumerate(crowd(1_000).days):
        for passage in of_day:
            if passage.direction is Direction.IN and passage.phone.gate in FAIR.entrances:
                gates[day, passage.guest].add(passage.phone.gate)

    assert any(len(seen) > 1 for seen in gates.values())


def test_a_ticket_is_read_twice_within_a_minute():
    last = {}
    gaps = []
    for entry in entries(crowd()):
        if entry.guest in last:
            gaps.append(entry.at - last[entry.guest])
        last[entry.guest] = entry.at

    assert any(gap <= timedelta(seconds=60) for gap in gaps)


def test_a_supervisor_overrides_and_takes_back():
    planned = passages(crowd(1_000))

    assert any(passage.override for passage in planned)
    assert any(passage.takes_back for passage in planned)


def test_one_phone_is_seven_minutes_ahead():
    ahead = {passage.phone: passage.scanned_at - passage.at for passage in passages(crowd())}

    assert Counter(ahead.values())[timedelta(minutes=7)] == 1


def test_an_entrance_is_alone_for_two_hours():
    long, _short = crowd().blackouts

    assert long.ends - long.starts == timedelta(hours=2)
    assert any(long.covers(passage) for passage in passages(crowd()))


def test_in_a_blackout_both_phones_of_the_gate_read_the_same_ticket():
    planned = crowd()
    long = planned.blackouts[0]
    phones = defaultdict(set)
    for passage in planned.days[long.day]:
        if long.covers(passage) and passage.direction is Direction.IN:
            phones[passage.guest].add(passage.phone)

    assert any(len(seen) == 2 for seen in phones.values())


def test_in_a_blackout_somebody_comes_whose_ticket_has_just_been_revoked():
    planned = crowd()
    long = planned.blackouts[0]
    revoked = {
        guest.number: guest.revoked_at
        for guest in planned.guests
        if guest.revoked_at and long.starts < guest.revoked_at < long.ends
    }

    assert any(
        long.covers(passage) and passage.at > revoked[passage.guest]
        for passage in planned.days[long.day]
        if passage.guest in revoked
    )


def test_the_ceremony_for_reservations_only_has_seats_and_guests_without():
    planned = crowd(1_000)
    seated = {seat.guest for seat in planned.seats if seat.session == "S2"}
    came = {passage.guest for passage in planned.days[2] if passage.phone.gate == "S2"}

    assert seated & came
    assert came - seated
    assert seated - came


def test_nobody_reserves_more_seats_than_there_are():
    seats = Counter(seat.session for seat in crowd(30_000).seats)

    assert all(seats[ceremony.session] <= ceremony.capacity for ceremony in FAIR.ceremonies)


def test_people_are_counted_and_the_halls_swept():
    counts = crowd().headcounts

    assert any(headcount.count for headcount in counts)
    assert sum(headcount.is_sweep for headcount in counts) == len(FAIR.days)


def test_every_mail_address_says_that_it_is_made_up():
    assert all(guest.human.email.endswith("@generated.example") for guest in crowd().guests)


def test_a_fair_of_one_day_and_one_entrance_has_a_crowd_too():
    planned = crowd(200, BARE_FAIR)

    assert planned.visits > 200
    assert not planned.seats
    assert {passage.phone.gate for passage in passages(planned)} == {"E1"}


# ---- uploads


def all_uploads(planned, day=1, patient=FAIR.booths):
    return uploads(planned.days[day], planned.blackouts, patient)


def test_every_passage_is_sent():
    planned = crowd()
    sent = [passage for upload in all_uploads(planned) for passage in upload.passages]

    assert sorted(passage.number for passage in sent) == list(range(len(planned.days[1])))


def test_uploads_are_in_the_order_of_receipt_and_never_before_the_passage():
    sent = all_uploads(crowd())

    assert all(before.at <= after.at for before, after in pairwise(sent))
    for upload in sent:
        assert all(passage.at < upload.at for passage in upload.passages)


def test_a_gate_without_a_network_sends_when_it_is_back():
    planned = crowd()
    blackout = planned.blackouts[0]
    late = [upload for upload in all_uploads(planned) if upload.late]

    assert late
    assert all(upload.at > blackout.ends for upload in late)
    assert all(blackout.covers(passage) for upload in late for passage in upload.passages)


def test_what_the_same_guest_does_in_one_area_arrives_in_its_order():
    """Else the door would see people leave who never came. What happens without a network may."""
    planned = crowd(1_000)
    order = {
        (passage.guest, passage.number): place
        for place, upload in enumerate(all_uploads(planned))
        for passage in upload.passages
    }
    far_apart = timedelta(minutes=10)
    dark = {passage.guest for passage in planned.days[1] if planned.blackouts[0].covers(passage)}
    last = {}
    for passage in planned.days[1]:
        if passage.phone.gate in FAIR.entrances and passage.guest not in dark:
            before = last.get(passage.guest)
            if before and passage.at - before.at >= far_apart:
                places = (order[one.guest, one.number] for one in (before, passage))
                assert next(places) <= next(places)
            last[passage.guest] = passage


def test_an_upload_holds_at_most_five_hundred_scans():
    planned = crowd()
    crowded = [replace(passage, at=FAIR.days[1].opens) for passage in planned.days[1]] * 5
    sent = uploads(crowded, planned.blackouts, FAIR.booths)

    assert max(len(upload.passages) for upload in sent) <= 500


def test_some_uploads_are_sent_twice():
    assert any(upload.twice for upload in all_uploads(crowd()))
