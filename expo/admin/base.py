"""What every list and form of the admin has in common."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, TextField, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from expo import constraints, standing
from expo.admin.choices import FairChoices
from expo.admin.forms import FairForm
from expo.admin.rights import Rights, keep_time_of
from expo.admin.sights import Sights
from expo.admin.ways_back import WaysBack
from expo.errors import DomainError
from expo.models import LookAct

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Refusal = IntegrityError | DomainError


class ExpoAdmin(Sights, Rights, FairChoices, WaysBack, ModelAdmin):
    """A list and a form of rows of the fair.

    `add_form` asks for a new row where that takes another form. `author` names the field for
    whoever adds a row. `ending` names the field which, once it is filled, leaves nothing to do."""

    form = FairForm
    add_form: ClassVar[type[FairForm] | None] = None
    author: ClassVar[str] = ""
    ending: ClassVar[str] = ""
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        URLField: {"assume_scheme": "https"},
        TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 5})},
    }

    list_per_page = 50
    list_filter_submit = True
    compressed_fields = True
    warn_unsaved_form = True

    # Forms

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if self.add_form and not change:
            kwargs.setdefault("form", self.add_form)
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"request": request, "model_admin": self})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        edition = standing.chosen_edition(request)
        named = super().get_changeform_initial_data(request)
        return {**named, "edition": edition.pk} if edition else named

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What the database or the domain refuses comes back as a sentence above what was typed."""
        if object_id is None and request.POST.get("edition", "").isdigit():
            keep_time_of(request, int(request.POST["edition"]))
        context = {"title": capfirst(str(self.opts.verbose_name)), **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except (IntegrityError, DomainError) as error:
            request.refusal = self.sentence(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = self.make(request, obj, form)
        if made is not obj:
            obj.pk = made.pk
            obj.refresh_from_db()

    def make(self, request: HttpRequest, row: Any, form: Any) -> Any:
        """Add the row. Where a subject module makes such rows, that one is asked instead."""
        if self.author:
            setattr(row, self.author, request.user)
        row.save()
        return row

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except (IntegrityError, DomainError) as error:
            self.message_user(request, self.sentence(error), messages.ERROR)
            return redirect(self.address_of(object_id))

    def sentence(self, error: Refusal) -> str:
        return constraints.refusal(error, self.model, *(inline.model for inline in self.inlines))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # Acts

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        open_rows = self.model._default_manager.filter(pk=object_id)
        if self.ending and not open_rows.filter(**{self.ending: None}).exists():
            return []
        return super().get_actions_detail(request, object_id)

    def carry_out(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        act: Callable[[Any], object],
        done: "StrOrPromise",
    ) -> None:
        """Do `act` to each row; say what was `done` (a format with `count`) and what refused."""
        done_to = []
        for row in rows:
            try:
                with transaction.atomic():
                    act(row)
            except (IntegrityError, DomainError) as error:
                self.message_user(request, f"{row}: {self.sentence(error)}", messages.ERROR)
            else:
                done_to.append(row)
        if done_to:
            self.saw(request, LookAct.CHANGE, done_to)
            self.message_user(request, str(done) % {"count": len(done_to)}, messages.SUCCESS)

    def address_of(self, object_id: str) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(f"{self.admin_site.name}:{name}", args=[object_id])

    # History has one home, kept by the database. The admin's own log would be a second, poorer one.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        return None

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        return None
