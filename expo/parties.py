"""Who takes part in a session: in order, role by role, and honest about who was not named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from expo.models import Party, PartyRole


@dataclass(frozen=True, slots=True)
class Part:
    """Those who follow one another in one role. `unnamed` take part, and no source names them."""

    role: PartyRole
    named: list[Party]
    unnamed: int

    @property
    def missing(self) -> str:
        """How many of how many are not named; empty where all are."""
        total = self.unnamed + len(self.named)
        if self.unnamed == 0:
            return ""
        if total == 1:
            return _("not named publicly")
        return _sentence(self.role, is_whole=not self.named) % {
            "unnamed": self.unnamed,
            "total": total,
        }


def parts(parties: Iterable[Party]) -> list[Part]:
    """`parties` in the order of appearance, which they keep."""
    return [_part(PartyRole(role), list(those)) for role, those in groupby(parties, _role)]


def told(part: Part) -> str:
    """The part in one line, as a calendar shows it."""
    return f"{part.role.label}: {', '.join(_names(part))}"


def _names(part: Part) -> Iterator[str]:
    for party in part.named:
        yield f"{party.name} ({party.function})" if party.function else str(party.name)
    if part.missing:
        yield part.missing


def _role(party: Party) -> str:
    return party.role


def _part(role: PartyRole, those: list[Party]) -> Part:
    named = [party for party in those if party.name]
    return Part(role, named, unnamed=len(those) - len(named))


def _sentence(role: PartyRole, *, is_whole: bool) -> str:
    """Korean counts people and bodies with different words."""
    if role == PartyRole.MEMBER:
        if is_whole:
            return _("%(total)s bodies, none of them named publicly")
        return _("%(unnamed)s of %(total)s bodies are not named publicly")
    if is_whole:
        return _("%(total)s people, none of them named publicly")
    return _("%(unnamed)s of %(total)s people are not named publicly")
