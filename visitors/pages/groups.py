"""Registering a group: with one ticket for all, or by a list of names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo import editions
from expo.models import Edition
from visitors import badge_runs, registrations
from visitors.badge_runs import Wanted
from visitors.models import BadgePaper, Registration, Ticket
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.group_forms import HeadsForm, ListForm


def _form(request: HttpRequest) -> str:
    """The page of the form, empty again: what was typed about people stands in no address."""
    return request.path


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_form)
@cache_control(private=True, no_cache=True)
def groups(request: HttpRequest) -> HttpResponse:
    """A group that goes in together has one ticket and one badge."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        form = HeadsForm(edition, editions.now(edition), request.POST or None)
        if form.is_valid() and (made := _group(form)):
            return redirect(f"{reverse('desk_registration', args=[made.uuid])}?new=1")
        if form.is_bound:
            form.renew()
        return render(request, "desk/group.html", {"edition": edition, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_form)
@cache_control(private=True, no_cache=True)
def group_list(request: HttpRequest) -> HttpResponse:
    """People by name: shown first, then registered all at once, and their badges printed."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        form = ListForm(edition, editions.now(edition), request.POST or None)
        is_read = form.is_bound and form.is_valid()
        if is_read and "register" in request.POST and (made := _people(form)):
            return _print(request, edition, form, made)
        if form.is_bound:
            form.renew()
        lines = form.lines if is_read and form.is_valid() else []
        context = {"edition": edition, "form": form, "lines": lines}
        return render(request, "desk/group_list.html", context)


def _group(form: HeadsForm) -> Registration | None:
    return form.tell(
        lambda: registrations.register_on_site(form.edition, form.walk_in(), at=form.at)
    )


def _people(form: ListForm) -> list[Registration] | None:
    return form.tell(
        lambda: registrations.register_together(form.edition, form.walk_ins(), at=form.at)
    )


def _print(
    request: HttpRequest, edition: Edition, form: ListForm, made: list[Registration]
) -> HttpResponse:
    """One run for the whole list, in its order; sent again it is the same run."""
    place = {row.pk: number for number, row in enumerate(made)}
    rows = Ticket.objects.valid().filter(registration__in=made).values_list("registration", "pk")
    tickets = [ticket for row, ticket in sorted(rows, key=lambda pair: place[pair[0]])]
    wanted = Wanted(
        paper=BadgePaper(form.cleaned_data["paper"]),
        title=_("Group of %(people)s") % {"people": len(made)},
        reason=_("The group was registered at the desk."),
        by=desk_worker(request),
        uuid=form.cleaned_data["uuid"],
    )
    run = badge_runs.order(edition, tickets, wanted)
    return redirect("badge_run", uuid=run.uuid)
