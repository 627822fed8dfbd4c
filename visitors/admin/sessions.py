"""Sessions as organisers change them, with those in mind who have reserved a seat."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldBooleanWidget

from expo import editions, programme
from expo.admin.acts import act
from expo.admin.columns import moment_text
from expo.admin.pages import address
from expo.admin.sessions import ProgrammeForm, SessionAdmin
from expo.models import Session
from visitors import reservations, tasks

TOLD = {"starts_at", "ends_at", "hall", "room"}
"""Whoever has reserved is told when one of these changes."""


class SessionForm(ProgrammeForm):
    """A mail cannot be called back: before the time or the place of a session changes, it is said
    how many are told of it, and asked whether that is meant."""

    tell = forms.BooleanField(label=_("Tell them"), required=False, widget=UnfoldBooleanWidget)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and TOLD & set(self.changed_data) and not cleaned.get("tell"):
            holders = reservations.holders(self.instance)
            if holders:
                self.add_error("tell", _question(holders))
        return cleaned


def _question(holders: int) -> str:
    return ngettext(
        "%(count)s reservation stands: whoever holds it is told the new time or place by mail. "
        "Tick this to save and to tell.",
        "%(count)s reservations stand: whoever holds them is told the new time or place by mail. "
        "Tick this to save and to tell.",
        holders,
    ) % {"count": holders}


admin.site.unregister(Session)


@admin.register(Session)
class ReservableSessionAdmin(SessionAdmin):
    """The programme's own, and beside it who sits there."""

    form = SessionForm
    actions_detail = ["seats_and_line", "cancel"]
    readonly_fields = [*SessionAdmin.readonly_fields, "standing"]

    def get_fieldsets(self, request: HttpRequest, obj: Session | None = None) -> Any:
        """Nobody is asked whom to tell where nobody has reserved."""
        fieldsets: Sequence[Any] = super().get_fieldsets(request, obj)
        if obj is None or not reservations.holders(obj):
            return fieldsets
        return [*fieldsets, (_("Reservations"), {"fields": ["standing", "tell"]})]

    @display(description=_("reservations"))
    def standing(self, session: Session) -> str:
        counted = reservations.of_one(session)
        words = _("%(taken)s of %(capacity)s seats reserved, %(waiting)s waiting")
        return str(words) % {
            "taken": counted.taken,
            "capacity": counted.capacity,
            "waiting": counted.waiting,
        }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        transaction.on_commit(tasks.hurry_following)

    @action(description=_("Seats and line"), icon="event_seat", permissions=["act"])
    def seats_and_line(self, request: HttpRequest, object_id: str) -> HttpResponse:
        session = self.reached(request, object_id)
        return redirect(address("session_reservations", session.edition, session.code))

    @act(
        _("Cancel the session"),
        _(
            "The programme will say that it does not take place, and everybody who has reserved is "
            "told by mail. How many those are stands on this page, under reservations."
        ),
        icon="event_busy",
    )
    def cancel(self, request: HttpRequest, form: Any, session: Session) -> None:
        at, holders = editions.now(session.edition), reservations.holders(session)
        done = ngettext(
            "Cancelled at %(at)s. %(holders)s reservation is told.",
            "Cancelled at %(at)s. %(holders)s reservations are told.",
            holders,
        ) % {"at": moment_text(at), "holders": holders}
        self.carry_out(request, [session], lambda row: programme.cancel(row, at=at), done)
        transaction.on_commit(tasks.hurry_following)
