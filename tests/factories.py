"""Rows for tests: minimal, valid, always the same. Whoever needs more says so in the test."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from factory import SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from booths.models import (
    Assignment,
    Cause,
    Deadline,
    DeadlineKind,
    Exhibit,
    Exhibitor,
    ExhibitorKind,
    Listing,
    ListingChange,
    Logo,
    Member,
    MemberRole,
    Outage,
    Participation,
    ParticipationRole,
    Sector,
    ServiceOrder,
    ServiceStatus,
    Space,
)
from expo import access
from expo.models import (
    Account,
    Edition,
    Hall,
    Incident,
    Mail,
    Mailing,
    Party,
    PartyRole,
    Role,
    RoleKind,
    Session,
    SessionKind,
    ShowDay,
)
from tests.signed import signed
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
from visitors.models.classes import CLASS_NAMES

FIRST_DAY = date(2023, 11, 23)
LAST_DAY = date(2023, 11, 25)


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    number = Sequence(lambda n: n + 11)  # whoever wants a certain one wants one of the first
    slug = factory.LazyAttribute(lambda edition: f"expo-{edition.number}")
    name_ko = "정부박람회"
    name_en = "Government Expo"
    is_published = True


class ShowDayFactory(DjangoModelFactory):
    class Meta:
        model = ShowDay

    edition = SubFactory(EditionFactory)
    date = FIRST_DAY
    opens = time(10)
    closes = time(18)


class HallFactory(DjangoModelFactory):
    class Meta:
        model = Hall

    edition = SubFactory(EditionFactory)
    code = Sequence(lambda n: f"H{n}")
    name_ko = "전시장"
    name_en = "Hall"
    width = 60
    depth = 40


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    edition = SubFactory(EditionFactory)
    hall = SubFactory(HallFactory, edition=SelfAttribute("..edition"))
    code = Sequence(lambda n: f"P{n}")
    kind = SessionKind.TALK
    title_ko = "강연"
    title_en = "Talk"
    room = Sequence(lambda n: f"무대 {n}")
    starts_at = datetime(2023, 11, 23, 2, tzinfo=UTC)
    ends_at = datetime(2023, 11, 23, 3, tzinfo=UTC)
    capacity = 100


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = Incident

    edition = SubFactory(EditionFactory)
    known_at = factory.LazyFunction(timezone.now)
    what = "A list was left on a table."


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    session = SubFactory(SessionFactory)
    order = Sequence(lambda n: n + 1)
    role = PartyRole.SPEAKER
    name_ko = "연사"
    name_en = "Speaker"


class SpaceFactory(DjangoModelFactory):
    class Meta:
        model = Space

    edition = SubFactory(EditionFactory)
    hall = SubFactory(HallFactory, edition=SelfAttribute("..edition"))
    code = Sequence(lambda n: f"Y-{n:02}")  # A-01 and the like are wanted by name
    x = Sequence(lambda n: 3 * (n % 20))
    y = Sequence(lambda n: 3 * (n // 20 % 13))
    width = 3
    depth = 3


class ExhibitorFactory(DjangoModelFactory):
    class Meta:
        model = Exhibitor

    edition = SubFactory(EditionFactory)
    code = Sequence(lambda n: f"body-{n}")
    name_ko = Sequence(lambda n: f"기관 {n}")
    name_en = Sequence(lambda n: f"Body {n}")
    sector = Sector.PUBLIC
    kind = ExhibitorKind.PUBLIC_BODY


class ParticipationFactory(DjangoModelFactory):
    """A main exhibitor."""

    class Meta:
        model = Participation

    edition = SubFactory(EditionFactory)
    exhibitor = SubFactory(ExhibitorFactory, edition=SelfAttribute("..edition"))
    role = ParticipationRole.MAIN


class CoParticipationFactory(ParticipationFactory):
    """A co-exhibitor on the space of `main`."""

    main = SubFactory(ParticipationFactory, edition=SelfAttribute("..edition"))
    role = ParticipationRole.CO


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    space = SubFactory(SpaceFactory)
    participation = SubFactory(ParticipationFactory, edition=SelfAttribute("..space.edition"))
    days = DateRange(FIRST_DAY, date(2023, 11, 26))


class ListingFactory(DjangoModelFactory):
    class Meta:
        model = Listing

    participation = SubFactory(ParticipationFactory)


class LogoFactory(DjangoModelFactory):
    """A name without a picture worth looking at."""

    class Meta:
        model = Logo

    digest = Sequence(lambda n: f"{n:064x}")
    png = b"\x89PNG"
    width = 80
    height = 80


class ExhibitFactory(DjangoModelFactory):
    class Meta:
        model = Exhibit

    listing = SubFactory(ListingFactory)
    order = Sequence(lambda n: n + 1)
    name_ko = "전시물"
    name_en = "Exhibit"


class OutageFactory(DjangoModelFactory):
    class Meta:
        model = Outage

    edition = SubFactory(EditionFactory)
    cause = Cause.GOVERNMENT_NETWORK
    text_ko = "서비스를 중단했습니다."
    text_en = "Suspended."
    started_at = datetime(2023, 11, 24, 6, 25, tzinfo=UTC)


class ServiceStatusFactory(DjangoModelFactory):
    class Meta:
        model = ServiceStatus

    outage = SubFactory(OutageFactory)
    space = SubFactory(SpaceFactory, edition=SelfAttribute("..outage.edition"))
    started_at = SelfAttribute("outage.started_at")


class ListingChangeFactory(DjangoModelFactory):
    class Meta:
        model = ListingChange

    listing = SubFactory(ListingFactory)
    made_on_version = 1
    field = Sequence(lambda n: f"field-{n}")
    before = "옛 글"
    after = "새 글"
    proposed_at = datetime(2023, 11, 20, 1, tzinfo=UTC)


class DeadlineFactory(DjangoModelFactory):
    """The next kind; where the edition has it already, that row."""

    class Meta:
        model = Deadline
        django_get_or_create = ("edition", "kind")

    edition = SubFactory(EditionFactory)
    kind = factory.Iterator(DeadlineKind.values)
    due_at = datetime(2023, 11, 3, 9, tzinfo=UTC)


class ServiceOrderFactory(DjangoModelFactory):
    class Meta:
        model = ServiceOrder

    participation = SubFactory(ParticipationFactory)
    kind = "power"
    details = factory.LazyFunction(lambda: {"kilowatts": 3, "is_all_day": False})
    told_at = datetime(2023, 11, 1, 9, tzinfo=UTC)


class AccountFactory(DjangoModelFactory):
    class Meta:
        model = Account

    email = Sequence(lambda n: f"account-{n}@example.org")
    name = Sequence(lambda n: f"사람 {n}")
    is_staff = True


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    account = SubFactory(AccountFactory)
    edition = SubFactory(EditionFactory)
    kind = RoleKind.ORGANISER


class MailingFactory(DjangoModelFactory):
    class Meta:
        model = Mailing

    edition = SubFactory(EditionFactory)
    subject_ko = "안내"
    text_ko = "안녕하세요."
    written_by = SubFactory(AccountFactory)


class MailFactory(DjangoModelFactory):
    """What an organiser writes to himself before it goes to many."""

    class Meta:
        model = Mail

    edition = SubFactory(EditionFactory)
    kind = "mailing_test"
    facts = factory.LazyFunction(lambda: {"subject": "안내", "text": "안녕하세요."})
    recipient = Sequence(lambda n: f"member-{n}@example.org")
    due_at = datetime(2023, 11, 20, 1, tzinfo=UTC)


class MemberFactory(DjangoModelFactory):
    """An owner of an exhibitor that takes part, with the role of the edition."""

    class Meta:
        model = Member

    exhibitor = SubFactory(ExhibitorFactory)
    account = SubFactory(AccountFactory, is_staff=False)
    role = MemberRole.OWNER

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        exhibitor, account = kwargs["exhibitor"], kwargs["account"]
        if not exhibitor.participations.exists():
            ParticipationFactory(exhibitor=exhibitor, edition=exhibitor.edition)
        access.grant(account, exhibitor.edition, RoleKind.EXHIBITOR)
        return super()._create(model_class, *args, **kwargs)


class AreaFactory(DjangoModelFactory):
    """A booth's area: the one kind that needs no other row."""

    class Meta:
        model = Area

    edition = SubFactory(EditionFactory)
    kind = "booth"
    code = Sequence(lambda n: f"B-{n:02}")


