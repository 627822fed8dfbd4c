from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter
from expo.standing import DOOR_SUPERVISOR
from visitors.models import Area


@admin.register(Area)
class AreaAdmin(ExpoAdmin):
    """Made with the gates that lead into them."""

    readers = (DOOR_SUPERVISOR,)
    is_added = False
    is_changed = False
    list_display = ["name", "kind", "hall", "session"]
    list_display_links = ["name"]
    list_filter = [EditionFilter, ("kind", ChoicesDropdownFilter)]
    list_select_related = ["hall", "session"]
    search_fields = ["code"]

    @display(description=_("area"), ordering="code")
    def name(self, area: Area) -> str:
        return str(area)
