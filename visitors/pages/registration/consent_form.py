"""The consents: each with its notice and a tick of its own, and none of them made for anybody."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from visitors.models import ConsentKind, ConsentText
from visitors.pages.registration.step_form import StepForm

ASKED = (ConsentKind.COLLECTION, ConsentKind.OPTIONAL, ConsentKind.MARKETING)
"""A third party is agreed to when it is there and has a name: at the scan of a badge."""

TITLES = {
    ConsentKind.COLLECTION: _("Required items"),
    ConsentKind.OPTIONAL: _("Optional items"),
    ConsentKind.MARKETING: _("News of the fair"),
}
LABELS = {
    ConsentKind.COLLECTION: _("I agree to the collection and use of the required items"),
    ConsentKind.OPTIONAL: _("I agree to the collection and use of the optional items"),
    ConsentKind.MARKETING: _("I agree to get news of the fair by mail"),
}
NOT_AGREED = _(
    "Without this consent nobody can be registered in advance. You can come all the same: at the "
    "entrance desk you get a badge without a name."
)
CHANGED = _("This notice has changed since the page was opened. Please read it again.")


class Tick(forms.CheckboxInput):
    """Tells which text stood beside it, so that nobody agrees to another one."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")


class AgreementField(forms.Field):
    """One notice in the reader's language; its versions in the others are the same agreement."""

    def __init__(self, text: ConsentText, others: Iterable[ConsentText]) -> None:
        self.kind = ConsentKind(text.kind)
        self.text, self.texts = text, {str(other.pk): other for other in [text, *others]}
        super().__init__(
            label=LABELS[self.kind],
            required=self.kind is ConsentKind.COLLECTION,
            widget=Tick(attrs={"value": str(text.pk)}, check_test=self.is_known),
            error_messages={"required": NOT_AGREED},
        )

    def is_known(self, value: Any) -> bool:
        return str(value) in self.texts

    def to_python(self, value: Any) -> ConsentText | None:
        if not value:
            return None
        if not self.is_known(value):
            raise ValidationError(CHANGED, code="notice_changed")
        return self.texts[str(value)]

    @property
    def title(self) -> Any:
        return TITLES[self.kind]


def agreement(
    texts: Iterable[ConsentText], kind: ConsentKind, language: str
) -> AgreementField | None:
    """The field of that kind in the language, or in another; None where it has no text at all."""
    same = [text for text in texts if text.kind == kind]
    own = sorted(same, key=lambda text: text.language != language)
    return AgreementField(own[0], own[1:]) if own else None


class ConsentForm(StepForm):
    """`texts` are the newest of each kind in each language; shown are those of the language."""

    def __init__(
        self, texts: Sequence[ConsentText], language: str, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for kind in ASKED:
            if field := agreement(texts, kind, language):
                self.fields[kind.value] = field

    def asked(self) -> dict[str, Any]:
        return {"agreed": [text for text in self.cleaned_data.values() if text]}

    def answers(self) -> list[tuple[Any, bool]]:
        """Each consent by its title, and whether it was given."""
        fields = cast("dict[str, AgreementField]", self.fields)
        return [(field.title, bool(self.cleaned_data[name])) for name, field in fields.items()]
