from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo import editions, standing
from expo.admin.base import ExpoAdmin
from expo.admin.columns import instant, moment
from expo.admin.filters import EditionFilter
from expo.admin.forms import FairForm
from expo.errors import DomainError
from visitors import publications
from visitors.models import FigureName, PublishedFigure
from visitors.publications import Announcement, Reason

MOST_SOURCES = 4


class AnnouncementForm(FairForm):
    """Asks which figure to tell, as of when. The value is counted; words may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].help_text = _("Empty: all show days.")
        for name in ("text_ko", "text_en"):
            self.fields[name].required = False
            self.fields[name].help_text = _(
                "Empty: the figure is told in a sentence with its definition."
            )


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ExpoAdmin):
    """What was told to the public, and what is known today. Told once, it stays as it was told."""

    is_changed = False
    add_form = AnnouncementForm
    ordering = ["-published_at", "-pk"]
    list_display = ["told", "figure", "of_day", "known", "amount", "published_by"]
    list_display_links = ["told"]
    list_filter = [EditionFilter, ("figure", ChoicesDropdownFilter)]
    list_select_related = ["published_by"]
    change_form_outer_before_template = "visitors/admin/compared.html"

    told = moment("published_at", pgettext_lazy("figure", "told"))
    told_at = instant("published_at", pgettext_lazy("figure", "told"))
    known = moment("as_of", _("as of"))
    known_at = instant("as_of", _("as of"))

    def get_fields(self, request: HttpRequest, obj: PublishedFigure | None = None) -> list[Any]:
        if obj is None:
            return ["edition", ("figure", "day"), "as_of", "text_ko", "text_en"]
        told = [("figure", "of_day"), ("amount", "known_at"), ("told_at", "published_by")]
        return [*told, "text_ko", "text_en"]

    def get_readonly_fields(
        self, request: HttpRequest, obj: PublishedFigure | None = None
    ) -> list[str]:
        return ["of_day", "amount", "known_at", "told_at"] if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        edition = standing.chosen_edition(request)
        as_of = {"as_of": publications.latest_moment(edition)} if edition else {}
        return {**as_of, **super().get_changeform_initial_data(request)}

    def make(self, request: HttpRequest, row: PublishedFigure, form: Any) -> PublishedFigure:
        announcement = Announcement(
            figure=FigureName(row.figure),
            day=row.day,
            as_of=row.as_of,
            text_ko=row.text_ko,
            text_en=row.text_en,
            uuid=row.uuid,
        )
        at = editions.now(row.edition)
        return publications.publish(row.edition, announcement, by=request.user, at=at)  # type: ignore[arg-type]  # no stranger gets here

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        if published := options.get("obj"):
            context |= _compared(published)
        return super().render_change_form(request, context, *args, **options)

    @display(description=_("show day"), ordering="day")
    def of_day(self, published: PublishedFigure) -> Any:
        return f"{published.day:%Y-%m-%d}" if published.day else _("all show days")

    @display(description=_("value"), ordering="value")
    def amount(self, published: PublishedFigure) -> str:
        return publications.amount(published.figure, published.value)


def _compared(published: PublishedFigure) -> dict[str, Any]:
    """What the panel shows: both values and the reasons, or why nothing can be counted."""
    try:
        found = publications.remembered(published)
    except DomainError as error:
        return {"refusal": error.message}
    korean, english = publications.explained(found)
    return {
        "found": found,
        "explained": english if get_language() == "en" else korean,
        "moved": publications.signed(found.change),
        "reasons": [_shown(reason) for reason in found.reasons if reason.rows or reason.effect],
        **{
            f"amount_{when}": publications.amount(published.figure, getattr(found, when))
            for when in ("value", "then", "now")
        },
    }


def _shown(reason: Reason) -> dict[str, Any]:
    most = [f"{source.gate} ({source.device}) {source.rows:,}" for source in reason.sources]
    return {
        "label": publications.LABELS[reason.kind],
        "rows": f"{reason.rows:,}" if reason.rows else "",
        "effect": publications.signed(reason.effect),
        "sources": ", ".join([*most[:MOST_SOURCES], *["…"][: len(most) - MOST_SOURCES]]),
    }
