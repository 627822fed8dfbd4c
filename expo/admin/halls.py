from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter
from expo.models import Hall
from expo.standing import DOOR_SUPERVISOR, ORGANISER


@admin.register(Hall)
class HallAdmin(ExpoAdmin):
    readers = (ORGANISER, DOOR_SUPERVISOR)
    is_removed = True
    list_display = ["code", "name", "size", "place", "capacity"]
    list_filter = [EditionFilter]
    search_fields = ["code", "name_ko", "name_en"]
    fieldsets = [
        (None, {"fields": ["edition", "code", ("name_ko", "name_en"), "capacity"]}),
        (
            _("On the plan, in metres from its upper left"),
            {"fields": [("x", "y"), ("width", "depth")]},
        ),
    ]

    @display(description=_("name"), ordering="name_ko")
    def name(self, hall: Hall) -> str:
        return str(hall.name)

    @display(description=_("width × depth, m"), ordering="width")
    def size(self, hall: Hall) -> str:
        return f"{hall.width.normalize():f} × {hall.depth.normalize():f}"

    @display(description=_("place on the plan, m"), ordering="x")
    def place(self, hall: Hall) -> str:
        return f"{hall.x.normalize():f}, {hall.y.normalize():f}"
