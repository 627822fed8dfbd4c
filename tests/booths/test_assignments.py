from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from booths import assignments, participations
from booths.models import Assignment
from expo.show_days import NoShowDays
from tests.factories import (
    FIRST_DAY,
    LAST_DAY,
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ParticipationFactory,
    ShowDayFactory,
    SpaceFactory,
)

NOON = datetime(2023, 11, 20, 3, tzinfo=UTC)
FIRST_ONLY = DateRange(FIRST_DAY, date(2023, 11, 24))
LAST_ONLY = DateRange(LAST_DAY, date(2023, 11, 26))


@pytest.fixture
def edition(db):
    edition = EditionFactory()
    for day in (FIRST_DAY, LAST_DAY):
        ShowDayFactory(edition=edition, date=day)
    return edition


def test_a_space_is_given_for_all_show_days_when_none_are_named(edition):
    given = assignments.assign(SpaceFactory(edition=edition), ParticipationFactory(edition=edition))

    assert given.days == DateRange(FIRST_DAY, date(2023, 11, 26))
    given.refresh_from_db()
    assert given.days == DateRange(FIRST_DAY, date(2023, 11, 26))


def test_an_edition_without_show_days_gives_nothing_away(db):
    space = SpaceFactory()

    with pytest.raises(NoShowDays):
        assignments.assign(space, ParticipationFactory(edition=space.edition))


@pytest.mark.parametrize(
    ("first", "after"),
    [
        (date(2099, 1, 1), date(2099, 1, 3)),
        (date(2023, 11, 22), date(2023, 11, 24)),
        (FIRST_DAY, date(2023, 11, 27)),
    ],
)
def test_a_space_is_given_for_show_days_only(edition, first, after):
    space = SpaceFactory(edition=edition)

    with pytest.raises(assignments.OutsideShowDays):
        assignments.assign(space, ParticipationFactory(edition=edition), DateRange(first, after))

    assert not space.assignments.exists()


def test_a_taken_space_is_refused_and_the_holder_named(edition):
    held = AssignmentFactory(space__edition=edition, participation__exhibitor__name_ko="가온행정처")

    with pytest.raises(assignments.SpaceTaken) as refusal:
        assignments.assign(held.space, ParticipationFactory(edition=edition))

    assert refusal.value.facts == {"space": held.space.code, "exhibitor": "가온행정처"}
    assert str(refusal.value.message)


def test_two_exhibitors_may_have_a_space_on_different_days(edition):
    space = SpaceFactory(edition=edition)
    for days in (FIRST_ONLY, LAST_ONLY):
        assignments.assign(space, ParticipationFactory(edition=edition), days)

    assert space.assignments.standing().count() == 2


def test_a_space_that_was_taken_back_can_be_given_again(edition):
    held = AssignmentFactory(space__edition=edition)
    assignments.release(held, at=NOON)

    again = assignments.assign(held.space, ParticipationFactory(edition=edition))

    assert list(held.space.assignments.standing()) == [again]


def test_a_space_is_taken_back_once(edition):
    held = AssignmentFactory(space__edition=edition)
    assignments.release(held, at=NOON)

    with pytest.raises(assignments.AssignmentReleased):
        assignments.release(held, at=NOON)


def test_moving_keeps_the_days_and_frees_the_old_space(edition):
    held = AssignmentFactory(space__edition=edition, days=FIRST_ONLY)
    target = SpaceFactory(edition=edition)

    moved = assignments.move(held, target, at=NOON)

    held.refresh_from_db()
    assert held.released_at == NOON
    assert (moved.space, moved.participation, moved.days) == (
        target,
        held.participation,
        FIRST_ONLY,
    )


def test_moving_to_a_taken_space_moves_nothing(edition):
    held, other = AssignmentFactory.create_batch(2, space__edition=edition)

    with pytest.raises(assignments.SpaceTaken):
        assignments.move(held, other.space, at=NOON)

    held.refresh_from_db()
    assert held.released_at is None


def test_a_move_to_the_same_space_is_no_conflict_with_itself(edition):
    held = AssignmentFactory(space__edition=edition)

    moved = assignments.move(held, held.space, at=NOON)

    assert list(held.space.assignments.standing()) == [moved]


def test_a_represented_company_is_refused_a_space(edition):
    main = ParticipationFactory(edition=edition)
    represented = CoParticipationFactory(edition=edition, main=main, role="represented")

    with pytest.raises(assignments.NotAMainExhibitor):
        assignments.assign(SpaceFactory(edition=edition), represented)


def test_a_co_exhibitor_is_refused_a_space_of_its_own(edition):
    with pytest.raises(assignments.NotAMainExhibitor):
        assignments.assign(SpaceFactory(edition=edition), CoParticipationFactory(edition=edition))


def test_an_exhibitor_of_another_edition_is_refused(edition):
    with pytest.raises(assignments.OtherEdition):
        assignments.assign(SpaceFactory(edition=edition), ParticipationFactory())


def test_an_exhibitor_that_withdrew_is_refused(edition):
    gone = participations.withdraw(ParticipationFactory(edition=edition), at=NOON)

    with pytest.raises(assignments.Withdrawn):
        assignments.assign(SpaceFactory(edition=edition), gone)


def together(*actions):
    """Run the actions in threads that start at one moment; what each returned or raised."""
    start = Barrier(len(actions))

    def run(action):
        try:
            start.wait(timeout=60)
            return action()
        except assignments.SpaceTaken as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


@pytest.mark.django_db(transaction=True)
def test_eight_organisers_in_the_same_second_give_a_space_once():
    edition = ShowDayFactory().edition
    space = SpaceFactory(edition=edition)
    applicants = ParticipationFactory.create_batch(8, edition=edition)

    answers = together(*(lambda who=who: assignments.assign(space, who) for who in applicants))

    given = [answer for answer in answers if isinstance(answer, Assignment)]
    assert list(Assignment.objects.standing()) == given
    assert len(given) == 1
    assert sum(isinstance(answer, assignments.SpaceTaken) for answer in answers) == 7


@pytest.mark.django_db(transaction=True)
def test_two_exhibitors_that_change_places_at_once_never_wait_for_each_other():
    edition = ShowDayFactory().edition
    one, other = AssignmentFactory.create_batch(2, space__edition=edition)

    answers = together(
        lambda: assignments.move(one, other.space, at=NOON),
        lambda: assignments.move(other, one.space, at=NOON),
    )

    assert [type(answer) for answer in answers].count(assignments.SpaceTaken) == 2
