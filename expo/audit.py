"""Who changed what, and when: what the history's triggers write beside a change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

WITHOUT_HISTORY = "/api/v1/checkins/"  # the hot path: scans are append-only
    "/api/v1/checkins/"  # scans are append-only and need no history; this is the hot path
)


class HistoryMiddleware(BaseHistoryMiddleware):
    """Notes the account and the name of the address, never its secrets (a ticket's link, a token)."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"account": request.user.pk, "method": request.method}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == WITHOUT_HISTORY:
            return self.get_response(request)  # type: ignore[no-any-return]
        return super().__call__(request)  # type: ignore[no-any-return, no-untyped-call]
