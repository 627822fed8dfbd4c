"""Who may do what: a role is a row of (account, edition, kind); nothing else grants anything."""

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from expo.models import Account, Edition, Role, RoleKind

Asker = Account | AnonymousUser


def editions_of(asker: Asker, *kinds: RoleKind) -> QuerySet[Edition]:
    """The editions in which the asker holds one of the roles; all of them for a superuser."""
    if not asker.is_authenticated:
        return Edition.objects.none()
    if asker.is_superuser:
        return Edition.objects.all()
    held = Role.objects.held().filter(account_id=asker.pk, kind__in=kinds)
    return Edition.objects.filter(pk__in=held.values("edition"))


def may(asker: Asker, edition: Edition, *kinds: RoleKind) -> bool:
    if not asker.is_authenticated:
        return False
    held = Role.objects.held().filter(account_id=asker.pk, edition_id=edition.pk, kind__in=kinds)
    return asker.is_superuser or held.exists()


def kinds_of(asker: Asker) -> set[RoleKind]:
    """Every kind of role the asker holds in any edition."""
    if not asker.is_authenticated:
        return set()
    if asker.is_superuser:
        return set(RoleKind)
    held = Role.objects.held().filter(account_id=asker.pk).order_by()
    return {RoleKind(kind) for kind in held.values_list("kind", flat=True)}


def edition_for(asker: Asker, slug: str, *kinds: RoleKind) -> Edition:
    """The edition, for somebody with one of the roles in it; raises Http404 for strangers."""
    edition = editions_of(asker, *kinds).filter(slug=slug).first()
    if edition is None:
        raise Http404
    return edition


def public_edition(slug: str) -> Edition:
    """A published edition; raises Http404."""
    edition = Edition.objects.published().filter(slug=slug).first()
    if edition is None:
        raise Http404
    return edition


@transaction.atomic
def grant(account: Account, edition: Edition, kind: RoleKind) -> Role:
    """Give the role; the one already held is returned as it is."""
    role, _made = Role.objects.held().get_or_create(account=account, edition=edition, kind=kind)
    return role


def end(role: Role) -> Role:
    """Take the role back. The row stays: who could do what, and until when, is known for ever."""
    role.ended_at = timezone.now()
    role.save(update_fields=["ended_at"])
    return role
