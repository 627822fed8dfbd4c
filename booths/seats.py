"""Whose portal it is: somebody who works for an exhibitor that takes part."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from booths import members
from booths.models import Exhibitor, Member, MemberRole, Participation, ParticipationRole
from booths.models.participation import MemberQuerySet
from expo.access import Asker
from expo.models import Account, Edition


@dataclass(frozen=True, slots=True)
class Seat:
    """A member at work, and for whom."""

    account: Account
    member: Member
    exhibitor: Exhibitor
    participation: Participation
    edition: Edition

    @property
    def is_owner(self) -> bool:
        return self.member.role == MemberRole.OWNER

    @property
    def is_main(self) -> bool:
        return self.participation.role == ParticipationRole.MAIN


def of(chosen: MemberQuerySet) -> Seat | None:
    """The seat of the first of the memberships, None where there is none."""
    member = chosen.first()
    if member is None:
        return None
    taking_part = member.exhibitor.participations.standing().select_related("main__exhibitor")
    return Seat(
        account=member.account,
        member=member,
        exhibitor=member.exhibitor,
        participation=taking_part.get(),
        edition=member.exhibitor.edition,
    )


def at(asker: Asker, exhibitor: UUID) -> Seat:
    """The asker's seat at that exhibitor; raises Http404 for strangers."""
    seat = of(members.memberships(asker).filter(exhibitor__uuid=exhibitor))
    if seat is None:
        raise Http404
    return seat
