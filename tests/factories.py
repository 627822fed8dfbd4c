"""Rows for tests: minimal, valid, always the same. Whoever needs more says so in the test."""

from datetime import UTC, date, datetime, time

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory import SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from booths.models import (
    Assignment,
    Cause,
    Exhibit,
    Exhibitor,
    ExhibitorKind,
    Listing,
    Outage,
    Participation,
    ParticipationRole,
    Sector,
    ServiceStatus,
    Space,
)
from expo.models import Edition, Hall, Party, PartyRole, Session, SessionKind, ShowDay

FIRST_DAY = date(2023, 11, 23)
LAST_DAY = date(2023, 11, 25)


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    number = Sequence(lambda n: n + 1)
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
    code = Sequence(lambda n: f"A-{n:02}")
    x = 3
    y = 3
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
