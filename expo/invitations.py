"""Giving a role to somebody by mail address, who may not have an account yet."""

from django.db import transaction

from expo import access
from expo.models import Account, Edition, Role, RoleKind

ADMIN_WORK = {RoleKind.ORGANISER, RoleKind.DOOR_SUPERVISOR, RoleKind.PRIVACY_OFFICER}
"""Roles with work to do in the admin. A planner's and an exhibitor's work is elsewhere."""


@transaction.atomic
def invite(email: str, edition: Edition, kind: RoleKind, *, name: str = "") -> Role:
    """Grant the role, and what it needs: an account without a password, the way into the admin."""
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account.objects.create_user(email, name=name)
    if kind in ADMIN_WORK and not account.is_staff:
        account.is_staff = True
        account.save(update_fields=["is_staff"])
    return access.grant(account, edition, kind)
