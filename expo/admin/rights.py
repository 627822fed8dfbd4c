"""Who sees which rows of the admin and may do what with them."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from expo import standing
from expo.admin import paths
from expo.models import RoleKind
from expo.standing import ORGANISER


class Rights:
    """Rows belong to an edition, and rights to roles in it.

    `edition_path` leads from the row to its edition (`pk` for the edition itself). `readers` see
    the rows of the editions where they hold the role; `writers` see and change them. What is never
    added, changed or removed by hand says so, whoever asks."""

    edition_path: ClassVar[str] = "edition"
    readers: ClassVar[Sequence[RoleKind]] = (ORGANISER,)
    writers: ClassVar[Sequence[RoleKind]] = (ORGANISER,)
    is_added: ClassVar[bool] = True
    is_changed: ClassVar[bool] = True
    is_removed: ClassVar[bool] = False

    # Scope

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)  # type: ignore[misc]
        asker = standing.of(request)
        if asker.is_superuser:
            return rows
        return self.within(rows, asker.editions((*self.readers, *self.writers)))

    def within(self, rows: QuerySet[Any], editions: Collection[int]) -> QuerySet[Any]:
        """Of the rows those of the editions, given by primary key."""
        return rows.filter(**{f"{self.edition_path}__in": editions})

    def edition_of(self, row: Model) -> int | None:
        return paths.edition_of(row, self.edition_path)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Model | None:
        row: Model | None = super().get_object(request, object_id, from_field)  # type: ignore[misc]
        if row is not None:
            keep_time_of(request, self.edition_of(row))
        return row

    def reached(self, request: HttpRequest, object_id: str) -> Any:
        """The row, for somebody who may see it; raises Http404."""
        row = self.get_object(request, unquote(str(object_id)))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        raise Http404

    # Rights

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._holds(request, (*self.readers, *self.writers), obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.is_added and self._holds(request, self.writers, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_changed and self._holds(request, self.writers, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_removed and self._holds(request, self.writers, obj)

    def has_act_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the asker may end, revoke, release: acts for which nobody edits the row.

        The theme asks with the row's key, which tells no edition."""
        if isinstance(obj, str | int):
            obj = self.get_object(request, str(obj))
        return self._holds(request, self.writers, obj)

    def _holds(self, request: HttpRequest, kinds: Sequence[RoleKind], row: Any) -> bool:
        asker = standing.of(request)
        if isinstance(row, Model) and row.pk is not None:
            return asker.reaches(kinds, self.edition_of(row))
        return asker.holds(kinds)


def keep_time_of(request: HttpRequest, edition: int | None) -> None:
    """Show and read times in the time zone of that edition, for the rest of the request."""
    for known in standing.editions(request):
        if known.pk == edition:
            timezone.activate(known.tz)
