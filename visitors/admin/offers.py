from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter
from visitors.models import RegistrationOffer


@admin.register(RegistrationOffer)
class RegistrationOfferAdmin(ExpoAdmin):
    """Who may register by himself, and on what terms. From when to when stands at the edition."""

    is_removed = True
    list_display = ["offered_class", "approval", "closes", "note_text"]
    list_display_links = ["offered_class"]
    list_filter = [EditionFilter]
    fields = ["edition", "ticket_class", "needs_approval", "closes_at", ("note_ko", "note_en")]

    closes = moment("closes_at", _("closes"))

    @display(description=_("class"), ordering="ticket_class")
    def offered_class(self, offer: RegistrationOffer) -> str:
        return str(offer)

    @display(
        description=_("approval"),
        ordering="needs_approval",
        label={"needed": "warning", "at_once": "success"},
    )
    def approval(self, offer: RegistrationOffer) -> tuple[str, Any]:
        if offer.needs_approval:
            return "needed", _("Somebody approves first")
        return "at_once", _("The ticket comes at once")

    @display(description=_("note"), empty_value="–")
    def note_text(self, offer: RegistrationOffer) -> str | None:
        return str(offer.note) or None
