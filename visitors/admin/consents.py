from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.models import SubjectKind
from expo.standing import ORGANISER, PRIVACY_OFFICER
from visitors.admin.pages import LongList
from visitors.models import Consent, ConsentText

STATES = {
    "standing": (_("Given"), Q(withdrawn_at=None)),
    "withdrawn": (_("Withdrawn"), Q(withdrawn_at__isnull=False)),
}


@admin.register(ConsentText)
class ConsentTextAdmin(ExpoAdmin):
    """The notices. Once somebody has agreed to a text, only a new version can say it otherwise."""

    readers = (ORGANISER, PRIVACY_OFFICER)
    writers = (ORGANISER, PRIVACY_OFFICER)
    ordering = ["kind", "language", "-version"]
    list_display = ["kind", "version", "language", "purpose", "given"]
    list_filter = [
        EditionFilter,
        ("kind", ChoicesDropdownFilter),
        ("language", ChoicesDropdownFilter),
    ]
    search_fields = ["purpose", "items"]
    fields = ["edition", ("kind", "version", "language"), "purpose", "items", "period", "refusal"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConsentText]:
        return super().get_queryset(request).annotate(given_count=Count("consents"))

    def has_change_permission(self, request: HttpRequest, obj: ConsentText | None = None) -> bool:
        is_used = isinstance(obj, ConsentText) and obj.consents.exists()
        return not is_used and super().has_change_permission(request, obj)

    @display(description=_("given"), ordering="given_count")
    def given(self, text: Any) -> int:
        return int(text.given_count)


@admin.register(Consent)
class ConsentAdmin(LongList, ExpoAdmin):
    """Given and withdrawn by visitors alone."""

    shows = SubjectKind.PERSON
    subjects = ("registration__person_id",)
    place = "admin.consent"
    readers = (ORGANISER, PRIVACY_OFFICER)
    is_added = False
    is_changed = False
    ordering = ["-given_at"]
    list_display = ["given", "person", "text", "state", "withdrawn"]
    list_display_links = ["given"]
    list_filter = [
        EditionFilter,
        ("text__kind", ChoicesDropdownFilter),
        state_filter(_("state"), "state", STATES),
    ]
    list_select_related = ["registration__person", "text"]
    search_fields = ["registration__person__name", "registration__person__email"]
    fields = ["registration", "person", "text", "given_at", "withdrawn_at"]
    readonly_fields = ["person"]

    given = moment("given_at", _("given"))
    withdrawn = moment("withdrawn_at", _("withdrawn"))

    @display(description=_("person"))
    def person(self, consent: Consent) -> str:
        return consent.registration.person.name or str(consent.registration.person)

    @display(
        description=_("state"),
        ordering="withdrawn_at",
        label={"standing": "success", "withdrawn": ""},
    )
    def state(self, consent: Consent) -> tuple[str, Any]:
        key = "standing" if consent.withdrawn_at is None else "withdrawn"
        return key, STATES[key][0]
