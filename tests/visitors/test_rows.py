"""What the database itself refuses, whoever asks: the rules that no code path can get around."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories import RegistrationFactory
from tests.visitors import scenes
from visitors import checkins, devices, doors
from visitors.models import CheckIn, Merge, Person, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def checkin():
    edition = scenes.edition()
    _device, code = devices.create(scenes.gate(edition))
    device, _token = devices.enrol(code)
    scan = scenes.scan(scenes.ticket(edition), scenes.NOON)
    checkins.take(doors.of_device(device), [scan], received_at=scenes.NOON)
    return CheckIn.objects.get()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visitors_checkin SET outcome = 'refused', reason = 'closed'",
        "UPDATE visitors_checkin SET scanned_at = now()",
        "DELETE FROM visitors_checkin",
    ],
)
def test_a_checkin_is_neither_changed_nor_removed(checkin, statement):
    before = CheckIn.objects.values().get()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        connection.cursor().execute(statement)

    assert CheckIn.objects.values().get() == before


def test_history_is_neither_changed_nor_removed():
    edition = scenes.edition()

    for statement in ("UPDATE expo_editionevent SET slug = 'x'", "DELETE FROM expo_editionevent"):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            connection.cursor().execute(statement)

    assert edition.events.count() == 1


def refused_by(name):
    return pytest.raises(IntegrityError, match=name)


def test_an_erased_person_keeps_no_personal_data():
    with refused_by("visitors_an_erased_person_has_no_personal_data"):
        Person.objects.create(edition=scenes.edition(), name="가나다", erased_at=timezone.now())


def test_nobody_is_merged_with_himself():
    person = Person.objects.create(edition=scenes.edition())

    with refused_by("visitors_nobody_is_merged_with_himself"):
        Merge.objects.create(
            edition=person.edition, kept=person, merged=person, merged_at=timezone.now()
        )


def test_a_person_is_merged_into_one_other_only():
    edition = scenes.edition()
    one, two, three = [Person.objects.create(edition=edition) for _ in range(3)]
    Merge.objects.create(edition=edition, kept=one, merged=two, merged_at=timezone.now())

    with refused_by("visitors_a_person_is_merged_into_one_other"):
        Merge.objects.create(edition=edition, kept=three, merged=two, merged_at=timezone.now())


def test_only_a_groups_ticket_is_nameless():
    ticket = scenes.ticket(scenes.edition())

    with refused_by("visitors_only_a_group_ticket_is_nameless"):
        Ticket.objects.filter(pk=ticket.pk).update(person=None)


def test_a_registration_is_drawn_a_number_that_nobody_misreads():
    first, second = RegistrationFactory(), RegistrationFactory()

    assert first.number != second.number
    assert re.fullmatch("[2-9A-HJKMNP-Z]{9}", first.number)
