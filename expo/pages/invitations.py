"""Whoever was invited chooses name, language and password, and is in."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from expo import invitations, tasks, workplaces
from expo.invitations import LinkNotValid
from expo.models import Account
from expo.pages.invitation_form import InvitationForm


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Looking at the page uses nothing up: mail programs do it before people."""
    try:
        account = invitations.named(uid, token)
        form = InvitationForm(account, request.POST or None)
        if request.method == "POST" and form.is_valid():
            return _begin(request, invitations.accept(uid, token, form.choice()))
    except LinkNotValid:
        return render(request, "invitations/over.html", {"uid": uid}, status=410)
    return render(request, "invitations/invitation.html", {"form": form, "invited": account})


@never_cache
@require_POST
def fresh_invitation(request: HttpRequest, uid: str) -> HttpResponse:
    """The same words whether there is anybody to send a link to or not."""
    invitations.renew(uid)
    tasks.hurry_mails()
    return render(request, "invitations/asked.html")


def _begin(request: HttpRequest, account: Account) -> HttpResponse:
    """Logged in, at his work, in his language."""
    login(request, account)
    with translation.override(account.language):
        return redirect(reverse(next(iter(workplaces.of(account)), "home")))
