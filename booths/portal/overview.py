"""What the portal's first page says of an exhibitor: what waits, what came back, who is there."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths import members
from booths.listings.fields import label
from booths.models import ChangeState, ListingChange, Participation
from booths.seats import Seat


@dataclass(frozen=True, slots=True)
class SentBack:
    """A field whose last proposal was refused, and why."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListingState:
    """How many fields wait for the organisers, and what they sent back."""

    waiting: int = 0
    sent_back: list[SentBack] = field(default_factory=list)
    is_complete: bool = False

    @property
    def key(self) -> str:
        if self.sent_back:
            return "sent_back"
        if self.waiting:
            return "waiting"
        return "live" if self.is_complete else "incomplete"

    @property
    def word(self) -> str | Promise:
        return WORDS[self.key]


WORDS = {
    "sent_back": _("Sent back"),
    "waiting": _("Waiting for approval"),
    "live": _("Shown to visitors"),
    "incomplete": _("Incomplete"),
}


@dataclass(frozen=True, slots=True)
class Passes:
    used: int
    quota: int


@dataclass(frozen=True, slots=True)
class Team:
    """How many work for the exhibitor, and how many of them have not begun yet."""

    members: int
    not_here_yet: int


def listing_of(participation: Participation) -> ListingState:
    """From the last proposal of each field that was not taken back."""
    listing = getattr(participation, "listing", None)
    if listing is None:
        return ListingState()
    last: dict[str, ListingChange] = {change.field: change for change in listing.changes.kept()}
    return ListingState(
        waiting=sum(change.state == ChangeState.WAITING for change in last.values()),
        sent_back=[
            SentBack(label(change.field), change.reason)
            for change in last.values()
            if change.state == ChangeState.REFUSED
        ],
        is_complete=type(listing).objects.complete().filter(pk=listing.pk).exists(),
    )


def passes_of(participation: Participation) -> Passes:
    return Passes(participation.staff_passes.standing().count(), participation.pass_quota)


def team_of(seat: Seat) -> Team:
    accounts = [member.account for member in members.of(seat.exhibitor)]
    begun = sum(account.has_usable_password() for account in accounts)
    return Team(members=len(accounts), not_here_yet=len(accounts) - begun)
