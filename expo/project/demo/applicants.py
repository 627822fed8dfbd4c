"""Journalists who wait for approval, so that organisers have something to decide. All invented."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from expo import show_days
from expo.models import Edition
from visitors import consents
from visitors.classes import TicketClass
from visitors.models import Approval, ConsentKind, Registration
from visitors.registrations import Application, Details, register

KOREANS = (
    Details(
        name="하나래",
        email="narae@press.example",
        organisation="새벽일보",
        job_title="정치부 기자",
        phone="010-0000-0041",
        country="KR",
    ),
    Details(
        name="도라온",
        email="raon@press.example",
        organisation="가온방송",
        job_title="촬영기자",
        country="KR",
    ),
)
GUEST = Details(
    name="Mira Holm",
    email="mira@press.example",
    organisation="Fjord Weekly",
    job_title="Editor",
    country="NO",
)
APPLICANTS = [*(("ko", told) for told in KOREANS), ("en", GUEST)]
KINDS = (ConsentKind.COLLECTION, ConsentKind.OPTIONAL)


@transaction.atomic
def create(edition: Edition) -> None:
    """Once, in the days before the doors open."""
    if Registration.objects.of(edition).exclude(approval=Approval.NOT_NEEDED).exists():
        return
    first, _last = show_days.first_and_last(edition)
    for number, (language, told) in enumerate(APPLICANTS):
        at = datetime.combine(first - timedelta(days=4 - number), time(9, 40), edition.tz)
        register(edition, _application(edition, language, told), at=at)


def _application(edition: Edition, language: str, told: Details) -> Application:
    texts = consents.offered(edition, language)
    return Application(
        uuid=uuid5(NAMESPACE_URL, f"expo:{edition.slug}/applicant/{told.email}"),
        details=told,
        agreed=[texts[kind] for kind in KINDS],
        ticket_class=TicketClass.MEDIA,
        language=language,
    )
