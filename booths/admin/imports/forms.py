from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget

from booths.spreadsheets import Kind, Unreadable, signs


class ImportForm(forms.Form):
    """Which rows, and the table that holds them."""

    kind = forms.ChoiceField(
        label=_("what the table holds"), choices=Kind.choices, widget=UnfoldAdminSelectWidget
    )
    file = forms.FileField(
        label=_("table"),
        allow_empty_file=True,  # our own sentence says more
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.xlsx,.txt"}),
        help_text=_("CSV (UTF-8 or CP949) or XLSX, 10 MB at most."),
    )

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            signs.read(file, file.size)
        except Unreadable as error:
            raise ValidationError(str(error.message), code=error.code) from error
        return file
