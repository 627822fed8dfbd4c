"""A small directory: one body of each way to take part, with texts in which anything may stand."""

from booths.models import ParticipationRole
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ExhibitFactory,
    HallFactory,
    ListingFactory,
    ParticipationFactory,
)

HOSTILE = "</script><script>alert('x')</script><!--\"&\u2028"


def fair(**facts):
    return EditionFactory(
        theme_ko="편리한 서비스, 안전한 사회",
        theme_en="Convenient services, a safe society",
        **facts,
    )


def body(edition, name_ko="한빛신원청", *, code="", hall=None, space="", **names):
    """A main with a space; its listing is yours to make."""
    facts = {f"exhibitor__{name}": value for name, value in names.items()}
    if code:
        facts["exhibitor__code"] = code
    main = ParticipationFactory(edition=edition, exhibitor__name_ko=name_ko, **facts)
    hall = hall or HallFactory(edition=edition)
    place = {"space__code": space} if space else {}
    AssignmentFactory(space__edition=edition, space__hall=hall, participation=main, **place)
    return main


def guest(main, name_ko="가람시", **facts):
    return CoParticipationFactory(
        main=main, edition=main.edition, exhibitor__name_ko=name_ko, **facts
    )


def represented(main, name_ko="나래기업", **facts):
    return guest(main, name_ko, role=ParticipationRole.REPRESENTED, **facts)


def listing(participation, **texts):
    return ListingFactory(participation=participation, **texts)


def exhibit(participation, name_ko, **texts):
    return ExhibitFactory(listing=participation.listing, name_ko=name_ko, **texts)
