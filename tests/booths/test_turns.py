"""Acts on the floor: whole or not at all, and each with a way back."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from booths import assignments, participations, turns
from booths.models import Assignment
from booths.turns import Placement, Turn
from tests import factories
from tests.booths.test_assignments import together

NOON = datetime(2023, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def edition(db):
    edition = factories.EditionFactory()
    for day in (factories.FIRST_DAY, factories.LAST_DAY):
        factories.ShowDayFactory(edition=edition, date=day)
    return edition


def floor(edition):
    """Who stands where now, by code."""
    standing = Assignment.objects.standing().of(edition).with_parties()
    return {row.space.code: row.participation.exhibitor.code for row in standing}


def remembered(edition, turn):
    """The act as the next request knows it."""
    given, taken = ([row.pk for row in rows] for rows in (turn.given, turn.taken))
    return turns.recall(edition, given=given, taken=taken)


def acts(edition):
    """One of each kind, by name, with the floor that they find."""
    one, other, third = factories.AssignmentFactory.create_batch(3, space__edition=edition)
    free = factories.SpaceFactory.create_batch(2, edition=edition)
    mains = factories.ParticipationFactory.create_batch(2, edition=edition)
    past = assignments.release(third, at=NOON)
    return {
        "give": lambda: turns.give([Placement(*pair) for pair in zip(free, mains, strict=True)]),
        "move": lambda: turns.move(one, free[0], at=NOON),
        "swap": lambda: turns.swap(one, other, at=NOON),
        "release": lambda: turns.release([one, other], at=NOON),
        "give_again": lambda: turns.give_again(past),
    }


@pytest.mark.parametrize("act", ["give", "move", "swap", "release", "give_again"])
def test_every_act_is_put_back_and_that_is_put_back_again(act, edition):
    carry_out = acts(edition)[act]
    before = floor(edition)

    turn = carry_out()
    after = floor(edition)
    back = turns.put_back(remembered(edition, turn), at=NOON)
    restored = floor(edition)
    turns.put_back(remembered(edition, back), at=NOON)

    assert after != before
    assert restored == before
    assert floor(edition) == after


def test_two_exhibitors_change_places_each_for_its_own_days(edition):
    first_day = factories.DateRange(factories.FIRST_DAY, factories.date(2023, 11, 24))
    one = factories.AssignmentFactory(space__edition=edition, days=first_day)
    other = factories.AssignmentFactory(space__edition=edition)

    assignments.swap(one, other, at=NOON)

    where = {row.participation: (row.space, row.days) for row in Assignment.objects.standing()}
    assert where == {
        one.participation: (other.space, first_day),
        other.participation: (one.space, other.days),
    }


def test_no_swap_where_a_third_stands_on_the_other_days(edition):
    first_day = factories.DateRange(factories.FIRST_DAY, factories.date(2023, 11, 24))
    rest = factories.DateRange(factories.date(2023, 11, 24), factories.date(2023, 11, 26))
    one = factories.AssignmentFactory(space__edition=edition, days=first_day)
    factories.AssignmentFactory(space=one.space, days=rest)
    other = factories.AssignmentFactory(space__edition=edition)
    before = floor(edition)

    with pytest.raises(assignments.SpaceTaken):
        assignments.swap(one, other, at=NOON)

    assert floor(edition) == before


def test_many_are_placed_together_or_not_at_all_and_each_line_says_why(edition):
    taken = factories.AssignmentFactory(space__edition=edition)
    free = factories.SpaceFactory.create_batch(3, edition=edition)
    main = factories.ParticipationFactory(edition=edition)
    guest = factories.CoParticipationFactory(edition=edition, main=taken.participation)
    gone = participations.withdraw(factories.ParticipationFactory(edition=edition), at=NOON)
    before = floor(edition)

    with pytest.raises(turns.SomeRefused) as refusal:
        turns.give(
            [
                Placement(free[0], main),
                Placement(taken.space, main),
                Placement(free[1], guest),
                Placement(free[2], gone),
                Placement(free[0], taken.participation),
            ]
        )

    codes = {number: error.code for number, error in refusal.value.refusals.items()}
    assert codes == {
        1: "space_taken",
        2: "not_a_main_exhibitor",
        3: "participation_withdrawn",
        4: "space_taken",
    }
    assert str(taken.participation.exhibitor) in str(refusal.value.refusals[1])
    assert floor(edition) == before


def test_nothing_chosen_is_a_sentence(edition):
    for act in (lambda: turns.give([]), lambda: turns.release([], at=NOON)):
        with pytest.raises(turns.NothingGiven):
            act()
    with pytest.raises(turns.NothingToPutBack):
        turns.put_back(Turn(), at=NOON)


def test_what_somebody_else_has_changed_meanwhile_is_not_put_back(edition):
    given = factories.AssignmentFactory(space__edition=edition)
    turn = turns.release([given], at=NOON)
    factories.AssignmentFactory(space=given.space)
    before = floor(edition)

    with pytest.raises(turns.SomeRefused) as refusal:
        turns.put_back(turn, at=NOON)

    assert refusal.value.refusals[0].code == "space_taken"
    assert floor(edition) == before


def test_an_act_of_another_edition_is_not_recalled(edition):
    elsewhere = factories.AssignmentFactory()

    recalled = turns.recall(edition, given=[elsewhere.pk], taken=[elsewhere.pk])

    assert recalled == Turn([], [])


def test_what_was_not_taken_back_is_not_given_again(edition):
    given = factories.AssignmentFactory(space__edition=edition)

    with pytest.raises(assignments.StillGiven):
        assignments.give_again(given)


def test_who_has_withdrawn_since_is_not_given_the_space_again(edition):
    past = factories.AssignmentFactory(space__edition=edition)
    assignments.release(past, at=NOON)
    participations.withdraw(past.participation, at=NOON)

    with pytest.raises(assignments.Withdrawn):
        assignments.give_again(past)


@pytest.mark.django_db(transaction=True)
def test_two_organisers_who_place_many_at_once_never_wait_for_each_other():
    edition = factories.ShowDayFactory().edition
    spaces = factories.SpaceFactory.create_batch(6, edition=edition)
    mains = factories.ParticipationFactory.create_batch(6, edition=edition)
    there = [Placement(*pair) for pair in zip(spaces, mains, strict=True)]
    back = [Placement(*pair) for pair in zip(spaces[::-1], mains[::-1], strict=True)]

    def attempt(placements):
        try:
            return turns.give(placements)
        except (turns.SomeRefused, IntegrityError) as error:
            return error

    answers = together(lambda: attempt(there), lambda: attempt(back))

    assert sorted(type(answer).__name__ for answer in answers) == ["SomeRefused", "Turn"]
    assert Assignment.objects.standing().count() == 6
