"""What a fair leaves behind: visitors whom an exhibitor may know, and looks at people's data.

All invented. Through the front door: registered as anybody is, and noted as any look is."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from booths.models import Exhibitor
from expo import looks, show_days
from expo.looks import Caller
from expo.models import Account, Edition, Look, LookAct, RoleKind, SubjectKind
from expo.project.demo.accounts import ACCOUNTS, BOOTH
from visitors import consents, leads
from visitors.models import ConsentKind, Registration
from visitors.registrations import Application, Details, register

VISITORS = (
    Details(
        name="서이음",
        email="ieum@visitor.example",
        organisation="가람시청",
        job_title="주무관",
        phone="010-0000-0051",
    ),
    Details(name="문다래", email="darae@visitor.example", organisation="누리연구원"),
)
KINDS = (ConsentKind.COLLECTION, ConsentKind.OPTIONAL)
HERE = "127.0.0.1"


@transaction.atomic
def create(edition: Edition) -> None:
    """Once, in the days before the doors open."""
    exhibitor = Exhibitor.objects.of(edition).filter(code=BOOTH).first()
    if exhibitor is None or Look.objects.of(edition).exists():
        return
    first, _last = show_days.first_and_last(edition)
    at = datetime.combine(first - timedelta(days=2), time(14, 20), edition.tz)
    rows = [register(edition, _application(edition, told), at=at) for told in VISITORS]
    text = consents.offered(edition, "ko")[ConsentKind.THIRD_PARTY]
    for row in rows:
        leads.give(row, [exhibitor.pk], text, at=at)
    _look_at(edition, rows)


def _application(edition: Edition, told: Details) -> Application:
    texts = consents.offered(edition, "ko")
    return Application(
        uuid=uuid5(NAMESPACE_URL, f"expo:{edition.slug}/visitor/{told.email}"),
        details=told,
        agreed=[texts[kind] for kind in KINDS],
    )


def _look_at(edition: Edition, rows: list[Registration]) -> None:
    people = [row.person_id for row in rows]
    for role, act, place, seen, reason in (
        (RoleKind.DOOR_SUPERVISOR, LookAct.SEARCH, "desk.search", people, ""),
        (RoleKind.DOOR_SUPERVISOR, LookAct.VIEW, "desk.card", people[:1], ""),
        (RoleKind.DOOR_SUPERVISOR, LookAct.PRINT, "desk.badge", people[:1], ""),
        (RoleKind.EXHIBITOR, LookAct.VIEW, "portal.leads", people, ""),
        (RoleKind.EXHIBITOR, LookAct.EXPORT, "portal.leads", people, "상담 후속 연락"),
        (RoleKind.ORGANISER, LookAct.VIEW, "admin.registration", people[1:], ""),
    ):
        who = Caller(account=_account(role).pk, address=HERE)
        looks.saw(who, act, place, SubjectKind.PERSON, seen, edition=edition, reason=reason)


def _account(role: RoleKind) -> Account:
    demo = next(one for one in ACCOUNTS if one.role is role)
    return Account.objects.get(email=demo.email)
