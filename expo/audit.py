"""Who changed what, and when: what the history's database triggers write beside a change."""

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware


class HistoryMiddleware(BaseHistoryMiddleware):
    """Notes account and method; never the address, which may hold a secret (a ticket's link)."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {"account": request.user.pk, "method": request.method}
