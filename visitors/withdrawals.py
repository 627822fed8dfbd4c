"""Withdrawals: a consent is taken back, and what rested on it is destroyed at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Destruction
from visitors import consents, erasures
from visitors.models import Consent, ConsentKind


class ErasesAll(Refused):
    code = "erases_all"
    message = _("Everything personal rests on this consent: have your data erased instead.")


@transaction.atomic
def withdraw(consent: Consent, *, at: datetime) -> list[Destruction]:
    """Take the consent back, and destroy what nothing allows to keep any more; again does nothing.

    Raises ErasesAll for the consent to the required items: that is `erasures.erase`, which asks
    first."""
    if consent.text.kind == ConsentKind.COLLECTION:
        raise ErasesAll
    consents.withdraw(consent, at=at)
    if consent.text.kind != ConsentKind.OPTIONAL or _stands_otherwise(consent):
        return []
    return erasures.erase_optional(consent.registration.person, at=at)


def _stands_otherwise(consent: Consent) -> bool:
    """Whether the same was agreed to once more, by another version of the text."""
    standing = consents.standing(consent.registration)
    return any(each.text.kind == consent.text.kind for each in standing)
