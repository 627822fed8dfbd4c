"""Somebody who registers, as a browser without scripts does it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from expo import editions
from tests.factories import ConsentTextFactory, EditionFactory, ShowDayFactory
from tests.visitors.a_fair import DAYS
from visitors.models import RegistrationDraft

NOW = datetime(2023, 11, 20, 2, tzinfo=UTC)  # three days before
WHO = {"name": "김민수", "email": "minsu@example.org", "days": "0-2"}


def fair(kinds=("collection", "optional", "marketing"), **fields):
    """Open for registration, at a clock that stands still, with its notices."""
    edition = EditionFactory(**fields)
    for day in DAYS:
        ShowDayFactory(edition=edition, date=day)
    for kind in kinds:
        for language in ("ko", "en"):
            ConsentTextFactory(edition=edition, kind=kind, language=language, version=1)
    editions.set_clock(edition, NOW, rate=0)
    return edition


@dataclass
class Visitor:
    """One browser on its way through the steps."""

    client: object
    edition: object
    language: str = ""
    place: str = ""
    draft: RegistrationDraft | None = field(default=None)

    def begin(self, ticket_class="visitor"):
        answer = self.client.post(
            self.language + reverse("register"), {"ticket_class": ticket_class}
        )
        self.draft = RegistrationDraft.objects.order_by("-begun_at").first()
        RegistrationDraft.objects.filter(pk=self.draft.pk).update(
            begun_at=timezone.now() - timedelta(minutes=1)  # nobody is as fast as a test
        )
        return answer

    def at(self, step):
        return self.client.get(self.address(step))

    def tell(self, step, **answers):
        return self.client.post(self.address(step), answers)

    def agree(self, *kinds, **more):
        return self.tell("consents", **{kind: self.text(kind).pk for kind in kinds}, **more)

    def finish(self, **told):
        return self.client.post(self.address("check"), told)

    def register(self, *kinds, ticket_class="visitor", optional=None, **who):
        """All the way; the answer to the last button."""
        self.begin(ticket_class)
        self.tell("who", **(WHO | who))
        self.agree("collection", *kinds)
        self.tell("optional", **(optional or {}))
        return self.finish()

    def address(self, step):
        return f"{self.language}/register/{self.draft.pk}/{step}/"

    def text(self, kind):
        texts = self.edition.consent_texts.filter(kind=kind, language="ko")
        return texts.order_by("-version").first()
