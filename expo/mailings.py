"""A mail written once and sent to many: looked at before, sent once, called back in time."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from expo import mails
from expo.mails import Composed, Letter
from expo.models import Account, Edition, Mail, Mailing

A_SECOND = 20
"""So many mails of a mailing are due each second: what mail servers bear, and what leaves time to
call the rest back."""

Address = Callable[[Mailing], Iterable[Letter]]


@dataclass(frozen=True, slots=True)
class Draft:
    """Korean is always written. Without English everybody reads Korean."""

    subject_ko: str
    text_ko: str
    subject_en: str = ""
    text_en: str = ""

    @property
    def languages(self) -> list[str]:
        return ["ko", "en"] if self.subject_en and self.text_en else ["ko"]

    def in_language(self, language: str) -> dict[str, str]:
        if language == "en" and "en" in self.languages:
            return {"subject": self.subject_en, "text": self.text_en}
        return {"subject": self.subject_ko, "text": self.text_ko}

    def language_for(self, wished: str) -> str:
        return wished if wished in self.languages else "ko"


def fingerprint(draft: Draft, *said: object) -> str:
    """Changes with every word, and with whatever else is said, as who gets it: what was previewed
    is what is sent."""
    return sha256(repr((asdict(draft), *said)).encode()).hexdigest()[:24]


def preview(kind: str, draft: Draft, edition: Edition, language: str, **facts: object) -> Composed:
    """The mail as it will look in that language. `kind` composes it from its words."""
    told = {**draft.in_language(language), **facts}
    return mails.composed(Mail(kind=kind, edition=edition, language=language, facts=told))


@transaction.atomic
def send_test(
    kind: str, draft: Draft, edition: Edition, to: Account, **facts: object
) -> list[Mail]:
    """One mail in each language that is written, to oneself."""
    return [
        mails.queue(
            Letter(
                kind=kind,
                recipient=to.email,
                language=language,
                edition=edition,
                facts={**draft.in_language(language), **facts},
            )
        )
        for language in draft.languages
    ]


def send(uuid: UUID, edition: Edition, draft: Draft, address: Address, *, by: Account) -> Mailing:
    """Queue the letters that `address` writes, all of them or none, at a pace that leaves the mail
    server room for others. The same uuid again sends nothing more."""
    try:
        with transaction.atomic():
            mailing = Mailing.objects.create(
                uuid=uuid, edition=edition, written_by=by, **asdict(draft)
            )
            mails.queue_all(address(mailing), a_second=A_SECOND)
    except IntegrityError:
        known = Mailing.objects.filter(uuid=uuid, edition=edition).first()
        if known is None:
            raise
        return known
    return mailing
