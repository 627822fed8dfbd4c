from datetime import UTC, datetime

import pytest

from booths import participations
from booths.models import Participation
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    ExhibitorFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 20, 3, tzinfo=UTC)
WITH_A_MAIN = [participations.enter_co, participations.enter_represented]


def test_a_main_stands_on_its_own():
    entered = participations.enter_main(ExhibitorFactory())

    assert (entered.role, entered.main) == ("main", None)
    assert entered.edition == entered.exhibitor.edition


@pytest.mark.parametrize("enter", WITH_A_MAIN)
def test_a_guest_stands_with_its_main(enter):
    main = ParticipationFactory()

    entered = enter(ExhibitorFactory(edition=main.edition), main)

    assert list(main.guests.all()) == [entered]


@pytest.mark.parametrize("enter", WITH_A_MAIN)
def test_a_guest_without_a_main_is_refused(enter):
    with pytest.raises(participations.MainMissing):
        enter(ExhibitorFactory(), None)


@pytest.mark.parametrize("enter", WITH_A_MAIN)
def test_a_guest_of_a_guest_is_refused(enter):
    guest = CoParticipationFactory()

    with pytest.raises(participations.NotAMain):
        enter(ExhibitorFactory(edition=guest.edition), guest)


def test_a_main_of_another_edition_is_refused():
    with pytest.raises(participations.NotAMain):
        participations.enter_co(ExhibitorFactory(), ParticipationFactory())


def test_a_main_that_withdrew_is_refused():
    main = participations.withdraw(ParticipationFactory(), at=NOON)

    with pytest.raises(participations.NotAMain):
        participations.enter_co(ExhibitorFactory(edition=main.edition), main)


def test_nobody_takes_part_twice():
    exhibitor = ParticipationFactory().exhibitor

    with pytest.raises(participations.AlreadyTakesPart):
        participations.enter_main(exhibitor)


def test_who_withdrew_may_enter_again():
    gone = participations.withdraw(ParticipationFactory(), at=NOON)

    again = participations.enter_main(gone.exhibitor)

    assert list(Participation.objects.standing()) == [again]


def test_withdrawing_twice_keeps_the_first_time():
    gone = participations.withdraw(ParticipationFactory(), at=NOON)

    again = participations.withdraw(gone, at=datetime(2023, 11, 21, tzinfo=UTC))

    assert again.withdrawn_at == NOON


def test_a_main_with_a_space_or_a_guest_cannot_withdraw():
    main = AssignmentFactory().participation
    CoParticipationFactory(edition=main.edition, main=main)

    with pytest.raises(participations.StillNeeded) as refusal:
        participations.withdraw(main, at=NOON)

    assert refusal.value.facts == {"spaces": 1, "guests": 1}
