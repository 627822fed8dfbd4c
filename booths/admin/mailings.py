"""Writing to many exhibitors: chosen in a list, looked at in each language, then sent once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from booths import mailings
from booths.admin.mailing_form import MailingForm
from booths.mailings import Audience
from booths.models import Participation
from booths.models.participation import ParticipationQuerySet
from expo import looks
from expo.admin.mailing_pages import MailingPage
from expo.admin.pages import organisers_page, worker
from expo.models import Edition, LookAct, Mailing, SubjectKind

Participations = Callable[[QuerySet[Any]], ParticipationQuerySet]


def write_to(participations: Participations) -> Callable[..., Any]:
    """A list's act: write to the exhibitors that `participations` finds for the chosen rows."""

    @admin.action(description=gettext_lazy("Write a mail to the chosen"), permissions=["act"])
    def write_mail(
        model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        chosen = participations(queryset).standing()
        found = list(chosen.values_list("edition__slug", "pk").distinct())
        if len({slug for slug, _pk in found}) != 1:
            words = _("Choose exhibitors that take part in one edition.")
            model_admin.message_user(request, words, messages.ERROR)
            return None
        query = {"edition": found[0][0], "to": ",".join(str(pk) for _slug, pk in found)}
        return redirect(f"{reverse('admin:mailing_new')}?{urlencode(query)}")

    return write_mail


class ExhibitorMailing(MailingPage[MailingForm, Audience]):
    """To those whom the address names."""

    title = gettext_lazy("Write to exhibitors")
    template = "booths/admin/mailing_new.html"
    kind = mailings.TEST

    def make_form(self, data: dict[str, Any] | None) -> MailingForm:
        return MailingForm(data)

    @cached_property
    def chosen(self) -> ParticipationQuerySet:
        """Raises Http404 where there are none."""
        keys = [int(key) for key in self.request.GET.get("to", "").split(",") if key.isdecimal()]
        chosen = Participation.objects.of(self.edition).filter(pk__in=keys)
        if not chosen.exists():
            raise Http404
        return chosen

    def beside(self) -> dict[str, Any]:
        return {"chosen": self.chosen.count()}

    def audience(self, form: MailingForm) -> Audience:
        return mailings.audience(self.chosen, owners_only=form.owners_only)

    def recipients(self, audience: Audience) -> list[int]:
        return [account.pk for account in audience.accounts]

    def saw(self, audience: Audience) -> None:
        reached, edition = self.recipients(audience), self.edition
        asker, place = self.request, "admin.mailing"
        looks.saw(asker, LookAct.VIEW, place, SubjectKind.ACCOUNT, reached, edition=edition)

    def send(self, form: MailingForm, audience: Audience) -> Mailing:
        by = worker(self.request)
        return mailings.send(form.id, self.edition, form.draft(), audience, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def write(request: HttpRequest, edition: Edition) -> HttpResponse:
    return ExhibitorMailing(request, edition).answer()
