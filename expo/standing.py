"""What the asker may do in the admin, read once per request: it is asked a hundred times a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from expo import access
from expo.invitations import ADMIN_WORK
from expo.models import Account, Edition, RoleKind

ORGANISER = RoleKind.ORGANISER
DOOR_SUPERVISOR = RoleKind.DOOR_SUPERVISOR
PRIVACY_OFFICER = RoleKind.PRIVACY_OFFICER

ADMITTED = tuple(ADMIN_WORK)


@dataclass(frozen=True, slots=True)
class Standing:
    """The editions, by primary key, in which the asker holds each kind of role."""

    is_superuser: bool
    held: dict[RoleKind, frozenset[int]]

    def editions(self, kinds: Iterable[RoleKind]) -> frozenset[int]:
        return frozenset().union(*(self.held.get(kind, frozenset()) for kind in kinds))

    def holds(self, kinds: Iterable[RoleKind]) -> bool:
        return self.is_superuser or bool(self.editions(kinds))

    def reaches(self, kinds: Iterable[RoleKind], edition: int | None) -> bool:
        return self.is_superuser or edition in self.editions(kinds)


def of(request: HttpRequest) -> Standing:
    """The standing of whoever asks; computed at first asking and kept on the request."""
    known: Standing | None = getattr(request, "_standing", None)
    if known is None:
        known = _read(request)
        request._standing = known  # type: ignore[attr-defined]
    return known


def is_admitted(request: HttpRequest) -> bool:
    """Whether the asker may enter at all: `is_staff` alone opens nothing, a role alone neither."""
    account = request.user
    if not (isinstance(account, Account) and account.is_active and account.is_staff):
        return False
    return of(request).holds(ADMITTED)


def editions(request: HttpRequest) -> list[Edition]:
    """The editions that the asker works on, the latest first."""
    if not hasattr(request, "_editions"):
        mine = access.editions_of(request.user, *ADMITTED).order_by("-number")
        request._editions = list(mine)  # type: ignore[attr-defined]
    known: list[Edition] = request._editions  # type: ignore[attr-defined]
    return known


def chosen_edition(request: HttpRequest) -> Edition | None:
    """The edition that the address names (`?edition=slug`), else the latest; None without one."""
    mine = editions(request)
    named = [edition for edition in mine if edition.slug == request.GET.get("edition")]
    return next(iter(named or mine), None)


def organised_edition(request: HttpRequest) -> Edition:
    """The edition that the address names among those the asker organises, else the latest of them.

    Raises Http404 for whoever organises none, or not that one."""
    return held_edition(request, ORGANISER)


def held_edition(request: HttpRequest, *kinds: RoleKind) -> Edition:
    """The same for whoever holds one of these roles in it."""
    asker, wanted = of(request), request.GET.get("edition")
    mine = [edition for edition in editions(request) if asker.reaches(kinds, edition.pk)]
    for edition in mine:
        if wanted in {None, "", edition.slug}:
            return edition
    raise Http404


def _read(request: HttpRequest) -> Standing:
    account = request.user
    held: dict[RoleKind, set[int]] = defaultdict(set)
    if isinstance(account, Account) and not account.is_superuser:
        for kind, edition in account.roles.held().order_by().values_list("kind", "edition"):
            held[RoleKind(kind)].add(edition)
    return Standing(
        is_superuser=bool(getattr(account, "is_superuser", False)),
        held={kind: frozenset(editions) for kind, editions in held.items()},
    )
