"""Accounts: made by invitation. Nobody signs himself up."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo import workplaces


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

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one's work is: organisers to the administration, planners to the dashboard."""
        return reverse(next(iter(workplaces.of(request.user)), "home"))
