"""Which exhibitors may know me: chosen one by one from the list of their names, and taken back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booths.models import Exhibitor
from expo.dashboard import leads as both_ends
from expo.models import Edition
from visitors import consents, corrections, leads
from visitors.models import ConsentKind, ConsentText, Lead, Person
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def exhibitors(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Who knows me, since when and what; and all others, unticked, below the notice."""
    if request.method == "POST":
        return _give(request, holder)
    return _page(request, holder)


@require_POST
@ticket_page
def withdrawal(request: HttpRequest, holder: Holder, lead: UUID) -> HttpResponse:
    """One press: from now on the exhibitor reads nothing, on no page and in no file."""
    row = get_object_or_404(Lead, uuid=lead, registration=holder.registration)
    leads.withdraw(row, at=holder.at)
    name = both_ends.name_of([row.exhibitor])(row.exhibitor)
    messages.success(request, _("Taken back: %(exhibitor)s") % {"exhibitor": name})
    return redirect("ticket_exhibitors", holder.token)


def _give(request: HttpRequest, holder: Holder) -> HttpResponse:
    """To those who are ticked, by the notice that was on the page if it is still the newest."""
    text, chosen = _notice(holder.edition), _chosen(request, holder.edition)
    if text is None or request.POST.get("notice") != str(text.pk):
        return _page(request, holder, fault=_("The notice has changed. Read it again, please."))
    if not chosen:
        return _page(request, holder, fault=_("Tick at least one exhibitor."))
    given = leads.give(holder.registration, [row.pk for row in chosen], text, at=holder.at)
    messages.success(
        request,
        ngettext(
            "%(count)s exhibitor more may know you.",
            "%(count)s exhibitors more may know you.",
            len(given),
        )
        % {"count": len(given)},
    )
    return redirect("ticket_exhibitors", holder.token)


def _page(request: HttpRequest, holder: Holder, fault: str = "") -> HttpResponse:
    given = leads.given(holder.registration)
    standing = [each for each in given if each.withdrawn_at is None]
    words = request.GET.get("q", "").strip()[:60]
    known = {each.exhibitor for each in standing}
    context: dict[str, Any] = {
        "standing": _named(standing),
        "withdrawn": _named([each for each in given if each.withdrawn_at is not None]),
        "words": words,
        "offered": [row for row in both_ends.offered(holder.edition, words) if row.pk not in known],
        "notice": _notice(holder.edition),
        "items": _items(holder.person),
        "fault": fault,
    }
    return render_ticket(request, holder, "ticket/exhibitors.html", context)


def _named(rows: list[Lead]) -> list[dict[str, Any]]:
    name_of = both_ends.name_of(row.exhibitor for row in rows)
    return [{"row": row, "name": name_of(row.exhibitor)} for row in rows]


def _notice(edition: Edition) -> ConsentText | None:
    """None while the edition has no such notice: then nobody can be chosen."""
    return consents.offered(edition, get_language() or "ko").get(ConsentKind.THIRD_PARTY)


def _chosen(request: HttpRequest, edition: Edition) -> list[Exhibitor]:
    ticked = set(request.POST.getlist("exhibitor"))
    return [row for row in both_ends.offered(edition, "") if str(row.uuid) in ticked]


def _items(person: Person) -> list[tuple[str, str]]:
    """What an exhibitor reads, as it stands now: label and value."""
    return [
        (corrections.label_of(name), getattr(person, name))
        for name in leads.ITEMS
        if getattr(person, name)
    ]
