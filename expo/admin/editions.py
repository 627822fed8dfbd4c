from typing import Any

from django.contrib import admin
from django.db.models import Count, Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from expo import editions
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.inlines import FairInline
from expo.models import Edition, ShowDay
from expo.standing import ADMITTED, ORGANISER, of


class ShowDays(FairInline):
    model = ShowDay
    fields = ["date", "opens", "closes"]
    can_delete = True


@admin.register(Edition)
class EditionAdmin(ExpoAdmin):
    edition_path = "pk"
    readers = ADMITTED
    writers = (ORGANISER,)
    list_display = ["name", "number", "slug", "days", "venue", "capacity", "reentry", "published"]
    list_display_links = ["name"]
    search_fields = ["slug", "name_ko", "name_en"]
    inlines = [ShowDays]
    beside = {ShowDay: "edition"}
    actions_detail = ["publish", "withdraw", "copy_forward"]
    fieldsets = [
        (None, {"fields": [("name_ko", "name_en"), ("slug", "number"), "is_published"]}),
        (
            _("What and where"),
            {
                "fields": [
                    "theme_ko",
                    "theme_en",
                    "hosts_ko",
                    "hosts_en",
                    "venue_ko",
                    "venue_en",
                ]
            },
        ),
        (
            _("Rules of the door"),
            {"fields": [("timezone", "day_boundary"), ("reentry", "gross_area")]},
        ),
        (
            _("People inside"),
            {"fields": ["capacity", ("warning_percent", "stop_percent")]},
        ),
        (
            _("Registration"),
            {"fields": [("registration_opens_at", "registration_closes_at")]},
        ),
        (_("Help"), {"fields": [("help_phone", "help_email")]}),
        (
            _("Personal data"),
            {"fields": ["retention_days", "privacy_contact_ko", "privacy_contact_en"]},
        ),
        (
            _("Open data"),
            {"fields": [("data_provider_ko", "data_provider_en"), "data_licence"]},
        ),
        (
            _("Simulated clock"),
            {
                "classes": ["collapse"],
                "fields": ["clock_set_at", "clock_set_to", "clock_rate"],
                "description": _("Set by the demo. A real fair has no simulated clock."),
            },
        ),
    ]
    always_readonly = ["is_published", "clock_set_at", "clock_set_to", "clock_rate"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                first_day=Min("show_days__date"),
                last_day=Max("show_days__date"),
                days_count=Count("show_days"),
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Edition | None = None) -> list[str]:
        """The number stands in every ticket code, so it is given once."""
        return [*self.always_readonly, *(["number"] if obj else [])]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new edition has no organiser yet who could make it."""
        return of(request).is_superuser

    @display(description=_("name"), ordering="name_ko")
    def name(self, edition: Edition) -> str:
        return str(edition.name)

    @display(description=_("venue"), ordering="venue_ko")
    def venue(self, edition: Edition) -> str:
        return str(edition.venue)

    @display(description=_("show days"), ordering="first_day", empty_value="–")
    def days(self, edition: Any) -> str | None:
        if not edition.days_count:
            return None
        return f"{edition.first_day} – {edition.last_day} ({edition.days_count})"

    @display(
        description=_("published"),
        ordering="is_published",
        label={"yes": "success", "no": "warning"},
    )
    def published(self, edition: Edition) -> tuple[str, Any]:
        return ("yes", _("Published")) if edition.is_published else ("no", _("Not published"))

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        published = Edition.objects.published().filter(pk=object_id).exists()
        offered = "withdraw" if published else "publish"
        buttons = super().get_actions_detail(request, object_id)
        return [button for button in buttons if button.path in {offered, "copy_forward"}]

    @act(_("Publish"), _("From now on everybody can see this edition."), icon="public")
    def publish(self, request: HttpRequest, form: Any, edition: Edition) -> None:
        self.carry_out(request, [edition], editions.publish, _("The edition is public."))

    @act(_("Withdraw from the public"), _("Visitors will no longer see it."), icon="public_off")
    def withdraw(self, request: HttpRequest, form: Any, edition: Edition) -> None:
        self.carry_out(
            request, [edition], editions.withdraw, _("The edition is not public any more.")
        )

    @action(description=_("Carry forward"), permissions=["act"], icon="content_copy")
    def copy_forward(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """To the page that makes the next edition after this one."""
        return redirect("admin:edition_copy", slug=self.reached(request, object_id).slug)
