"""`manage.py simulate`: what it refuses, parts of an edition, and beginning again."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from expo import editions
from expo.models import Edition, ShowDay
from tests.factories import EditionFactory
from tests.visitors.fairs import local
from tests.visitors.test_simulate import simulate
from visitors import adjustments, attendance, seals, tickets
from visitors.classes import TicketClass
from visitors.models import (
    CheckIn,
    Person,
    Presence,
    PublishedFigure,
    SimulatedCrowd,
    Ticket,
)
from visitors.simulation import forgetting
from visitors.simulation.history import History


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"edition": "1999"}, "There is no edition 1999"),
        ({"visitors": 0}, "At least one visitor"),
        ({"visitors": -5}, "At least one visitor"),
        ({"days": "4"}, "no such show day"),
        ({"days": "one"}, "--days"),
        ({"until": "noon"}, "--until"),
        ({"until": "2023-11-24T12:00"}, "offset"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(options, sentence):
    call_command("seed", stderr=StringIO())

    with pytest.raises(CommandError, match=sentence):
        simulate(**options)

    assert not SimulatedCrowd.objects.exists()


@pytest.mark.django_db
def test_an_edition_without_gates_is_refused():
    edition = EditionFactory()
    ShowDay.objects.create(edition=edition, date="2023-11-23", opens="10:00", closes="18:00")

    with pytest.raises(CommandError, match="no entrance gates"):
        simulate(edition=edition.slug)


@pytest.mark.django_db
def test_an_edition_without_show_days_is_refused():
    with pytest.raises(CommandError, match="no show days"):
        simulate(edition=EditionFactory().slug)


# ---- parts, and beginning again


@pytest.mark.django_db(transaction=True)
def test_two_days_are_history_and_the_third_has_its_tickets_ready():
    call_command("seed", stderr=StringIO())

    told = simulate(visitors=7, days="1,2")

    fair = Edition.objects.get(slug="2023")
    assert told["figures"]["visits"] == told["visits_planned"]
    assert CheckIn.objects.filter(received_at__gt=local(25, 0)).count() == 0
    assert Ticket.objects.of(fair).filter(registration__source="on_site").exists()
    assert local(24, 18) < editions.now(fair) < local(24, 20)


@pytest.mark.django_db(transaction=True)
def test_it_stops_at_the_given_time():
    call_command("seed", stderr=StringIO())

    simulate(visitors=7, until="2023-11-23T12:00+09:00")

    assert CheckIn.objects.exists()
    assert not CheckIn.objects.filter(received_at__gt=local(23, 12)).exists()


@pytest.mark.django_db(transaction=True)
def test_a_simulation_that_broke_off_begins_again(monkeypatch):
    call_command("seed", stderr=StringIO())
    with monkeypatch.context() as broken:
        broken.setattr(History, "play", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            simulate(visitors=3)
    assert Ticket.objects.exists()

    simulate(visitors=3)

    fair = Edition.objects.get(slug="2023")
    assert SimulatedCrowd.objects.get().finished_at
    assert attendance.reconcile(fair.pk) == []


@pytest.mark.django_db(transaction=True)
def test_beginning_again_leaves_the_tickets_of_others_alone():
    call_command("seed", stderr=StringIO())
    fair = Edition.objects.get(slug="2023")
    person = Person.objects.create(edition=fair, name="김손님")
    other = tickets.issue(fair, tickets.Order(TicketClass.VISITOR, person.pk), at=local(22, 9))
    simulate(visitors=1)
    its_own = Ticket.objects.filter(ticket_class="visitor").exclude(pk=other.pk).first()
    adjustments.adjust(its_own, "staff", reason="helps", at=local(24, 9))
    SimulatedCrowd.objects.update(finished_at=None)

    forgetting.forget(fair)

    assert seals.verify(fair).findings == []
    assert not fair.seals.exists()

    assert list(Ticket.objects.all()) == [other]
    assert list(Presence.objects.values_list("ticket", flat=True)) == [other.pk]
    assert not CheckIn.objects.exists()
    assert not PublishedFigure.objects.exists()
