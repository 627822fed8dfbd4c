"""A fair whose figures are told: people who came, what became known later, and what was told."""

from datetime import date

from expo import editions
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import publications
from visitors.models import Adjustment, FigureName, Observation
from visitors.publications import Announcement

FIRST, SECOND = date(2023, 11, 23), date(2023, 11, 24)
CLOSING = utc("23T09:00")
END = utc("26T00:00")


def ended_fair():
    """Everything that a test tells of has happened; the clock stands still."""
    fair = a_fair.open_fair()
    editions.set_clock(fair.edition, END, rate=0)
    return fair


def people(fair, *badges):
    for badge in badges:
        fair.ticket(badge, badge)


def publish(fair, figure=FigureName.DAILY_UNIQUE, day=FIRST, as_of=CLOSING, **told):
    announcement = Announcement(figure=figure, day=day, as_of=as_of, **told)
    return publications.publish(fair.edition, announcement, by=None, at=END)


def adjust(fair, badge, ticket_class, at, undone_at=None):
    return Adjustment.objects.create(
        edition=fair.edition,
        ticket=fair.tickets[badge],
        ticket_class=ticket_class,
        reason="an exhibitor after all",
        adjusted_at=utc(at),
        undone_at=undone_at and utc(undone_at),
    )


def observe(fair, observed_at, count, received_at):
    return Observation.objects.create(
        edition=fair.edition,
        area=fair.areas["fair"],
        observed_at=observed_at,
        received_at=received_at,
        count=count,
        kind="clicker",
    )


def withdraw(observation, at):
    observation.withdrawn_at = at
    observation.save(update_fields=["withdrawn_at"])
