"""Who works for an exhibitor: owners invite others, editors write."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from booths.models import Exhibitor, Member, MemberRole, Participation
from booths.models.participation import MemberQuerySet
from expo import access, invitations, mails
from expo.access import Asker
from expo.errors import Conflict, Refused
from expo.mails import Letter
from expo.models import Account, Mail, Role, RoleKind

KIND = "membership"
INVITATIONS_AN_HOUR = 20
HOUR = timedelta(hours=1)


class AlreadyMember(Conflict):
    code = "already_member"
    message = _("Somebody with this mail address is already a member.")


class LastOwner(Conflict):
    code = "last_owner"
    message = _("An exhibitor keeps at least one owner. Make somebody else an owner first.")


class MemberEnded(Conflict):
    code = "member_ended"
    message = _("This person is no longer a member.")


class NotTakingPart(Refused):
    code = "not_taking_part"
    message = _("The exhibitor does not take part, so nobody can be invited for it.")


class TooManyInvitations(Refused):
    code = "too_many_invitations"
    message = _("You have sent many invitations within an hour. Go on in an hour.")


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite. Name and language are for an account that has to be made."""

    email: str
    role: MemberRole
    name: str = ""
    language: str = "ko"


def memberships(account: Asker) -> MemberQuerySet:
    """Those that open something: not ended, of an exhibitor that takes part, with the role."""
    if not account.is_authenticated:
        return Member.objects.none()
    role = Role.objects.held().filter(
        account=OuterRef("account"),
        edition=OuterRef("exhibitor__edition"),
        kind=RoleKind.EXHIBITOR,
    )
    taking_part = Participation.objects.standing().filter(exhibitor=OuterRef("exhibitor"))
    return (
        Member.objects.standing()
        .filter(Exists(role), Exists(taking_part), account_id=account.pk)
        .select_related("account", "exhibitor__edition")
        .order_by("-exhibitor__edition__number", "exhibitor__name_ko")
    )


def exhibitors_of(asker: Asker) -> QuerySet[Exhibitor]:
    """The exhibitors that the asker works for as a member."""
    return Exhibitor.objects.filter(pk__in=memberships(asker).values("exhibitor"))


def of(exhibitor: Exhibitor) -> MemberQuerySet:
    """Everybody who works for the exhibitor now: owners first, then by name."""
    return (
        Member.objects.standing()
        .filter(exhibitor=exhibitor)
        .select_related("account", "exhibitor__edition")
        .order_by("-role", "account__name", "account__email")
    )


@transaction.atomic
def invite(exhibitor: Exhibitor, invitee: Invitee, *, by: Account) -> Member:
    """Make whoever has the address a member, and tell him by mail.

    Raises NotTakingPart, AlreadyMember, TooManyInvitations and AccountBlocked."""
    _lock(exhibitor)
    if not exhibitor.participations.standing().exists():
        raise NotTakingPart
    account = invitations.account_of(invitee.email, name=invitee.name, language=invitee.language)
    if of(exhibitor).filter(account=account).exists():
        raise AlreadyMember
    invitations.admit(account, exhibitor.edition, RoleKind.EXHIBITOR)
    member = Member.objects.create(exhibitor=exhibitor, account=account, role=invitee.role)
    _tell(member, by)
    return member


@transaction.atomic
def remind(member: Member, *, by: Account) -> Member:
    """Send the invitation again. Raises MemberEnded and TooManyInvitations."""
    fresh = _standing(member)
    _tell(fresh, by)
    return fresh


@transaction.atomic
def change_role(member: Member, role: MemberRole, *, by: Account) -> Member:
    """Raises MemberEnded, and LastOwner for the only owner."""
    fresh = _standing(member)
    if role != MemberRole.OWNER:
        _keep_an_owner(fresh)
    fresh.role = role
    fresh.save(update_fields=["role"])
    return fresh


@transaction.atomic
def end(member: Member, *, by: Account) -> Member:
    """Take the access back: it is gone with the next request. Raises MemberEnded and LastOwner.

    The role of the edition ends with the last membership in it."""
    fresh = _standing(member)
    _keep_an_owner(fresh)
    fresh.ended_at = timezone.now()
    fresh.save(update_fields=["ended_at"])
    edition = fresh.exhibitor.edition_id
    others = Member.objects.standing().filter(account=fresh.account, exhibitor__edition=edition)
    if not others.exists():
        for role in Role.objects.held().filter(
            account=fresh.account, edition=edition, kind=RoleKind.EXHIBITOR
        ):
            access.end(role)
    return fresh


def _tell(member: Member, by: Account) -> None:
    _keep_to_the_limit(member.exhibitor, by)
    mails.queue(
        Letter(
            kind=KIND,
            recipient=member.account.email,
            language=member.account.language,
            edition=member.exhibitor.edition,
            facts={"member": member.pk, "by": by.pk},
        )
    )


def _keep_to_the_limit(exhibitor: Exhibitor, by: Account) -> None:
    """Nobody fills letter boxes in our name; organisers invite a hundred exhibitors at once."""
    if access.may(by, exhibitor.edition, RoleKind.ORGANISER):
        return
    lately = Mail.objects.filter(kind=KIND, facts__by=by.pk, made_at__gt=timezone.now() - HOUR)
    if lately.count() >= INVITATIONS_AN_HOUR:
        raise TooManyInvitations


def _lock(exhibitor: Exhibitor) -> None:
    """One change of the members at a time, so that two owners cannot both be the last to go."""
    Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)


def _standing(member: Member) -> Member:
    _lock(member.exhibitor)
    fresh = Member.objects.select_related("exhibitor", "account").get(pk=member.pk)
    if fresh.ended_at is not None:
        raise MemberEnded
    return fresh


def _keep_an_owner(member: Member) -> None:
    owners = Member.objects.standing().filter(exhibitor=member.exhibitor, role=MemberRole.OWNER)
    if member.role == MemberRole.OWNER and not owners.exclude(pk=member.pk).exists():
        raise LastOwner
