from typing import Any

from django.contrib import admin
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display

from booths.admin.colours import SECTOR_COLOURS
from booths.admin.halls import stand_filter
from booths.admin.imports.exports import Exported
from booths.admin.mailings import write_to
from booths.models import Exhibitor, Member, Participation
from booths.spreadsheets import Kind
from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.inlines import FairInline
from expo.models import SubjectKind

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


class Members(FairInline):
    """Who works for the exhibitor. Invited and ended by acts, not by editing."""

    model = Member
    is_changed = False
    show_change_link = True
    fields = ["account", "role", "since", "ended_at"]
    readonly_fields = fields
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Member]:
        return super().get_queryset(request).select_related("account", "exhibitor")


@admin.register(Exhibitor)
class ExhibitorAdmin(Exported, ExpoAdmin):
    shows = SubjectKind.MEMBER
    place = "admin.member"
    listed = False
    spreadsheet = Kind.EXHIBITORS
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
        stand_filter("participations"),
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
    inlines = [Participations, Members]
    beside = {Member: "exhibitor", Participation: "exhibitor"}
    actions = ["write_mail"]
    actions_detail = ["invite"]
    fieldsets = [
        (None, {"fields": ["edition", "code", ("name_ko", "name_en"), ("sector", "kind")]}),
        (_("Body"), {"fields": [("country", "registration_number")]}),
    ]

    write_mail = write_to(
        lambda chosen: Participation.objects.filter(exhibitor__in=chosen.values("pk"))
    )

    def subjects_of(self, row: Exhibitor) -> list[int]:
        """Its page names the members, whatever became of them."""
        return list(row.members.values_list("pk", flat=True))

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
    def members(self, exhibitor: Any) -> str:
        """How many work for it: the way to them, or to inviting the first."""
        if exhibitor.members_count:
            address = f"{reverse('admin:booths_member_changelist')}?q={exhibitor.code}"
        else:
            address = f"{reverse('admin:booths_member_add')}?exhibitor={exhibitor.pk}"
        words = exhibitor.members_count or _("Invite")
        return format_html('<a class="fair-link" href="{}">{}</a>', address, words)

    @action(description=_("Invite a member"), permissions=["act"], icon="person_add")
    def invite(self, request: HttpRequest, object_id: str) -> HttpResponse:
        exhibitor = self.reached(request, object_id)
        return redirect(f"{reverse('admin:booths_member_add')}?exhibitor={exhibitor.pk}")
