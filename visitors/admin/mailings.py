"""Writing to many visitors: only to those who may get it, looked at and counted before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from expo.admin.mailing_pages import MailingPage
from expo.admin.pages import organisers_page, worker
from expo.models import Edition, Mailing
from visitors import mailings
from visitors.admin import mailing_starts
from visitors.admin.mailing_form import MailingForm
from visitors.mailings import Audience

STARTS = [("reminder", _("Reminder the day before")), ("hall", _("Change of hall"))]

NO_DAY = _("No show day comes any more that could be reminded of.")


class VisitorMailing(MailingPage[MailingForm, Audience]):
    """The page counts and shows nobody, so that nothing of it is a look at anybody's data."""

    title = _("Write to visitors")
    template = "mailings/visitors.html"
    kind = mailings.TEST

    def make_form(self, data: dict[str, Any] | None) -> MailingForm:
        start = self.request.GET.get("start", "")
        initial = {} if data else mailing_starts.of(start, self.edition)
        if start == "reminder" and not (data or initial):
            messages.info(self.request, str(NO_DAY))
        return MailingForm(self.edition, data, initial=initial)

    def beside(self) -> dict[str, Any]:
        return {"starts": STARTS}

    def facts(self, form: MailingForm) -> dict[str, Any]:
        return {"purpose": form.cleaned_data["purpose"]}

    def audience(self, form: MailingForm) -> Audience:
        return mailings.audience(self.edition, form.wanted())

    def recipients(self, audience: Audience) -> list[UUID]:
        return [reader.registration for reader in audience.readers]

    def send(self, form: MailingForm, audience: Audience) -> Mailing:
        by = worker(self.request)
        return mailings.send(form.id, self.edition, form.draft(), form.wanted(), by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def write(request: HttpRequest, edition: Edition) -> HttpResponse:
    return VisitorMailing(request, edition).answer()
