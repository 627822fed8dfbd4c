from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from booths import listings
from booths.admin.halls import stand_filter
from booths.listings import fields
from booths.listings.fields import EXHIBIT, label
from booths.models import ChangeState, Exhibit, Listing, ListingChange
from booths.models.listing import LACKS_A_TEXT
from booths.moderation.comparing import in_words
from expo import standing
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.forms import FairForm
from expo.admin.orders import OrderedInline, PlaceForm
from expo.admin.pages import address

TEXTS = ["summary_ko", "summary_en", "text_ko", "text_en"]
REVISED = [*TEXTS, "website", "links", "contact_email", "contact_phone", "tags"]


class TextsForm(FairForm):
    """Texts of organisers are held to what exhibitors' are."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError, by field."""
        cleaned = super().clean()
        return cleaned | fields.clean({name: cleaned[name] for name in REVISED if name in cleaned})


class ListingForm(TextsForm):
    """Remembers on which version it was opened."""

    made_on_version = forms.IntegerField(label=_("made on version"), widget=forms.HiddenInput)

    class Meta:
        model = Listing
        fields = REVISED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_on_version"].initial = self.instance.version

    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in REVISED}


class ExhibitForm(PlaceForm):
    def clean(self) -> dict[str, Any]:
        """As exhibitors' own. Raises ValidationError, by field."""
        cleaned = super().clean() or self.cleaned_data
        rules = {name: rule for name, rule in EXHIBIT.items() if name in cleaned}
        return cleaned | fields.by_rule(rules, cleaned)


class Exhibits(OrderedInline):
    model = Exhibit
    form = ExhibitForm
    fields = ["order", "name_ko", "name_en", "text_ko", "text_en"]


@admin.register(Listing)
class ListingAdmin(ExpoAdmin):
    """One listing per participation; what is missing is the first thing one sees."""

    form = ListingForm
    add_form = TextsForm
    edition_path = "participation__edition"
    list_display = ["exhibitor", "summary", "complete", "exhibits", "waiting", "version"]
    list_filter = [
        EditionFilter,
        state_filter(
            _("texts"),
            "texts",
            {
                "complete": (_("Complete"), ~LACKS_A_TEXT),
                "incomplete": (_("Incomplete"), LACKS_A_TEXT),
            },
        ),
        ("participation__exhibitor__sector", ChoicesDropdownFilter),
        ("participation__exhibitor__kind", ChoicesDropdownFilter),
        stand_filter("participation"),
    ]
    ordering = ["participation__exhibitor__name_ko"]
    list_select_related = ["participation__exhibitor", "participation__edition"]
    search_fields = [
        "participation__exhibitor__name_ko",
        "participation__exhibitor__name_en",
        "exhibits__name_ko",
        "exhibits__name_en",
    ]
    autocomplete_fields = ["participation"]
    inlines = [Exhibits]
    beside = {Exhibit: "listing"}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                exhibits_count=Count("exhibits", distinct=True),
                waiting_count=Count(
                    "changes", filter=Q(changes__state=ChangeState.WAITING), distinct=True
                ),
            )
        )

    def get_fields(self, request: HttpRequest, obj: Listing | None = None) -> list[Any]:
        head = ["participation", "version", "made_on_version"] if obj else ["participation"]
        return [*head, *REVISED]

    def get_readonly_fields(self, request: HttpRequest, obj: Listing | None = None) -> list[str]:
        return ["participation", "version"] if obj else []

    def save_model(self, request: HttpRequest, obj: Listing, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        made_on = form.cleaned_data["made_on_version"]
        obj.version = listings.revise(obj, form.texts(), made_on_version=made_on).version

    def restore(self, request: HttpRequest, row: Listing, was: dict[str, Any]) -> None:
        listings.revise(row, was, made_on_version=row.version)

    @display(description=_("exhibitor"), ordering="participation__exhibitor__name_ko")
    def exhibitor(self, listing: Listing) -> str:
        return str(listing.participation.exhibitor)

    @display(description=_("short text"), ordering="summary_ko", empty_value="–")
    def summary(self, listing: Listing) -> str | None:
        text = str(listing.summary)
        return f"{text[:40]}…" if len(text) > 40 else text or None

    @display(description=_("texts"), label={"complete": "success", "missing": "warning"})
    def complete(self, listing: Listing) -> tuple[str, Any]:
        missing = [name for name in TEXTS if not getattr(listing, name)]
        if not missing:
            return "complete", _("Complete")
        return "missing", _("%(count)s missing") % {"count": len(missing)}

    @display(description=_("exhibits"), ordering="exhibits_count")
    def exhibits(self, listing: Any) -> int:
        return int(listing.exhibits_count)

    @display(description=_("changes waiting"), ordering="waiting_count")
    def waiting(self, listing: Any) -> int | SafeString:
        if not listing.waiting_count:
            return 0
        page = address("moderation_listing", listing.participation.edition, listing.pk)
        return format_html('<a class="fair-link" href="{}">{}</a>', page, listing.waiting_count)


@admin.register(ListingChange)
class ListingChangeAdmin(ExpoAdmin):
    """What exhibitors propose, beside what stands."""

    edition_path = "listing__participation__edition"
    is_added = False
    is_changed = False
    list_display = [
        "exhibitor",
        "field_name",
        "stands",
        "proposed_text",
        "proposed_by",
        "proposed",
        "state_now",
    ]
    list_display_links = ["exhibitor"]
    list_filter = [
        EditionFilter,
        ("state", ChoicesDropdownFilter),
        ("listing__participation__exhibitor__sector", ChoicesDropdownFilter),
        stand_filter("listing__participation"),
    ]
    list_select_related = ["listing__participation__exhibitor", "proposed_by"]
    search_fields = [
        "listing__participation__exhibitor__name_ko",
        "listing__participation__exhibitor__name_en",
    ]
    fields = [
        "listing", "field_name", "stood", "proposed_whole", "made_on_version", "state", "reason",
        "proposed_by", "proposed_at", "decided_by", "decided_at",
    ]  # fmt: skip

    actions_list = ["decide"]

    proposed = moment("proposed_at", _("proposed"))

    @action(description=_("Decide what waits"), url_path="decide", permissions=["view"])
    def decide(self, request: HttpRequest) -> HttpResponse:
        return redirect(address("moderation", standing.organised_edition(request)))

    @display(description=_("exhibitor"), ordering="listing__participation__exhibitor__name_ko")
    def exhibitor(self, change: ListingChange) -> str:
        return str(change.listing.participation.exhibitor)

    @display(description=_("field"), ordering="field")
    def field_name(self, change: ListingChange) -> str:
        return label(change.field)

    @display(description=_("before"), empty_value="–")
    def stands(self, change: ListingChange) -> str | None:
        return _short(change.before)

    @display(description=_("after"), empty_value="–")
    def proposed_text(self, change: ListingChange) -> str | None:
        return _short(change.after)

    @display(description=_("before"), empty_value="–")
    def stood(self, change: ListingChange) -> str:
        return in_words(change.before)

    @display(description=_("after"), empty_value="–")
    def proposed_whole(self, change: ListingChange) -> str:
        return in_words(change.after)

    @display(
        description=_("state"),
        ordering="state",
        label={"waiting": "warning", "approved": "success", "refused": "danger"},
    )
    def state_now(self, change: ListingChange) -> tuple[str, str]:
        return change.state, change.get_state_display()


def _short(value: Any) -> str | None:
    text = in_words(value)
    return f"{text[:60]}…" if len(text) > 60 else text or None
