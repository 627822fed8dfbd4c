"""Accounts: made by invitation. Nobody signs himself up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo import callers, invitations, workplaces
from expo.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The mail address or the password is not right."),
        "too_many_login_attempts": _(
            "After several wrong passwords the log-in is locked for five minutes. "
            "Try again after that, or reset the password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """By the house's rule; allauth's own fails where a request passed fewer proxies."""
        return callers.address(request)

    def send_password_reset_mail(self, user: Account, email: str, context: dict[str, Any]) -> None:
        """Queued like every mail: a mail server that is not there is no error of the page."""
        invitations.tell_a_forgotten_password(user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one's work is: organisers to the administration, planners to the dashboard."""
        return reverse(next(iter(workplaces.of(request.user)), "home"))
