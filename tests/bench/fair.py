"""The reference fair with a crowd, the ten most used pages of the product, and who asks for them.

Most used, by who is there: 30,000 visitors read the public pages, register and open their tickets,
a dozen desks search all day, planners and walls watch, two hundred exhibitors look after their
booths. The gate's page is not among them: each scanner keeps it, and asks for it once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from booths.models import Exhibitor, Member, MemberRole, Participation
from expo import access, editions
from expo.models import Account, Edition, RoleKind
from visitors import links
from visitors.models import Registration

VISITORS = 3_000
UNTIL = "2023-11-24T15:00+09:00"
SOUGHT = "김"
"""A name that every desk looks for, and that hundreds have."""


@dataclass(frozen=True, slots=True)
class Page:
    """`key` is a session or empty; `sent` is a form's. A kept page is the same for everybody."""

    name: str
    address: str
    key: str = ""
    sent: dict[str, str] = field(default_factory=dict)
    is_kept: bool = False

    @property
    def cookies(self) -> dict[str, str]:
        return {settings.SESSION_COOKIE_NAME: self.key} if self.key else {}


def open_fair() -> Edition:
    """In the middle of its second day."""
    call_command("seed", verbosity=0)
    call_command("simulate", visitors=VISITORS, until=UNTIL, verbosity=0)
    edition = Edition.objects.get(slug="2023")
    editions.set_clock(edition, datetime.fromisoformat(UNTIL), 0)
    return edition


def ten(edition: Edition) -> list[Page]:
    return [*public(), *of_somebody(edition)]


def public() -> Iterator[Page]:
    one = f"/exhibitors/{an_exhibitor().code}/"
    for address in ("/", "/exhibitors/", one, "/plan/", "/programme/"):
        yield Page(address, address, is_kept=True)


def of_somebody(edition: Edition) -> Iterator[Page]:
    registration = Registration.objects.filter(edition=edition).order_by("pk")[0]
    desk, planner = RoleKind.DOOR_SUPERVISOR, RoleKind.PLANNER
    portal = f"/portal/{an_exhibitor().uuid}/"
    yield Page("/register/", "/register/")
    yield Page("a ticket", links.address(registration))
    yield Page(f"/desk/, “{SOUGHT}”", "/desk/", session(edition, desk), {"q": SOUGHT})
    yield Page("/dashboard/2023/", "/dashboard/2023/", session(edition, planner))
    yield Page("an exhibitor's portal", portal, session(edition, RoleKind.EXHIBITOR))


def an_exhibitor() -> Exhibitor:
    standing = Participation.objects.standing().order_by("exhibitor__code")
    return standing.select_related("exhibitor")[0].exhibitor


def session(edition: Edition, role: RoleKind) -> str:
    """The key of somebody's who is logged in with that role."""
    account, _made = Account.objects.get_or_create(email=f"{role}@bench.example")
    access.grant(account, edition, role)
    if role == RoleKind.EXHIBITOR:
        owner = {"account": account, "role": MemberRole.OWNER}
        Member.objects.get_or_create(exhibitor=an_exhibitor(), **owner)
    client = Client()
    client.force_login(account)
    return str(client.session.session_key)
