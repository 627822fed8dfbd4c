"""A badge of the wrong class: adjusted once, with a reason, and undone."""

import pytest

from tests import factories
from tests.visitors.a_fair import utc
from visitors import adjustments
from visitors.models import Adjustment
from visitors.registrations.details import ResidentNumber

pytestmark = pytest.mark.django_db
AT, LATER = utc("24T02:00"), utc("24T03:00")


@pytest.fixture
def ticket():
    return factories.TicketFactory()


def adjust(ticket, ticket_class="staff", reason="helps at the desk"):
    return adjustments.adjust(ticket, ticket_class, reason=reason, at=AT)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ticket_class": "minister"}, adjustments.UnknownClass),
        ({"ticket_class": "visitor"}, adjustments.SameClass),
        ({"reason": " \n"}, adjustments.ReasonMissing),
        ({"reason": "900101-1234567"}, ResidentNumber),
    ],
)
def test_what_would_be_no_adjustment_is_refused_and_stores_nothing(ticket, changes, error):
    with pytest.raises(error):
        adjust(ticket, **changes)

    assert not Adjustment.objects.exists()


def test_an_unknown_class_is_told_those_there_are(ticket):
    with pytest.raises(adjustments.UnknownClass) as refused:
        adjust(ticket, "minister")

    assert {"visitor", "staff", "group"} <= set(refused.value.facts["allowed"])


def test_a_ticket_is_adjusted_once_until_that_is_undone(ticket):
    first = adjust(ticket)
    with pytest.raises(adjustments.AlreadyAdjusted):
        adjust(ticket, "media")

    adjustments.undo(first, at=LATER)
    adjust(ticket, "media")

    assert Adjustment.objects.standing().get().ticket_class == "media"


def test_undoing_again_leaves_the_first_time(ticket):
    made = adjust(ticket)
    adjustments.undo(made, at=AT)

    assert adjustments.undo(made, at=LATER).undone_at == AT
