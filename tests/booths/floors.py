"""A small floor for tests of what shows it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from expo import editions
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ExhibitFactory,
    HallFactory,
    OutageFactory,
    ServiceStatusFactory,
    ShowDayFactory,
    SpaceFactory,
)

NOW = datetime(2023, 11, 24, 16, tzinfo=ZoneInfo("Asia/Seoul"))


def fair(**fields):
    """Open on the 24th at four in the afternoon."""
    edition = EditionFactory(slug="2023", number=1, name_ko="정부박람회", **fields)
    ShowDayFactory(edition=edition, date=date(2023, 11, 24), opens=time(10), closes=time(18))
    return editions.set_clock(edition, to=NOW, rate=0)


def hall(edition, code="4B", **place):
    place = {"x": 0, "y": 0, "width": 36, "depth": 48} | place
    return HallFactory(
        edition=edition, code=code, name_ko=f"{code} 전시장", name_en=f"Hall {code}", **place
    )


def booth(hall, code, name="한빛신원청", **place):
    """A held space of six metres by three; its assignment."""
    place = {"x": 3, "y": 4, "width": 6, "depth": 3} | place
    return AssignmentFactory(
        space__edition=hall.edition,
        space__hall=hall,
        space__code=code,
        participation__exhibitor__name_ko=name,
        participation__exhibitor__name_en="Hanbit",
        **{f"space__{field}": value for field, value in place.items()},
    )


def free(hall, code, **place):
    return SpaceFactory(edition=hall.edition, hall=hall, code=code, **place)


def guest(held, name):
    return CoParticipationFactory(
        edition=held.space.edition, main=held.participation, exhibitor__name_ko=name
    )


def shows(participation, name):
    """Something that is shown on the booth."""
    return ExhibitFactory(listing__participation=participation, name_ko=name, name_en=name)


def stop(space, **fields):
    fields = {"text_ko": "전산망 장애로 중단했습니다.", "text_en": "No network."} | fields
    outage = OutageFactory(edition=space.edition, **fields)
    return ServiceStatusFactory(outage=outage, space=space)
