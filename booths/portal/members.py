"""Who works for the exhibitor: owners invite, change and end; everybody may leave."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from booths import members as subject
from booths.models import Member, MemberRole
from booths.portal.guard import Seat, portal_page, render_portal
from booths.portal.member_form import InviteForm
from expo import looks, tasks
from expo.errors import DomainError
from expo.models import LookAct, SubjectKind


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def members(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everybody sees who the others are; an owner invites."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and seat.is_owner and form.is_valid() and _invite(seat, form):
        said = {"email": form.cleaned_data["email"]}
        messages.success(request, _("%(email)s is invited: a mail is on its way.") % said)
        return redirect("portal_members", exhibitor=seat.exhibitor.uuid)
    team = list(subject.of(seat.exhibitor))
    _note(request, seat, team)
    owners = [member for member in team if member.role == MemberRole.OWNER]
    context = {
        "members": team,
        "form": form if seat.is_owner else None,
        "last_owner": owners[0] if len(owners) == 1 else None,
    }
    return render_portal(request, seat, "portal/members.html", context, room="members")


@require_POST
@portal_page(owners=True)
def role(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    member = _member(request, seat, pk)
    if request.POST.get("role") not in MemberRole.values:
        raise Http404
    wanted = MemberRole(request.POST["role"])
    return _done(
        request,
        seat,
        lambda: subject.change_role(member, wanted, by=seat.account),
        _("%(name)s is now: %(role)s.") % {"name": member.account, "role": wanted.label},
    )


@require_POST
@portal_page(owners=True)
def reminder(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    member = _member(request, seat, pk)
    return _done(
        request,
        seat,
        lambda: subject.remind(member, by=seat.account),
        _("The invitation to %(name)s is sent again.") % {"name": member.account},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def end(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Asks first. Owners end anybody, editors themselves."""
    member = _member(request, seat, pk)
    if not seat.is_owner and member != seat.member:
        raise Http404
    if request.method != "POST":
        context = {"member": member, "is_own": member == seat.member}
        return render_portal(request, seat, "portal/member_end.html", context, room="members")
    is_own = member == seat.member
    return _done(
        request,
        seat,
        lambda: subject.end(member, by=seat.account),
        _("%(name)s is no longer a member.") % {"name": member.account},
        reverse("home") if is_own else "",
    )


def _invite(seat: Seat, form: InviteForm) -> bool:
    """False when the domain refuses it, which the form then says."""
    try:
        subject.invite(seat.exhibitor, form.invitee(), by=seat.account)
    except DomainError as error:
        form.add_error("email", str(error.message))
        return False
    tasks.hurry_mails()
    return True


def _member(request: HttpRequest, seat: Seat, pk: int) -> Member:
    """Raises Http404 for members of others, and for those who are none any more."""
    member: Member = get_object_or_404(subject.of(seat.exhibitor), pk=pk)
    _note(request, seat, [member])
    return member


def _note(request: HttpRequest, seat: Seat, team: list[Member]) -> None:
    """Whom the asker sees beside himself."""
    others = [member.pk for member in team if member != seat.member]
    act = LookAct.CHANGE if request.method == "POST" else LookAct.VIEW
    if others:
        looks.saw(request, act, "portal.members", SubjectKind.MEMBER, others, edition=seat.edition)


def _done(request: HttpRequest, seat: Seat, act: Any, words: str, then: str = "") -> HttpResponse:
    address = reverse("portal_members", args=[seat.exhibitor.uuid])
    try:
        act()
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect(address)
    tasks.hurry_mails()
    messages.success(request, words)
    return redirect(then or address)
