from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.decorators import display

from booths import deadlines
from booths.models import Deadline, DeadlineKind
from booths.order_forms import FORMS
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter
from expo.admin.pages import address, organisers_page
from expo.models import Edition


@admin.register(Deadline)
class DeadlineAdmin(ExpoAdmin):
    """By when exhibitors tell what, and how many have not."""

    is_removed = True
    list_display = ["kind", "due", "note_text", "missing_of"]
    list_filter = [EditionFilter]
    list_select_related = ["edition"]
    fields = ["edition", "kind", "due_at", ("note_ko", "note_en")]

    due = moment("due_at", _("due"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Deadline]:
        rows: Any = super().get_queryset(request)
        return deadlines.with_missing(rows)

    @display(description=_("note"), empty_value="–")
    def note_text(self, deadline: Deadline) -> str | None:
        return str(deadline.note) or None

    @display(description=_("missing"))
    def missing_of(self, deadline: Any) -> str:
        return format_html(
            '<a class="fair-link" href="{}">{}</a>',
            address("deadline_missing", deadline.edition, deadline.kind),
            _("%(missing)s of %(asked)s") % {"missing": deadline.missing, "asked": deadline.asked},
        )


@require_safe
@organisers_page
def missing(request: HttpRequest, edition: Edition, kind: str) -> TemplateResponse:
    """Who has not told it yet, with the way to enter it for them."""
    if kind not in DeadlineKind.values:
        raise Http404
    rows = deadlines.missing(edition, kind).select_related("exhibitor").by_name()
    context = {
        **admin.site.each_context(request),
        "title": _("Missing: %(what)s") % {"what": DeadlineKind(kind).label},
        "edition": edition,
        "kind": kind,
        "rows": rows,
        "asked": deadlines.asked(edition, kind).count(),
        "due_at": deadlines.closes_at(edition, kind),
        "is_ordered": kind in FORMS,
    }
    return TemplateResponse(request, "due/missing.html", context)
