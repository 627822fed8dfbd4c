"""The permissions log: which role was granted and ended, for whom, when and by whom."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo import histories, looks
from expo.admin.pages import framed
from expo.dashboard.privacy.guard import privacy_page
from expo.models import Account, Edition, LookAct, Role, RoleKind, SubjectKind

SHOWN = 100


@require_safe
@privacy_page
def permissions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Roles of the edition, the latest change first. The history is kept by the database itself."""
    page = Paginator(histories.events(Role, edition=edition.pk), SHOWN).get_page(
        request.GET.get("page")
    )
    lines = _lines(list(page.object_list))
    seen = {line["account"].pk for line in lines if line["account"]}
    looks.saw(
        request, LookAct.VIEW, "privacy.permissions", SubjectKind.ACCOUNT, seen, edition=edition
    )
    context = {"edition": edition, "page": page, "lines": lines}
    return framed(request, "privacy/permissions.html", _("Permissions log"), context)


def _lines(events: list[Any]) -> list[dict[str, Any]]:
    accounts = Account.objects.in_bulk({event.account_id for event in events})
    authors = histories.authors(events)
    return [
        {
            "at": event.pgh_created_at,
            "account": accounts.get(event.account_id),
            "role": RoleKind(event.kind).label,
            "act": _act(event),
            "by": authors[event.pgh_id],
        }
        for event in events
    ]


def _act(event: Any) -> str:
    if event.pgh_label == "removed":
        return _("Removed")
    return _("Ended") if event.ended_at else _("Granted")
