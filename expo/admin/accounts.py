from collections.abc import Collection

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import BooleanRadioFilter
from unfold.decorators import display

from expo import standing
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.models import Account, Role
from expo.standing import ORGANISER, PRIVACY_OFFICER


@admin.register(Account)
class AccountAdmin(ExpoAdmin):
    """Accounts belong to no edition. Organisers see those with a role in theirs and change none:
    whoever changed an address could take the account over. Passwords are set by their owners."""

    readers = (ORGANISER, PRIVACY_OFFICER)
    list_display = ["email", "name", "held", "is_active", "is_staff", "is_superuser", "last_seen"]
    list_filter = [("is_active", BooleanRadioFilter), ("is_staff", BooleanRadioFilter)]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_staff", "is_superuser", "joined_at", "last_login"]
    readonly_fields = ["joined_at", "last_login"]

    last_seen = moment("last_login", _("last log-in"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        return super().get_queryset(request).prefetch_related("roles__edition")

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

    def save_model(self, request: HttpRequest, obj: Account, form: object, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @display(description=_("roles"))
    def held(self, account: Account) -> str:
        standing_roles = [role for role in account.roles.all() if role.ended_at is None]
        return ", ".join(
            f"{role.get_kind_display()} ({role.edition.slug})" for role in standing_roles
        )
