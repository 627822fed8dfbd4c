"""Registrations that wait for approval: looked at, chosen, asked once more, decided.

A mail cannot be called back, so nothing is decided by the first press."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from expo import editions, looks, tasks
from expo.admin.pages import address, framed, organisers_page, worker
from expo.errors import DomainError
from expo.models import Edition, LookAct, SubjectKind
from visitors.models import Approval, Registration
from visitors.registrations import approvals

SHOWN = 100
CHOSEN = "chosen"
APPROVE, REFUSE = "approve", "refuse"


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What waits; posted to, whom it is about and whether that is sure; then it is done."""
    if request.method != "POST":
        return _waiting(request, edition)
    verdict = _verdict(request)
    rows = _chosen(request, edition, verdict)
    if not rows:
        messages.error(request, _("Nobody was chosen."))
        return redirect(address("approvals", edition))
    if "sure" not in request.POST:
        return _question(request, edition, verdict, rows)
    return _decide(request, edition, verdict, rows)


def _verdict(request: HttpRequest) -> str:
    found = [name for name in (APPROVE, REFUSE) if name in request.POST]
    if len(found) != 1:
        raise Http404
    return found[0]


def _chosen(request: HttpRequest, edition: Edition, verdict: str) -> list[Registration]:
    """One registration has buttons of its own; those below the list are for all that are ticked."""
    named = request.POST[verdict]
    told = request.POST.getlist(CHOSEN) if named == CHOSEN else [named]
    rows = Registration.objects.of(edition).filter(uuid__in=_uuids(told))
    rows = rows.exclude(approval=Approval.NOT_NEEDED)
    return list(rows.select_related("person").order_by("registered_at", "pk"))


def _uuids(told: list[str]) -> list[UUID]:
    try:
        return [UUID(one) for one in told[:SHOWN]]
    except ValueError as error:
        raise Http404 from error


def _waiting(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = approvals.waiting(edition)
    shown = list(rows[:SHOWN])
    _note(request, edition, LookAct.VIEW, shown)
    more = {"rows": shown, "waiting": rows.count()}
    return _page(request, "approvals/waiting.html", edition, more)


def _question(
    request: HttpRequest,
    edition: Edition,
    verdict: str,
    rows: list[Registration],
    fault: str = "",
) -> HttpResponse:
    _note(request, edition, LookAct.VIEW, rows)
    more = {
        "rows": rows,
        "is_refusal": verdict == REFUSE,
        "reason": request.POST.get("reason", ""),
        "most": approvals.LONGEST_REASON,
        "fault": fault,
    }
    return _page(request, "approvals/question.html", edition, more, 422 if fault else 200)


def _decide(
    request: HttpRequest, edition: Edition, verdict: str, rows: list[Registration]
) -> HttpResponse:
    """Each by itself: what somebody else has decided meanwhile keeps nothing of the rest back."""
    reason = request.POST.get("reason", "")
    try:
        reason = approvals.checked(reason) if verdict == REFUSE else ""
    except DomainError as error:
        return _question(request, edition, verdict, rows, fault=str(error.message))
    done = [row for row in rows if _is_decided(request, edition, row, reason)]
    _note(request, edition, LookAct.CHANGE, rows)
    _tell(request, verdict, len(done))
    tasks.hurry_mails()
    return redirect(address("approvals", edition))


def _is_decided(request: HttpRequest, edition: Edition, row: Registration, reason: str) -> bool:
    """Approved without a reason, refused with one."""
    by, at = worker(request), editions.now(edition)
    try:
        if reason:
            approvals.refuse(row, reason, by=by, at=at)
        else:
            approvals.approve(row, by=by, at=at)
    except DomainError as error:
        words = {"name": row.person.name or row.number, "sentence": error.message}
        messages.error(request, _("%(name)s: %(sentence)s") % words)
        return False
    return True


def _tell(request: HttpRequest, verdict: str, count: int) -> None:
    if not count:
        return
    if verdict == APPROVE:
        told = ngettext(
            "%(count)s registration is approved; the ticket is on its way.",
            "%(count)s registrations are approved; the tickets are on their way.",
            count,
        )
    else:
        told = ngettext(
            "%(count)s registration is refused; the mail with the reason is on its way.",
            "%(count)s registrations are refused; the mails with the reason are on their way.",
            count,
        )
    messages.success(request, told % {"count": count})


def _note(request: HttpRequest, edition: Edition, act: LookAct, rows: list[Registration]) -> None:
    people = [row.person_id for row in rows]
    looks.saw(request, act, "admin.approval", SubjectKind.PERSON, people, edition=edition)


def _page(
    request: HttpRequest, template: str, edition: Edition, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    title = _("Registrations waiting for approval")
    return framed(request, template, title, {"edition": edition, **more}, status)
