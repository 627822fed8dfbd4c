"""Which rows of an edition come along. The counts and the copies ask here alike."""

from django.db.models import QuerySet

from booths.models import Assignment, Deadline, Exhibit, Exhibitor, Listing, Participation, Space
from expo.models import Edition, Hall, ShowDay
from visitors.models import Area, AreaKind, Gate, GatePurpose


def show_days(edition: Edition) -> QuerySet[ShowDay]:
    return ShowDay.objects.filter(edition=edition)


def halls(edition: Edition) -> QuerySet[Hall]:
    return Hall.objects.filter(edition=edition)


def spaces(edition: Edition) -> QuerySet[Space]:
    return Space.objects.of(edition)


def areas(edition: Edition) -> QuerySet[Area]:
    """Without those of sessions: the programme is made anew each time."""
    return Area.objects.of(edition).exclude(kind=AreaKind.SESSION)


def gates(edition: Edition) -> QuerySet[Gate]:
    return Gate.objects.of(edition).exclude(purpose=GatePurpose.SESSION)


def participations(edition: Edition) -> QuerySet[Participation]:
    return Participation.objects.of(edition).standing()


def exhibitors(edition: Edition) -> QuerySet[Exhibitor]:
    """Those that take part: who withdrew, or never did, stays behind."""
    return Exhibitor.objects.filter(pk__in=participations(edition).values("exhibitor"))


def assignments(edition: Edition) -> QuerySet[Assignment]:
    return Assignment.objects.standing().filter(participation__in=participations(edition))


def listings(edition: Edition) -> QuerySet[Listing]:
    return Listing.objects.filter(participation__in=participations(edition))


def exhibits(edition: Edition) -> QuerySet[Exhibit]:
    return Exhibit.objects.filter(listing__in=listings(edition))


def deadlines(edition: Edition) -> QuerySet[Deadline]:
    return Deadline.objects.of(edition)
