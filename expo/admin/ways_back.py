"""Histories in the admin, with a way back for organisers of the row's edition, and nobody else."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from expo import histories, restorations, standing
from expo.errors import DomainError
from expo.histories import Change
from expo.models import LookAct
from expo.standing import ORGANISER

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WaysBack:
    """`beside` are models whose rows hang on this one, each with the field that says so: their
    changes stand in its history. `returning` is what the act is called that undoes the ending of
    a row; `return_row` does it."""

    history_template = "expo/admin/history.html"
    removed_template = "expo/admin/removed.html"
    beside: ClassVar[dict[type[Model], str]] = {}
    returning: "ClassVar[StrOrPromise]" = ""

    admin_site: Any
    model: Any
    opts: Any
    ending: ClassVar[str]
    is_removed: ClassVar[bool]

    def return_row(self, request: HttpRequest, row: Any) -> None:
        """Undo the ending of the row."""
        raise NotImplementedError

    def restore(self, request: HttpRequest, row: Any, was: dict[str, Any]) -> None:
        """Where a subject module changes such rows, that one is asked instead."""
        restorations.put_back(row, was)

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        ours = [
            ("<path:object_id>/history/<int:key>/return/", self.return_view, "return"),
            ("removed/<int:key>/return/", self.bring_back_view, "bring_back"),
            ("removed/", self.removed_view, "removed"),
        ]
        named = [path(route, guard(view), name=self._name(name)) for route, view, name in ours]
        return [*named, *super().get_urls()]  # type: ignore[misc]

    @property
    def list_before_template(self) -> str | None:
        return "expo/admin/removed_link.html" if self.is_removed else None

    # Pages

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.reached(request, object_id)  # type: ignore[attr-defined]
        changes = [*histories.of(row), *self._changes_beside(row)]
        self.saw(request, LookAct.VIEW, [row])  # type: ignore[attr-defined]
        changes.sort(key=lambda change: change.at, reverse=True)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(row)s") % {"row": row},
            "changes": [(change, self.way_back(request, row, change)) for change in changes],
            "is_kept": histories.is_kept(self.model),
            "object": row,
            "return_name": f"admin:{self._name('return')}",
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.history_template, context)

    def removed_view(self, request: HttpRequest) -> HttpResponse:
        events = self._removed(request)
        authors = histories.authors(events)
        rows = [(e, histories.as_row(self.model, e), authors[e.pgh_id]) for e in events]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Removed: %(rows)s") % {"rows": self.opts.verbose_name_plural},
            "rows": rows,
            "return_name": f"admin:{self._name('bring_back')}",
            "opts": self.opts,
        }
        return TemplateResponse(request, self.removed_template, context)

    # Acts

    def return_view(self, request: HttpRequest, object_id: str, key: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self.reached(request, object_id)  # type: ignore[attr-defined]
        change = next((one for one in histories.of(row) if one.key == str(key)), None)
        if change is None or not self.way_back(request, row, change):
            raise Http404
        self._attempt(request, lambda: self._go_back(request, row, change))
        return redirect(reverse(f"admin:{self._name('history')}", args=[row.pk]))

    def bring_back_view(self, request: HttpRequest, key: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        event = next((one for one in self._removed(request) if one.pgh_id == key), None)
        if event is None:
            raise Http404
        self._attempt(request, lambda: restorations.bring_back(self.model, event))
        return redirect(reverse(f"admin:{self._name('removed')}"))

    def way_back(self, request: HttpRequest, row: Any, change: Change) -> str:
        """What the button of this change says; empty where there is no way back."""
        edition = self.edition_of(row)  # type: ignore[attr-defined]
        if change.subject or not standing.of(request).reaches((ORGANISER,), edition):
            return ""
        if self._is_ending(row, change):
            may_act = self.has_act_permission(request, row)  # type: ignore[attr-defined]
            return str(self.returning) if may_act else ""
        return _("Put back") if self._fields_back(request, row, change) else ""

    def _go_back(self, request: HttpRequest, row: Any, change: Change) -> None:
        if self._is_ending(row, change):
            self.return_row(request, row)
        else:
            self.restore(request, row, self._fields_back(request, row, change))

    def _is_ending(self, row: Any, change: Change) -> bool:
        if not (self.returning and self.ending in change.was):
            return False
        return change.was[self.ending] is None and getattr(row, self.ending) is not None

    def _fields_back(self, request: HttpRequest, row: Any, change: Change) -> dict[str, Any]:
        """What would be put back: fields that whoever asks may edit, and that differ today."""
        if not change.was or not self.has_change_permission(request, row):  # type: ignore[attr-defined]
            return {}
        offered = self.get_form(request, row, change=True).base_fields  # type: ignore[attr-defined]
        columns = {one.attname for one in self.opts.concrete_fields if one.name in offered}
        return {
            name: value
            for name, value in change.was.items()
            if name in columns and getattr(row, name) != value
        }

    def _changes_beside(self, row: Any) -> list[Change]:
        return [
            change
            for model, name in self.beside.items()
            for change in histories.beside(model, name, row.pk)
        ]

    def _removed(self, request: HttpRequest) -> list[Any]:
        """Raises Http404 for whoever organises nothing, and where rows are never removed."""
        asker = standing.of(request)
        if not (self.is_removed and asker.holds((ORGANISER,))):
            raise Http404
        mine = [one.pk for one in standing.editions(request) if asker.reaches((ORGANISER,), one.pk)]
        return histories.removed(self.model, mine)

    def _attempt(self, request: HttpRequest, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except (IntegrityError, DomainError) as error:
            messages.error(request, self.sentence(error))  # type: ignore[attr-defined]
        else:
            messages.success(request, _("It is as it was before."))

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"
