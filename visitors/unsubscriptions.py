"""The end of news by mail, by one press and without a log-in: for the mail address, everywhere.

The link in a mail opens nothing else: it stands in the mail's header, where programs read it. It
names a row by its key, since whoever knows a registration's id can ask for the ticket by it."""

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import override

from expo import mails
from visitors import consents
from visitors.models import Consent, ConsentKind, Registration

SALT = "visitors.unsubscriptions"


def address(registration: Registration, language: str) -> str:
    """The whole address of the page, as a mail has it."""
    token = Signer(salt=SALT, sep=".").sign(str(registration.pk))
    with override(language):
        return mails.link(reverse("unsubscription", args=[token]))


def read(token: str) -> Registration | None:
    """Whose it is; None for a token that we did not write. Asks no row for a wrong one."""
    try:
        key = int(Signer(salt=SALT, sep=".").unsign(token))
    except (BadSignature, ValueError):
        return None
    return Registration.objects.select_related("person", "edition").filter(pk=key).first()


@transaction.atomic
def end(registration: Registration, *, at: datetime) -> None:
    """Withdraw every consent to news that this mail address has given; again changes nothing."""
    for consent in _standing(registration):
        consents.withdraw(consent, at=at)


def _standing(registration: Registration) -> list[Consent]:
    standing = Consent.objects.filter(text__kind=ConsentKind.MARKETING, withdrawn_at=None)
    own = list(standing.filter(registration=registration))
    mailbox = registration.person.email.lower()
    if not mailbox:
        return own
    named = standing.annotate(mailbox=Lower("registration__person__email"))
    return [*own, *named.filter(mailbox=mailbox).exclude(registration=registration)]
