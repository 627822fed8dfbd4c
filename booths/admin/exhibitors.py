from typing import Any

from django.contrib import admin
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from booths.admin.colours import SECTOR_COLOURS
from booths.models import Exhibitor, Participation
from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter, hall_filter, state_filter
from expo.admin.inlines import FairInline

STANDING = Q(participations__withdrawn_at=None, participations__isnull=False)
SPACE = "participations__assignments__space__code"
STANDS = Q(participations__assignments__released_at=None)


class Participations(FairInline):
    model = Participation
    is_changed = False
    show_change_link = True
    fields = ["role", "main", "withdrawn_at"]
    readonly_fields = fields
    hide_title = True
    fk_name = "exhibitor"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("exhibitor", "main__exhibitor")


@admin.register(Exhibitor)
class ExhibitorAdmin(ExpoAdmin):
    is_removed = True
    list_display = [
        "name",
        "code",
        "sector_name",
        "kind",
        "country",
        "takes_part",
        "spaces",
        "members",
    ]
    list_display_links = ["name"]
    list_filter = [
        EditionFilter,
        ("sector", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        hall_filter("participations__assignments__space__hall"),
        state_filter(
            _("takes part"),
            "takes_part",
            {
                "yes": (_("Takes part"), Q(pk__in=Exhibitor.objects.filter(STANDING))),
                "no": (_("Does not take part"), ~Q(pk__in=Exhibitor.objects.filter(STANDING))),
            },
        ),
    ]
    search_fields = ["name_ko", "name_en", "code", "registration_number"]
    inlines = [Participations]
    fieldsets = [
        (None, {"fields": ["edition", "code", ("name_ko", "name_en"), ("sector", "kind")]}),
        (_("Body"), {"fields": [("country", "registration_number")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Exhibitor]:
        return (
            super()
            .get_queryset(request)
            .annotate(
                role=ArrayAgg("participations__role", filter=STANDING, distinct=True, default=[]),
                space_codes=ArrayAgg(
                    SPACE,
                    filter=STANDS & Q(**{f"{SPACE}__isnull": False}),
                    distinct=True,
                    default=[],
                ),
                members_count=Count("members", filter=Q(members__ended_at=None), distinct=True),
            )
        )

    @display(description=_("name"), ordering="name_ko")
    def name(self, exhibitor: Exhibitor) -> str:
        return str(exhibitor.name)

    @display(description=_("sector"), ordering="sector", label=SECTOR_COLOURS)
    def sector_name(self, exhibitor: Exhibitor) -> tuple[str, str]:
        return exhibitor.sector, exhibitor.get_sector_display()

    @display(description=_("takes part as"), empty_value="–")
    def takes_part(self, exhibitor: Any) -> str | None:
        labels = dict(Participation._meta.get_field("role").flatchoices)
        return ", ".join(str(labels[role]) for role in exhibitor.role) or None

    @display(description=_("spaces"), empty_value="–")
    def spaces(self, exhibitor: Any) -> str | None:
        return ", ".join(exhibitor.space_codes) or None

    @display(description=_("members"), ordering="members_count")
    def members(self, exhibitor: Any) -> int:
        return int(exhibitor.members_count)
