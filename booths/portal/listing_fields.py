"""Controls for the fields of a listing. What may stand in them, the fields themselves know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from booths.listings.fields import EXHIBIT, FIELDS, Clean, Json

LONG = forms.Textarea(attrs={"rows": 9})
MIDDLE = forms.Textarea(attrs={"rows": 3})
SHORT = forms.Textarea(attrs={"rows": 2})


class Typed(forms.Field):
    """What was typed, cleaned by the rule of a listing's field."""

    def __init__(self, rule: Clean, label: Any, **options: Any) -> None:
        super().__init__(label=label, required=False, **options)
        self.rule = rule
        self.most: int | None = getattr(rule, "most", None)
        self.is_needed: bool = getattr(rule, "is_required", False)

    def clean(self, value: Any) -> Json:
        return self.rule(self.parsed(value))

    def parsed(self, value: Any) -> Any:
        return value


class Lines(Typed):
    """Several, one on each line."""

    def parsed(self, value: Any) -> list[str]:
        return (value or "").splitlines()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class Words(Typed):
    """Several, with commas between them."""

    def parsed(self, value: Any) -> list[str]:
        return (value or "").replace("，", ",").replace("\n", ",").split(",")

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def control(name: str, kind: type[Typed] = Typed, **options: Any) -> Typed:
    """The control of a listing's field."""
    return _in_its_language(name, kind(FIELDS[name].clean, FIELDS[name].label, **options))


def cell(name: str, label: Any, **options: Any) -> Typed:
    """The control of one cell of an exhibit."""
    return _in_its_language(name, Typed(EXHIBIT[name], label, **options))


def _in_its_language(name: str, field: Typed) -> Typed:
    field.widget.attrs |= {"autocomplete": "off"}
    if field.most:
        field.widget.attrs["data-most"] = field.most
    if name.endswith(("_ko", "_en")):
        field.widget.attrs["lang"] = name[-2:]
    return field


class TextsForm(forms.Form):
    """Everything that is typed once. Exhibits have rows of their own, the logo is a file."""

    name_ko = control("name_ko")
    name_en = control("name_en")
    summary_ko = control(
        "summary_ko",
        widget=SHORT,
        help_text=_("One sentence: it stands in lists and in search results."),
    )
    summary_en = control("summary_en", widget=SHORT)
    text_ko = control(
        "text_ko",
        widget=LONG,
        help_text=_("Plain text. An empty line begins a new paragraph."),
    )
    text_en = control("text_en", widget=LONG)
    tags = control("tags", Words, help_text=_("At most 8, with commas between them."))
    website = control("website", widget=forms.TextInput(attrs={"inputmode": "url"}))
    links = control(
        "links",
        Lines,
        widget=forms.Textarea(attrs={"rows": 3, "inputmode": "url"}),
        help_text=_("At most 5 addresses, each on its own line."),
    )
    contact_email = control("contact_email", widget=forms.TextInput(attrs={"inputmode": "email"}))
    contact_phone = control("contact_phone", widget=forms.TextInput(attrs={"inputmode": "tel"}))
    logo = control("logo", widget=forms.HiddenInput)
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. 800 pixels are enough."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    logo_removed = forms.BooleanField(label=_("Show no logo"), required=False)

    def typed(self, name: str) -> Any:
        """What stands in a control, taken apart where it holds several."""
        field, value = self.fields[name], self[name].value()
        return field.parsed(value) if isinstance(field, Typed) and isinstance(value, str) else value


class ExhibitForm(forms.Form):
    """One thing that is shown. A row in which nothing stands is none."""

    name_ko = cell("name_ko", _("Name (Korean)"))
    name_en = cell("name_en", _("Name (English)"))
    text_ko = cell("text_ko", _("Text (Korean)"), widget=MIDDLE)
    text_en = cell("text_en", _("Text (English)"), widget=MIDDLE)
