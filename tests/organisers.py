"""People who knock at the admin, and a row of every kind that is kept there."""

from django.test import Client

from booths.models import (
    Assignment,
    Deadline,
    Exhibitor,
    Listing,
    ListingChange,
    Member,
    Outage,
    Participation,
    ServiceOrder,
    Space,
)
from expo.models import Account, Edition, Hall, Incident, Mail, Mailing, Role, RoleKind, Session
from tests import factories
from visitors.models import (
    Adjustment,
    Area,
    CapacityWarning,
    CheckIn,
    Consent,
    ConsentText,
    Device,
    Gate,
    Merge,
    Observation,
    Person,
    PublishedFigure,
    Registration,
    RegistrationOffer,
    Reservation,
    SigningKey,
    Ticket,
)

DOOR = {Edition, Hall, Area, Gate, Device, CapacityWarning, CheckIn, Observation}
"""What a door supervisor sees."""

PRIVACY = {Edition, Account, Role, Incident, Person, Registration, Merge, Consent, ConsentText}
"""What a privacy officer sees."""


def arrive(edition, *kinds, **fields):
    """A client that is logged in as somebody who holds exactly these roles in the edition."""
    account = factories.AccountFactory(**fields)
    for kind in kinds:
        factories.RoleFactory(account=account, edition=edition, kind=kind)
    client = Client()
    client.force_login(account)
    client.account = account
    return client


def row_of(model, edition):
    """A valid row of that kind in the edition; asked again, another one."""
    if model is Edition:
        return edition
    if model is Account:
        return factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER).account
    return FACTORIES[model](**path_to(edition, model))


def path_to(edition, model):
    return {PATHS.get(model, "edition"): edition}


FACTORIES = {
    Hall: factories.HallFactory,
    Incident: factories.IncidentFactory,
    Session: factories.SessionFactory,
    Role: factories.RoleFactory,
    Mailing: factories.MailingFactory,
    Mail: factories.MailFactory,
    Space: factories.SpaceFactory,
    Exhibitor: factories.ExhibitorFactory,
    Participation: factories.ParticipationFactory,
    Member: factories.MemberFactory,
    Assignment: factories.AssignmentFactory,
    Listing: factories.ListingFactory,
    ListingChange: factories.ListingChangeFactory,
    Outage: factories.OutageFactory,
    Deadline: factories.DeadlineFactory,
    ServiceOrder: factories.ServiceOrderFactory,
    Area: factories.AreaFactory,
    Gate: factories.GateFactory,
    Device: factories.DeviceFactory,
    CheckIn: factories.CheckInFactory,
    Observation: factories.ObservationFactory,
    CapacityWarning: factories.CapacityWarningFactory,
    Person: factories.PersonFactory,
    Registration: factories.RegistrationFactory,
    RegistrationOffer: factories.RegistrationOfferFactory,
    PublishedFigure: factories.PublishedFigureFactory,
    Merge: factories.MergeFactory,
    Adjustment: factories.AdjustmentFactory,
    Consent: factories.ConsentFactory,
    ConsentText: factories.ConsentTextFactory,
    SigningKey: factories.SigningKeyFactory,
    Ticket: factories.TicketFactory,
    Reservation: factories.ReservationFactory,
}
PATHS = {
    Assignment: "space__edition",
    ServiceOrder: "participation__edition",
    Member: "exhibitor__edition",
    Listing: "participation__edition",
    ListingChange: "listing__participation__edition",
}
