"""What exhibitors order: who may, until when, and two of them at once."""

from datetime import UTC, datetime, timedelta

import pytest

from booths import service_orders
from booths.models import DeadlineKind, ServiceOrder
from booths.service_orders import Told
from tests.factories import (
    AccountFactory,
    AssignmentFactory,
    CoParticipationFactory,
    DeadlineFactory,
)
from tests.races import together

pytestmark = pytest.mark.django_db

DUE = datetime(2023, 11, 3, 9, tzinfo=UTC)


@pytest.fixture
def main():
    return AssignmentFactory().participation


def said(kilowatts, at=DUE, by=None):
    return Told(
        kind=DeadlineKind.POWER, details={"kilowatts": kilowatts, "is_all_day": False}, by=by, at=at
    )


def test_what_is_told_again_replaces_what_was_told(main):
    first = service_orders.tell(main, said(3), seen=None)
    later, by = DUE + timedelta(hours=1), AccountFactory()

    order = service_orders.tell(main, said(5, later, by), seen=first.told_at)

    assert ServiceOrder.objects.get() == order
    assert (order.details["kilowatts"], order.told_at, order.told_by) == (5, later, by)


def test_the_same_told_again_changes_nothing(main):
    service_orders.tell(main, said(3), seen=None)

    again = service_orders.tell(main, said(3, DUE + timedelta(hours=1)), seen=None)

    assert again.told_at == DUE


def test_somebody_elses_order_is_not_overwritten_unseen(main):
    service_orders.tell(main, said(3), seen=None)

    with pytest.raises(service_orders.OrderChanged):
        service_orders.tell(main, said(5), seen=None)
    assert ServiceOrder.objects.get().details["kilowatts"] == 3


def test_after_the_deadline_only_organisers_enter_it(main):
    DeadlineFactory(edition=main.edition, kind="power", due_at=DUE)
    late = said(3, DUE + timedelta(seconds=1))

    with pytest.raises(service_orders.DeadlinePassed):
        service_orders.tell(main, late, seen=None)
    assert service_orders.enter(main, late).details["kilowatts"] == 3


def test_nobody_orders_what_is_not_asked_of_him(main):
    guest = CoParticipationFactory(edition=main.edition, main=main)

    with pytest.raises(service_orders.NotAsked):
        service_orders.tell(guest, said(3), seen=None)
    with pytest.raises(service_orders.NotAsked):
        service_orders.enter(guest, said(3))


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_order_at_once_one_is_told_of_the_other():
    main = AssignmentFactory().participation

    answers = together(
        *(lambda kw=kw: service_orders.tell(main, said(kw), seen=None) for kw in (1, 2, 3, 5))
    )

    order = ServiceOrder.objects.get()
    refused = [each for each in answers if isinstance(each, service_orders.OrderChanged)]
    assert len(refused) == 3
    assert order in answers
