"""The end: everything personal is destroyed, and the link opens nothing any more."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from expo import tasks
from expo.models import Destruction
from visitors import cancellations, erasure_requests
from visitors.models import Registration
from visitors.pages.ticket import cookies
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts.companions import CompanionsForm


class ErasureForm(CompanionsForm):
    """Whom it is for: the holder unless he says otherwise, and each companion who is chosen."""

    myself = forms.BooleanField(label=gettext_lazy("My own data"), required=False)
    gives_up = forms.BooleanField(
        label=gettext_lazy("Cancel the tickets and seats, too: the codes open no door any more"),
        required=False,
    )
    understood = forms.BooleanField(
        label=gettext_lazy("I have read what happens. It cannot be undone."),
        error_messages={
            "required": gettext_lazy("Tick that you have read what happens: nobody can undo it.")
        },
    )
    field_order = ("myself", "companions", "gives_up", "understood")

    def __init__(self, holder: Holder, *args: Any) -> None:
        super().__init__(holder, *args)
        self.holder = holder
        self.initial = {"myself": True}
        if "companions" not in self.fields:
            del self.fields["myself"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "myself" in self.fields and not (said.get("myself") or said.get("companions")):
            self.add_error("myself", NOBODY)
        return said

    def people(self) -> list[Registration]:
        """What a valid form says."""
        own = [self.holder.registration] if self.cleaned_data.get("myself", True) else []
        return [*own, *self.chosen()]


NOBODY = gettext_lazy("Choose whose data are to be erased.")


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def erasure(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Asks once; then says that it is done, on the last page that this link shows."""
    form = ErasureForm(holder, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_ticket(request, holder, "ticket/erasure.html", {"form": form})
    people = form.people()
    certificates = _erase(people, holder, gives_up=form.cleaned_data["gives_up"])
    transaction.on_commit(tasks.hurry_mails)
    is_over = holder.registration in people
    context = {"certificates": certificates, "is_over": is_over}
    answer = render_ticket(request, holder, "ticket/erasure_done.html", context)
    if is_over:
        cookies.forget(answer)
    return answer


@transaction.atomic
def _erase(people: list[Registration], holder: Holder, *, gives_up: bool) -> list[Destruction]:
    """Seats and codes first: afterwards nobody can bring them back."""
    if gives_up:
        cancellations.end(people, at=holder.at)
    return erasure_requests.fulfil(people, at=holder.at)
