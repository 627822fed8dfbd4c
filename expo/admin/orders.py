"""Rows that stand in an order inside their parent's form: dragged, then numbered from 1."""

from typing import Any

from django import forms
from unfold.forms import PaginationInlineFormSet

from expo.admin.inlines import FairInline


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """Leaves the order to the formset: while two rows change places, both stand at one of them."""

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "order"}  # type: ignore[misc]  # Django's own hook


class OrderedFormSet(PaginationInlineFormSet):
    """Numbers the rows 1, 2, 3 … in the order given. The constraint is checked at the end only."""

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit=commit)
        if commit:
            self._number()
        return saved

    def _number(self) -> None:
        rows = self.get_queryset().model.objects.filter(**{self.fk.name: self.instance})
        for place, row in enumerate(rows.order_by("order", "pk"), start=1):
            if row.order != place:
                row.order = place
                row.save(update_fields=["order"])


class OrderedInline(FairInline):
    form = PlaceForm
    formset = OrderedFormSet
    ordering_field = "order"
    hide_ordering_field = True
    can_delete = True
