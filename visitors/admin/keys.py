from hashlib import sha256

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter
from visitors.models import SigningKey


@admin.register(SigningKey)
class SigningKeyAdmin(ExpoAdmin):
    """Which keys sign tickets. Never the private half, and the public one by its fingerprint."""

    is_added = False
    is_changed = False
    ordering = ["-number"]
    list_display = ["number", "edition", "fingerprint", "made", "retired"]
    list_filter = [EditionFilter]
    list_select_related = ["edition"]
    fields = ["number", "edition", "fingerprint", "made_at", "retired_at"]
    readonly_fields = ["fingerprint"]

    made = moment("made_at", _("made"))
    retired = moment("retired_at", _("retired"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[SigningKey]:
        return super().get_queryset(request).defer("private_key")

    @display(description=_("fingerprint"))
    def fingerprint(self, key: SigningKey) -> str:
        return sha256(bytes(key.public_key)).hexdigest()[:16]