class GateFactory(DjangoModelFactory):
    class Meta:
        model = Gate

    edition = SubFactory(EditionFactory)
    code = Sequence(lambda n: f"G{n}")
    name_ko = "출입구"
    name_en = "Gate"
    purpose = "booth"
    area = SubFactory(AreaFactory, edition=SelfAttribute("..edition"))


class DeviceFactory(DjangoModelFactory):
    class Meta:
        model = Device

    edition = SubFactory(EditionFactory)
    gate = SubFactory(GateFactory, edition=SelfAttribute("..edition"))
    name = Sequence(lambda n: f"phone-{n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    edition = SubFactory(EditionFactory)
    name = Sequence(lambda n: f"방문객 {n}")
    email = Sequence(lambda n: f"visitor-{n}@example.org")


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    edition = SubFactory(EditionFactory)
    kept = SubFactory(PersonFactory, edition=SelfAttribute("..edition"))
    merged = SubFactory(PersonFactory, edition=SelfAttribute("..edition"))
    merged_at = datetime(2023, 11, 23, 2, tzinfo=UTC)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    edition = SubFactory(EditionFactory)
    person = SubFactory(PersonFactory, edition=SelfAttribute("..edition"))
    source = "advance"
    registered_at = datetime(2023, 11, 1, 2, tzinfo=UTC)


class RegistrationOfferFactory(DjangoModelFactory):
    class Meta:
        model = RegistrationOffer
        django_get_or_create = ("edition", "ticket_class")  # each class is offered once

    edition = SubFactory(EditionFactory)
    ticket_class = factory.Iterator(CLASS_NAMES)


class ConsentTextFactory(DjangoModelFactory):
    class Meta:
        model = ConsentText

    edition = SubFactory(EditionFactory)
    kind = "collection"
    version = Sequence(lambda n: n + 1)
    language = "ko"
    purpose = "입장 확인"
    items = "이름"
    period = "90일"
    refusal = "거부할 수 있습니다."


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    edition = SubFactory(EditionFactory)
    registration = SubFactory(RegistrationFactory, edition=SelfAttribute("..edition"))
    text = SubFactory(ConsentTextFactory, edition=SelfAttribute("..edition"))
    given_at = datetime(2023, 11, 1, 2, tzinfo=UTC)


def next_key():
    """As real keys are numbered: after the last of all editions."""
    last = SigningKey.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


class SigningKeyFactory(DjangoModelFactory):
    """A key that signs nothing: whoever needs real codes issues real tickets."""

    class Meta:
        model = SigningKey

    edition = SubFactory(EditionFactory)
    number = factory.LazyFunction(next_key)
    public_key = bytes(32)
    private_key = bytes(72)


class TicketFactory(DjangoModelFactory):
    class Meta:
        model = Ticket

    id = Sequence(lambda n: n + 1)
    edition = SubFactory(EditionFactory)
    key = SubFactory(SigningKeyFactory, edition=SelfAttribute("..edition"))
    person = SubFactory(PersonFactory, edition=SelfAttribute("..edition"))
    ticket_class = "visitor"
    first_day = 0
    last_day = 2
    issued_at = datetime(2023, 11, 1, 2, tzinfo=UTC)


class AdjustmentFactory(DjangoModelFactory):
    class Meta:
        model = Adjustment

    edition = SubFactory(EditionFactory)
    ticket = SubFactory(TicketFactory, edition=SelfAttribute("..edition"))
    ticket_class = "staff"
    reason = "도우미로 일했음"
    adjusted_at = datetime(2023, 11, 23, 2, tzinfo=UTC)


class ReservationFactory(DjangoModelFactory):
    class Meta:
        model = Reservation

    edition = SubFactory(EditionFactory)
    session = SubFactory(SessionFactory, edition=SelfAttribute("..edition"))
    ticket = SubFactory(TicketFactory, edition=SelfAttribute("..edition"))
    state = "seat"
    asked_at = datetime(2023, 11, 1, 2, tzinfo=UTC)


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    edition = SubFactory(EditionFactory)
    area = SubFactory(AreaFactory, edition=SelfAttribute("..edition"))
    observed_at = datetime(2023, 11, 23, 3, tzinfo=UTC)
    received_at = datetime(2023, 11, 23, 3, 1, tzinfo=UTC)
    count = 100
    kind = "clicker"


class CapacityWarningFactory(DjangoModelFactory):
    class Meta:
        model = CapacityWarning

    edition = SubFactory(EditionFactory)
    area = SubFactory(AreaFactory, edition=SelfAttribute("..edition"))
    level = "warning"
    raised_at = datetime(2023, 11, 23, 3, tzinfo=UTC)
    people = 85
    capacity = 100
    warning_percent = 80
    stop_percent = 95


class PublishedFigureFactory(DjangoModelFactory):
    class Meta:
        model = PublishedFigure

    edition = SubFactory(EditionFactory)
    figure = "visits"
    as_of = datetime(2023, 11, 23, 9, tzinfo=UTC)
    value = 0
    text_ko = "아무도 오지 않았습니다."
    published_at = datetime(2023, 11, 23, 9, 20, tzinfo=UTC)


class CheckInFactory(DjangoModelFactory):
    """Signed by the server, as the door signs."""

    class Meta:
        model = CheckIn

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = signed(model_class(*args, **kwargs))
        row.save(force_insert=True)
        return row

    id = factory.LazyFunction(uuid4)
    edition = SubFactory(EditionFactory)
    gate = SubFactory(GateFactory, edition=SelfAttribute("..edition"))
    device = SubFactory(
        DeviceFactory, edition=SelfAttribute("..edition"), gate=SelfAttribute("..gate")
    )
    ticket = SubFactory(TicketFactory, edition=SelfAttribute("..edition"))
    direction = "in"
    outcome = "admitted"
    ticket_class = "visitor"
    scanned_at = datetime(2023, 11, 23, 3, tzinfo=UTC)
    received_at = datetime(2023, 11, 23, 3, tzinfo=UTC)
    content_hash = bytes(16)
