"""Writing to many: a form; with a valid one the preview; and, once that was looked at, the sending.

Who gets it is for each kind of mailing to say; the way there is the same for all."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from expo import mailings, tasks
from expo.admin.mailing_form import MailingForm
from expo.admin.pages import framed, worker
from expo.errors import DomainError
from expo.models import Edition, Mailing

Form = TypeVar("Form", bound=MailingForm)
Audience = TypeVar("Audience")


class MailingPage(ABC, Generic[Form, Audience]):
    """One request. `kind` composes previews and tests from the words themselves."""

    title: ClassVar[Promise | str]
    template: ClassVar[str]
    kind: ClassVar[str]
    form_class: type[Form]

    def __init__(self, request: HttpRequest, edition: Edition) -> None:
        self.request, self.edition = request, edition

    @abstractmethod
    def make_form(self, data: dict[str, Any] | None) -> Form: ...

    @abstractmethod
    def audience(self, form: Form) -> Audience:
        """Who gets it, exactly."""

    @abstractmethod
    def recipients(self, audience: Audience) -> list[Any]:
        """What tells one audience from another."""

    @abstractmethod
    def send(self, form: Form, audience: Audience) -> Mailing: ...

    def facts(self, form: Form) -> dict[str, Any]:
        """What a preview says beside the words."""
        return {}

    def beside(self) -> dict[str, Any]:
        """What the empty form shows beside its fields."""
        return {}

    def saw(self, audience: Audience) -> None:
        """Write down whose data the preview shows."""

    # The way

    def answer(self) -> HttpResponse:
        data = self.request.POST.dict() if self.request.method == "POST" else None
        form = self.make_form(data)
        if data is None or not form.is_valid():
            return self._page(form, self.beside(), status=200 if data is None else 422)
        audience, act = self.audience(form), data.get("act")
        if act == "send" and form.cleaned_data["previewed"] == self._print(form, audience):
            return self._send(form, audience)
        if act == "test":
            self._test(form)
        if act == "send":
            words = _("It has changed since you looked at it. Look once more.")
            messages.warning(self.request, words)
        return self._preview(form, audience)

    def _print(self, form: Form, audience: Audience) -> str:
        return mailings.fingerprint(form.draft(), self.facts(form), self.recipients(audience))

    def _send(self, form: Form, audience: Audience) -> HttpResponse:
        try:
            sent = self.send(form, audience)
        except DomainError as error:
            messages.error(self.request, str(error.message))
            return self._preview(form, audience)
        tasks.hurry_mails()
        words = _("%(count)s mails are on their way.") % {"count": sent.mails.count()}
        messages.success(self.request, words)
        return redirect("admin:expo_mailing_change", sent.pk)

    def _test(self, form: Form) -> None:
        sent = mailings.send_test(
            self.kind, form.draft(), self.edition, worker(self.request), **self.facts(form)
        )
        tasks.hurry_mails()
        words = _("A test is on its way to %(email)s.") % {"email": sent[0].recipient}
        messages.success(self.request, words)

    def _preview(self, form: Form, audience: Audience) -> HttpResponse:
        self.saw(audience)
        draft, facts = form.draft(), self.facts(form)
        seen = self.make_form(
            {**self.request.POST.dict(), "previewed": self._print(form, audience)}
        )
        previews = [
            (language, mailings.preview(self.kind, draft, self.edition, language, **facts))
            for language in draft.languages
        ]
        count = len(self.recipients(audience))
        return self._page(seen, {"audience": audience, "count": count, "previews": previews})

    def _page(self, form: Form, more: dict[str, Any], status: int = 200) -> HttpResponse:
        context = {"edition": self.edition, "form": form, **more}
        return framed(self.request, self.template, str(self.title), context, status)
