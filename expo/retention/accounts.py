"""Accounts whose work is long over: without name and address, closed, and still the same number.

Who granted, decided or looked stands in many rows by that number; whose it was is forgotten."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.utils import timezone

from expo import mails
from expo.models import Account, Edition, Mail, Role
from expo.retention import periods
from expo.retention.registry import Batch

ACCOUNT = "expo.account"
FIELDS = (
    *("expo.Account.email", "expo.Account.name", "expo.Account.password"),
    *("account.EmailAddress.email", "account.EmailConfirmation.key", "mfa.Authenticator.data"),
)
NOWHERE = "account.invalid"
"""Where addresses end that are nobody's: no mail ever goes to such a domain (RFC 2606)."""


def is_latest(edition: Edition) -> bool:
    return not Edition.objects.filter(number__gt=edition.number).exists()


def due(edition: Edition, at: datetime) -> QuerySet[Account]:
    """Those whose last role was in this edition, three years after it. An account that never had
    one is the latest edition's; a superuser's is never due: somebody has to keep the house."""
    end = periods.three_years_after(edition)
    if end is None or at < end:
        return Account.objects.none()
    roles = Role.objects.filter(account=OuterRef("pk")).order_by("-edition__number")
    last = Coalesce(
        Subquery(roles.values("edition")[:1]), Value(_latest()), output_field=BigIntegerField()
    )
    rows = Account.objects.filter(is_superuser=False).exclude(email__endswith=f"@{NOWHERE}")
    return rows.annotate(last=last).filter(last=edition.pk)


def _latest() -> int | None:
    return Edition.objects.latest_first().values_list("pk", flat=True).first()


def erase(batch: Batch) -> dict[str, int]:
    """Close the accounts and forget whose they were, with every mail to them."""
    rows = Account.objects.filter(pk__in=batch.keys)
    addresses = rows.values_list(Lower("email"), flat=True)
    to = Mail.objects.annotate(to=Lower("recipient")).filter(to__in=list(addresses))
    erased = mails.erase(to)
    for secrets in (EmailAddress.objects, Authenticator.objects):
        secrets.filter(user__in=batch.keys).delete()
    Role.objects.held().filter(account__in=batch.keys).update(ended_at=timezone.now())
    return {"expo.mail": erased, ACCOUNT: rows.update(**_nobody())}


def _nobody() -> dict[str, object]:
    number = Cast(F("pk"), CharField())
    return {
        "email": Concat(Value("destroyed-"), number, Value(f"@{NOWHERE}")),
        "name": "",
        "password": make_password(None),
        "is_active": False,
        "is_staff": False,
        "last_login": None,
    }
