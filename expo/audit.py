"""Who changed what, and when: what the history's database triggers write beside a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

HOT_PATH = "/api/v1/checkins/"
"""Scans are append-only: they are their own history, and come by the hundred a second."""


class HistoryMiddleware(BaseHistoryMiddleware):
    """Notes account and method; never the address, which may hold a secret (a ticket's link)."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"account": request.user.pk, "method": request.method}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == HOT_PATH:
            return self.get_response(request)  # type: ignore[no-any-return]
        return super().__call__(request)  # type: ignore[no-any-return, no-untyped-call]
