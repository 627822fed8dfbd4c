from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import BooleanRadioFilter
from unfold.decorators import display

from expo import standing
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.models import Account, Role, SubjectKind
from expo.standing import ORGANISER, PRIVACY_OFFICER


@admin.register(Account)
class AccountAdmin(ExpoAdmin):
    """Accounts belong to no edition. Organisers see those with a role in theirs and change none:
    whoever changed an address could take the account over. Passwords are set by their owners."""

    shows = SubjectKind.ACCOUNT
    place = "admin.account"
    readers = (ORGANISER, PRIVACY_OFFICER)
    list_display = ["email", "name", "held", "is_active", "is_staff", "is_superuser", "last_seen"]
    list_filter = [("is_active", BooleanRadioFilter), ("is_staff", BooleanRadioFilter)]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "joined_at", "last_login"]
    readonly_fields = ["joined_at", "last_login"]

    last_seen = moment("last_login", _("last log-in"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        mine = Role.objects.held().filter(edition__in=standing.editions(request))
        held = Prefetch("roles", mine.select_related("edition"), to_attr="held_roles")
        return super().get_queryset(request).prefetch_related(held)

    def within(self, rows: QuerySet[Account], editions: Collection[int]) -> QuerySet[Account]:
        return rows.filter(pk__in=Role.objects.filter(edition__in=editions).values("account"))

    def edition_of(self, row: Model) -> None:
        return None

    def has_view_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        if not standing.of(request).holds(self.readers):
            return False
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing.of(request).is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        return standing.of(request).is_superuser

    def make(self, request: HttpRequest, row: Account, form: object) -> Account:
        row.set_unusable_password()
        return super().make(request, row, form)

    @display(description=_("roles"), empty_value="–")
    def held(self, account: Any) -> str | None:
        """Roles in the editions that the asker works on: the others are none of his business."""
        words = (f"{role.get_kind_display()} ({role.edition.slug})" for role in account.held_roles)
        return ", ".join(words) or None
