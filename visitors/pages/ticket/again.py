"""A ticket that was lost is sent again: whoever asks learns nothing about who is registered."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from expo import editions, mails, tasks
from expo.mails import Letter
from visitors import limits

KIND = "ticket_again"


class AgainForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that you registered with."),
        error_messages={"required": _("Enter the mail address that you registered with.")},
    )


@sensitive_post_parameters("email")
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The same words and the same work for every address: a worker finds out whose it is."""
    form = AgainForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    if seconds := limits.seconds_to_wait(request, limits.RESENDS):
        return _page(request, form, seconds=seconds)
    _ask(form.cleaned_data["email"])
    return render(request, "ticket/asked.html")


def _ask(email: str) -> None:
    if limits.seconds_until(email.lower(), limits.TICKETS_AGAIN):
        return
    mails.queue(
        Letter(
            kind=KIND,
            recipient=email,
            language=get_language() or "ko",
            edition=editions.public_now(),
        )
    )
    tasks.hurry_mails()


def _page(request: HttpRequest, form: AgainForm, seconds: int = 0) -> HttpResponse:
    """With what was typed, and in how many seconds it may be sent where that was too often."""
    told: dict[str, Any] = {"form": form, "seconds": seconds}
    page = render(request, "ticket/again.html", told, status=429 if seconds else 200)
    if seconds:
        page.headers["Retry-After"] = str(seconds)
    return page
