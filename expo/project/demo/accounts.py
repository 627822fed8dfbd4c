"""One log-in per role, for the demo alone: everybody knows the password."""

from dataclasses import dataclass

from django.db import transaction

from booths import members
from booths.models import Exhibitor, Member, MemberRole
from expo import access
from expo.models import Account, Edition, RoleKind

PASSWORD = "government-expo-2023"  # noqa: S105  # no secret: the demo prints it
BOOTH = "hanbit-identity"
"""Issues the mobile identity card: the booth that had to stop on 24 November."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody of the demo, and the page his work begins on."""

    role: RoleKind
    email: str
    name: str
    page: str

    @property
    def may_enter_admin(self) -> bool:
        return self.page == "/admin/"


ACCOUNTS = (
    DemoAccount(RoleKind.ORGANISER, "organiser@expo.example", "김조직", "/admin/"),
    DemoAccount(RoleKind.PLANNER, "planner@expo.example", "이기획", "/dashboard/"),
    DemoAccount(RoleKind.DOOR_SUPERVISOR, "door@expo.example", "박입구", "/desk/"),
    DemoAccount(RoleKind.EXHIBITOR, "exhibitor@expo.example", "최전시", "/portal/"),
    DemoAccount(RoleKind.PRIVACY_OFFICER, "privacy@expo.example", "정보호", "/admin/"),
)


@transaction.atomic
def create(edition: Edition) -> None:
    """Make the accounts and give each its role in the edition; again changes nothing."""
    for demo in ACCOUNTS:
        role = access.grant(_account(demo), edition, demo.role)
        if demo.role is RoleKind.EXHIBITOR:
            _own(role.account, edition)


def _own(account: Account, edition: Edition) -> None:
    """Owner of the booth that had to stop, where the edition has it."""
    exhibitor = Exhibitor.objects.of(edition).filter(code=BOOTH).first()
    if exhibitor and not members.of(exhibitor).filter(account=account).exists():
        Member.objects.create(exhibitor=exhibitor, account=account, role=MemberRole.OWNER)


def _account(demo: DemoAccount) -> Account:
    return Account.objects.filter(email=demo.email).first() or Account.objects.create_user(
        demo.email, PASSWORD, name=demo.name, is_staff=demo.may_enter_admin
    )
