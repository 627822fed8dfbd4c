"""People who ask the privacy officer by telephone: found, told what is held, corrected, erased.

Each step is in the access log, with the officer's reason where something leaves or ends."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from expo import editions, looks, tasks
from expo.admin.pages import address, framed, worker
from expo.dashboard import leads as both_ends
from expo.dashboard.privacy.guard import privacy_page
from expo.models import Edition, LookAct, SubjectKind
from expo.pages.reasons import ReasonField, ReasonForm
from visitors import disclosures, erasure_requests, leads, registrations
from visitors.models import Registration
from visitors.pages.ticket_acts import disclosed
from visitors.registrations import SHOWN, Found

PLACE = "privacy.person"
LONGEST = 500


class RequestForm(ReasonForm):
    """How the person asked: what the officer answers for."""

    reason = ReasonField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "For example: asked by telephone, identity checked by a call back. It stands in the "
            "access log, with your name and the time. Do not write anybody's name here."
        ),
        error_messages={
            "required": gettext_lazy("Say in a few words who asked, and how you know him.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@privacy_page
@cache_control(private=True, no_store=True)
def search(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Look somebody up. What is looked for is sent in the body: no address ever holds a name."""
    text = request.POST.get("q", "").strip()[:LONGEST]
    found = registrations.find(edition, text) if text else []
    if text:
        _note(request, edition, LookAct.SEARCH, found)
    context = {
        "q": text,
        "is_asked": bool(text),
        "found": [one for one in found[:SHOWN] if one.registration],
        "has_more": len(found) > SHOWN,
    }
    return _page(request, "people/search.html", edition, context)


@require_http_methods(["GET", "HEAD"])
@privacy_page
@cache_control(private=True, no_store=True)
def person(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    return _shown(request, _registration(edition, uuid))


@require_POST
@privacy_page
@cache_control(private=True, no_store=True)
def data(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """Everything that is held, as the file that the person could download himself."""
    row, form = _registration(edition, uuid), RequestForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, data_form=form)
    _saw(request, row, LookAct.EXPORT, form.cleaned_data["reason"])
    return JsonResponse(
        _held(row),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="data-{row.number}.json"'},
    )


@require_POST
@privacy_page
@cache_control(private=True, no_store=True)
def erasure(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """Destroy what is held of the person, who gets a mail that it is done."""
    row, form = _registration(edition, uuid), RequestForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, erasure_form=form)
    _saw(request, row, LookAct.ERASE, form.cleaned_data["reason"])
    done = erasure_requests.fulfil([row], at=editions.now(edition), by=worker(request))
    tasks.hurry_mails()
    numbers = ", ".join(str(certificate) for certificate in done)
    messages.success(
        request, _("It is destroyed. Certificates: %(numbers)s") % {"numbers": numbers}
    )
    return redirect(address("privacy_people", edition))


def _registration(edition: Edition, uuid: UUID) -> Registration:
    """Raises Http404, for another edition's and for somebody who is erased."""
    rows = Registration.objects.of(edition).select_related("person__edition", "edition")
    found = get_object_or_404(rows, uuid=uuid)
    if found.person.erased_at is not None:
        raise Http404
    return found


def _shown(
    request: HttpRequest,
    row: Registration,
    data_form: RequestForm | None = None,
    erasure_form: RequestForm | None = None,
) -> HttpResponse:
    _saw(request, row, LookAct.VIEW)
    is_refused = bool(data_form or erasure_form)
    context = {
        "row": row,
        "parts": disclosed.parts(_held(row)),
        "data_form": data_form or RequestForm(auto_id="data_%s"),
        "erasure_form": erasure_form or RequestForm(auto_id="erasure_%s"),
    }
    return _page(request, "people/person.html", row.edition, context, 422 if is_refused else 200)


def _held(row: Registration) -> dict[str, Any]:
    keys = (lead.exhibitor for lead in leads.given(row))
    return disclosures.of(row, both_ends.name_of(keys), at=editions.now(row.edition))


def _note(request: HttpRequest, edition: Edition, act: LookAct, found: list[Found]) -> None:
    people = [one.person.pk for one in found if one.person]
    looks.saw(request, act, PLACE, SubjectKind.PERSON, people, edition=edition)


def _saw(request: HttpRequest, row: Registration, act: LookAct, reason: str = "") -> None:
    kind, keys = SubjectKind.PERSON, [row.person_id]
    looks.saw(request, act, PLACE, kind, keys, edition=row.edition, reason=reason)


def _page(
    request: HttpRequest, template: str, edition: Edition, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    title = _("Somebody asks about his data")
    return framed(request, template, title, {"edition": edition, **more}, status)
