"""A registration being written: its four steps, what was told in each, and how far one may go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo import editions, show_days
from expo.errors import Refused
from expo.models import Edition
from visitors import consents
from visitors.classes import TicketClass
from visitors.models import ConsentKind, ConsentText, RegistrationDraft
from visitors.pages.registration.consent_form import ConsentForm
from visitors.pages.registration.optional_form import OptionalForm
from visitors.pages.registration.step_form import StepForm
from visitors.pages.registration.who_forms import form_for
from visitors.pages.stays import spans_from
from visitors.registrations import Application, offers, openness
from visitors.registrations.offers import Offer
from visitors.registrations.openness import Openness


class Step(NamedTuple):
    name: str
    title: str | Promise
    heading: str | Promise


STEPS = (
    Step("who", pgettext_lazy("step", "Who"), _("Who comes?")),
    Step("consents", _("Consents"), _("What do you agree to?")),
    Step("optional", _("Optional"), _("What else would you like to tell?")),
    Step("check", pgettext_lazy("step", "Check"), _("Is everything right?")),
)
*ASKED, CHECK = STEPS
BY_NAME = {step.name: step for step in STEPS}


class Unfinished(Refused):
    """Facts: the `step` in which something is missing."""

    code = "registration_unfinished"
    message = _("Something is missing, or is not right any more.")


@dataclass(frozen=True)
class Writing:
    """A draft, and the moment at which somebody goes on with it, by the clock of its fair."""

    draft: RegistrationDraft
    edition: Edition
    at: datetime
    language: str

    @cached_property
    def days(self) -> list[show_days.Hours]:
        return show_days.opening_hours(self.edition)

    @cached_property
    def openness(self) -> Openness:
        return openness.of(self.edition, self.at, self.days)

    @cached_property
    def offer(self) -> Offer:
        """Raises NotOffered: that class is not registered for any more."""
        wanted = TicketClass(self.draft.told["ticket_class"])
        return offers.find(self.edition, wanted, self.at)

    @cached_property
    def texts(self) -> list[ConsentText]:
        return consents.newest(self.edition)

    def form(self, step: str, data: Mapping[str, Any] | None = None) -> StepForm:
        """With what was told in that step, or with `data` to be checked."""
        options = {"initial": self.told(step), "auto_id": "%s"}
        if step == "who":
            kind = form_for(self.offer.ticket_class, needs_approval=self.offer.needs_approval)
            return kind(self._spans(), data, **options)
        if step == "consents":
            return ConsentForm(self.texts, self.language, data, **options)
        return OptionalForm(self.language, data, **options)

    def told(self, step: str) -> dict[str, Any]:
        """As it was typed; nothing where nobody has been yet."""
        told: dict[str, Any] = self.draft.told.get(step, {})
        return told

    @cached_property
    def forms(self) -> dict[str, StepForm]:
        """What was told in each step, checked anew: days pass, and notices change."""
        return {step.name: self.form(step.name, self.told(step.name)) for step in ASKED}

    @property
    def unfinished(self) -> str | None:
        """The first step in which something is missing, or not right any more."""
        is_done = {
            name: name in self.draft.told and form.is_valid() for name, form in self.forms.items()
        }
        return next((name for name, done in is_done.items() if not done), None)

    @property
    def may_tell_more(self) -> bool:
        """Whether there is a consent to optional items."""
        return bool(self.told("consents").get(ConsentKind.OPTIONAL))

    def application(self) -> Application:
        """What was told. Raises Unfinished and NotOffered."""
        if step := self.unfinished:
            raise Unfinished(step=step)
        asked = {
            "uuid": self.draft.registration_uuid,
            "ticket_class": self.offer.ticket_class,
            "language": self.language,
            **self.forms["who"].asked(),
            **self.forms["consents"].asked(),
        }
        more = self.forms["optional"].asked() if self.may_tell_more else {}
        asked["details"] = replace(asked["details"], **more)
        return Application(**asked)

    def _spans(self) -> list[tuple[str, str]]:
        today = editions.show_day(self.edition, self.at)
        return spans_from([hours.opens.date() for hours in self.days], today)
