"""What the database refuses by itself, whoever writes: rules over several rows, in words."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from booths.models import Assignment, Participation, ServiceStatus, Space
from expo import constraints
from expo.models import Hall
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def edition():
    return factories.EditionFactory()


def refusal(act):
    """The name of the rule that the database held against the act, and its sentence."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return error.value.__cause__.diag.constraint_name, constraints.sentence(error.value)


def test_every_rule_has_a_sentence_of_its_own(edition):
    broken, sentence = refusal(
        lambda: factories.SpaceFactory(edition=edition, hall=factories.HallFactory())
    )

    assert broken == "booths_a_space_lies_in_a_hall_of_its_edition"
    assert sentence == str(
        next(c for c in Space._meta.constraints if c.name == broken).violation_error_message
    )


def test_a_space_in_another_editions_hall_is_refused_in_the_form_too(edition):
    space = factories.SpaceFactory.build(edition=edition, hall=factories.HallFactory())

    with pytest.raises(ValidationError) as error:
        space.validate_constraints()

    assert error.value.error_dict["__all__"][0].code == "other_edition"


@pytest.mark.parametrize(
    "place", [{"x": 58}, {"y": 38}, {"x": 0, "width": 61}, {"y": 0, "depth": 40.5}]
)
def test_a_space_that_reaches_beyond_its_hall_is_refused(place, edition):
    hall = factories.HallFactory(edition=edition, width=60, depth=40)

    broken, _sentence = refusal(
        lambda: factories.SpaceFactory(edition=edition, hall=hall, **{"x": 0, "y": 0} | place)
    )

    assert broken == "booths_a_space_ends_inside_its_hall"


def test_a_hall_does_not_shrink_below_its_spaces(edition):
    space = factories.SpaceFactory(edition=edition, x=50, y=30)

    broken, sentence = refusal(lambda: Hall.objects.filter(pk=space.hall_id).update(width=52))

    assert broken == "booths_a_space_ends_inside_its_hall"
    assert sentence
    assert Hall.objects.filter(pk=space.hall_id).update(width=53) == 1


@pytest.mark.parametrize(("x", "y"), [(3, 3), (5.99, 3), (3, 5.99), (0.01, 0.01), (4, 4)])
def test_two_spaces_never_lie_on_the_same_floor(x, y, edition):
    first = factories.SpaceFactory(edition=edition, x=3, y=3)

    broken, _sentence = refusal(
        lambda: factories.SpaceFactory(edition=edition, hall=first.hall, x=x, y=y)
    )

    assert broken == "booths_no_two_spaces_lie_on_the_same_floor"


def test_neighbours_share_a_wall(edition):
    first = factories.SpaceFactory(edition=edition, x=3, y=3)
    for x, y in [(6, 3), (0, 3), (3, 6), (3, 0), (6, 6)]:
        factories.SpaceFactory(edition=edition, hall=first.hall, x=x, y=y)

    assert Space.objects.filter(hall=first.hall).count() == 6


def test_a_space_of_a_negative_width_is_refused_in_words_and_not_by_a_range():
    space = factories.SpaceFactory.build(hall=factories.HallFactory(), width=-3, x=3, y=3)
    space.edition = space.hall.edition

    with pytest.raises(ValidationError) as error:
        space.full_clean()

    extent = next(c for c in Space._meta.constraints if c.name == "booths_a_space_has_an_extent")
    assert error.value.message_dict["__all__"] == [str(extent.violation_error_message)]


def test_an_assignment_joins_one_edition(edition):
    space = factories.SpaceFactory(edition=edition)

    broken, _sentence = refusal(
        lambda: factories.AssignmentFactory(
            space=space, participation=factories.ParticipationFactory()
        )
    )

    assert broken == "booths_space_and_exhibitor_are_of_one_edition"


@pytest.mark.parametrize("role", ["co", "represented"])
def test_only_a_main_is_given_a_space(role, edition):
    guest = factories.CoParticipationFactory(edition=edition, role=role)

    broken, _sentence = refusal(
        lambda: factories.AssignmentFactory(space__edition=edition, participation=guest)
    )

    assert broken == "booths_only_a_main_exhibitor_is_given_a_space"


def test_who_has_withdrawn_is_given_no_space_and_keeps_those_of_the_past(edition):
    gone = factories.ParticipationFactory(edition=edition, withdrawn_at=NOON)

    broken, _sentence = refusal(
        lambda: factories.AssignmentFactory(space__edition=edition, participation=gone)
    )

    assert broken == "booths_who_has_withdrawn_is_given_no_space"
    past = factories.AssignmentFactory(space__edition=edition, participation=gone, released_at=NOON)
    assert refusal(lambda: Assignment.objects.filter(pk=past.pk).update(released_at=None))


def test_who_holds_spaces_neither_withdraws_nor_becomes_a_guest(edition):
    given = factories.AssignmentFactory(space__edition=edition)
    row = Participation.objects.filter(pk=given.participation_id)
    host = factories.ParticipationFactory(edition=edition)

    for change in ({"withdrawn_at": NOON}, {"role": "co", "main": host}):
        broken, _sentence = refusal(lambda change=change: row.update(**change))
        assert broken == "booths_who_holds_spaces_stays_a_main"


def test_who_has_guests_does_not_withdraw(edition):
    guest = factories.CoParticipationFactory(edition=edition)
    host = Participation.objects.filter(pk=guest.main_id)

    broken, _sentence = refusal(lambda: host.update(withdrawn_at=NOON))

    assert broken == "booths_who_has_guests_stays_a_main"
    Participation.objects.filter(pk=guest.pk).update(withdrawn_at=NOON)
    assert host.update(withdrawn_at=NOON) == 1


@pytest.mark.parametrize("role", ["co", "represented"])
def test_a_guests_main_is_a_main_of_the_edition_that_stands(role, edition):
    def named(main):
        return refusal(
            lambda: factories.CoParticipationFactory(edition=edition, role=role, main=main)
        )[0]

    assert named(factories.ParticipationFactory()) == "booths_a_main_is_of_the_same_edition"
    guest = factories.CoParticipationFactory(edition=edition)
    assert named(guest) == "booths_who_is_named_as_main_is_one"
    gone = factories.ParticipationFactory(edition=edition, withdrawn_at=NOON)
    assert named(gone) == "booths_who_is_named_as_main_is_one"


def test_who_takes_part_is_an_exhibitor_of_the_edition(edition):
    broken, _sentence = refusal(
        lambda: factories.ParticipationFactory(
            edition=edition, exhibitor=factories.ExhibitorFactory()
        )
    )

    assert broken == "booths_who_takes_part_is_an_exhibitor_of_the_edition"


def test_an_outage_covers_spaces_of_its_own_edition(edition):
    status = factories.ServiceStatusFactory(outage__edition=edition)
    elsewhere = factories.SpaceFactory()

    broken, _sentence = refusal(
        lambda: ServiceStatus.objects.filter(pk=status.pk).update(space=elsewhere)
    )

    assert broken == "booths_an_outage_covers_spaces_of_its_edition"


def test_what_is_given_away_stays_in_its_edition(edition):
    given = factories.AssignmentFactory(space__edition=edition)
    elsewhere = factories.HallFactory()

    broken, _sentence = refusal(
        lambda: Space.objects.filter(pk=given.space_id).update(
            edition=elsewhere.edition, hall=elsewhere
        )
    )

    assert broken == "booths_a_space_that_is_given_keeps_its_edition"
