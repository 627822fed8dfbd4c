"""Consents: which notice somebody is shown, and that he agreed to it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors.models import Consent, ConsentKind, ConsentText, Registration


class NoNotice(Refused):
    code = "no_notice"
    message = _("This edition has no collection notice yet: register without personal data.")


def notice(
    edition: Edition, language: str, kind: ConsentKind = ConsentKind.COLLECTION
) -> ConsentText:
    """The newest version in the language. Raises NoNotice."""
    texts = ConsentText.objects.filter(edition=edition, kind=kind, language=language)
    newest = texts.order_by("-version").first()
    if newest is None:
        raise NoNotice
    return newest


def notices(edition: Edition) -> list[ConsentText]:
    """What is read before personal data is collected: the newest version of each language."""
    texts = ConsentText.objects.filter(edition=edition, kind=ConsentKind.COLLECTION)
    return list(texts.order_by("-language", "-version").distinct("language"))


def newest(edition: Edition) -> list[ConsentText]:
    """The newest version of each kind in each language."""
    texts = ConsentText.objects.filter(edition=edition)
    return list(texts.order_by("kind", "language", "-version").distinct("kind", "language"))


def offered(edition: Edition, language: str) -> dict[ConsentKind, ConsentText]:
    """The newest version of each kind in the language; in another where it has none in this."""
    own = sorted(newest(edition), key=lambda text: text.language == language)
    return {ConsentKind(text.kind): text for text in own}


def agree(registration: Registration, text: ConsentText, *, at: datetime) -> Consent:
    return Consent.objects.create(
        edition=registration.edition, registration=registration, text=text, given_at=at
    )


@transaction.atomic
def agree_once(registration: Registration, text: ConsentText, *, at: datetime) -> Consent:
    """The same for what can be pressed twice: whose consent of the kind stands keeps that one."""
    Registration.objects.select_for_update(of=["self"]).get(pk=registration.pk)
    same = [each for each in standing(registration) if each.text.kind == text.kind]
    return same[0] if same else agree(registration, text, at=at)


def given(registration: Registration) -> list[Consent]:
    """All that was agreed to for this registration, the newest first, withdrawn ones among them."""
    rows = Consent.objects.filter(registration=registration).select_related("text")
    return list(rows.order_by("-given_at", "-pk"))


def standing(registration: Registration) -> list[Consent]:
    return [consent for consent in given(registration) if consent.withdrawn_at is None]


def withdraw(consent: Consent, *, at: datetime) -> Consent:
    """Take a consent back; again changes nothing. A clock that was set back withdraws nothing
    before it was given."""
    moment = Greatest(F("given_at"), Value(at))
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=moment)
    consent.refresh_from_db(fields=["withdrawn_at"])
    return consent


def agree_all(given: Iterable[tuple[Registration, ConsentText]], *, at: datetime) -> None:
    """In one statement, however many they are."""
    Consent.objects.bulk_create(
        Consent(
            edition_id=registration.edition_id, registration=registration, text=text, given_at=at
        )
        for registration, text in given
    )
