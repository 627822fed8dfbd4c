"""Rows inside the form of the row they belong to."""

from typing import Any, ClassVar

from django.http import HttpRequest
from unfold.admin import TabularInline

from expo.admin.choices import FairChoices


class FairInline(FairChoices, TabularInline):
    """Whoever may change the row around these may change them; whoever may see it sees them."""

    extra = 0
    is_changed: ClassVar[bool] = True
    can_delete = False
    show_change_link = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._around.has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.can_delete and self._may_change(request, obj)

    @property
    def _around(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def _may_change(self, request: HttpRequest, row: Any) -> bool:
        """While the row around is being added, `row` is None: then the right to add counts."""
        if not self.is_changed:
            return False
        if row is None:
            return bool(self._around.has_add_permission(request))
        return bool(self._around.has_change_permission(request, row))
