"""A mail to many exhibitors, written once by an organiser."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from booths.models import Exhibitor, Member, MemberRole
from booths.models.participation import ParticipationQuerySet
from expo import mailings
from expo.errors import Refused
from expo.mailings import Draft
from expo.mails import Letter
from expo.models import Account, Edition, Mailing

KIND, TEST = "mailing", "mailing_test"


class NobodyToTell(Refused):
    code = "nobody_to_tell"
    message = _("None of the chosen exhibitors has a member who could get the mail.")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets it, each human once, and the exhibitors of whom nobody does."""

    accounts: list[Account]
    exhibitors: int
    without_member: list[Exhibitor]

    @property
    def languages(self) -> dict[str, int]:
        """Language → how many prefer it."""
        spoken = [account.language for account in self.accounts]
        return {language: spoken.count(language) for language in sorted(set(spoken))}


def audience(participations: ParticipationQuerySet, *, owners_only: bool) -> Audience:
    """Standing members of those that still take part; their owners alone, if so wished."""
    taking_part = participations.standing().select_related("exhibitor").by_name()
    exhibitors = {row.exhibitor.pk: row.exhibitor for row in taking_part}
    reached = _members(exhibitors, owners_only=owners_only)
    accounts = {member.account_id: member.account for member in reached}
    told = {member.exhibitor_id for member in reached}
    return Audience(
        accounts=sorted(accounts.values(), key=lambda account: account.email),
        exhibitors=len(told),
        without_member=[row for pk, row in exhibitors.items() if pk not in told],
    )


def send(uuid: UUID, edition: Edition, draft: Draft, audience: Audience, *, by: Account) -> Mailing:
    """Queue the mail for everybody, all of it or nothing. The same uuid again sends nothing more.

    Raises NobodyToTell."""
    if not audience.accounts:
        raise NobodyToTell

    def letters(mailing: Mailing) -> Iterator[Letter]:
        return (_letter(mailing, draft, account) for account in audience.accounts)

    return mailings.send(uuid, edition, draft, letters, by=by)


def _letter(mailing: Mailing, draft: Draft, account: Account) -> Letter:
    return Letter(
        kind=KIND,
        recipient=account.email,
        language=draft.language_for(account.language),
        edition=mailing.edition,
        mailing=mailing,
        facts={"account": account.pk},
        key=f"mailing:{mailing.uuid}:{account.pk}",
    )


def _members(exhibitors: Iterable[int], *, owners_only: bool) -> list[Member]:
    members = Member.objects.standing().filter(
        exhibitor__in=list(exhibitors), account__is_active=True
    )
    if owners_only:
        members = members.filter(role=MemberRole.OWNER)
    return list(members.select_related("account").order_by("pk"))
