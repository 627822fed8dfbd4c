"""The words in which a figure is told: those proposed, or one's own."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.dashboard.publishing.numbers import says
from expo.errors import DomainError
from visitors.models import PublishedFigure
from visitors.pages.forms import Unseen, UnseenId
from visitors.publications import CountedDifferently, Proposal, PublishedDifferently

TEXTS = ("text_ko", "text_en")
LONGEST = 500
SILENT = _("The number %(number)s does not stand in this text.")


class UnseenNumber(Unseen, forms.IntegerField):
    widget = forms.HiddenInput


class TextField(forms.CharField):
    """Some lines in one language; nothing: the sentence that is proposed."""

    def __init__(self, language: str, **options: Any) -> None:
        attrs = {"rows": 4, "lang": language, "data-text": ""}
        super().__init__(
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs=attrs),
            error_messages={"max_length": _("At most %(limit_value)d characters.")},
            **options,
        )


class WordsForm(forms.Form):
    """`uuid` makes pressing twice one row, `value` is the number that was seen; `sure` says that a
    text is right without it."""

    uuid = UnseenId(required=False)
    value = UnseenNumber(required=False)
    text_ko = TextField("ko", label=_("Sentence (Korean)"))
    text_en = TextField("en", label=_("Sentence (English)"))
    sure = forms.BooleanField(
        label=_("Publish it all the same: the text is right without the number."), required=False
    )
    silent = False
    """Whether a text says another number, or none."""

    @classmethod
    def proposing(cls, proposal: Proposal) -> "WordsForm":
        words = {name: getattr(proposal, name) for name in TEXTS}
        return cls(initial=words | {"uuid": uuid4(), "value": proposal.told.value})

    def beside(self, proposal: Proposal) -> list[dict[str, Any]]:
        """Each text with the sentence proposed for it, and whether it is another one."""
        return [
            {
                "field": self[name],
                "proposed": getattr(proposal, name),
                "is_own": (self[name].value() or "").strip() not in {"", getattr(proposal, name)},
            }
            for name in TEXTS
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        value = said.get("value")
        if value is not None:
            self._check_number(said, value)
        return said

    def words(self) -> dict[str, Any]:
        """What a valid form says."""
        said = self.cleaned_data
        told = {name: said[name] for name in (*TEXTS, "value")}
        return told | {"uuid": said["uuid"] or uuid4()}

    def differs_from(self, row: PublishedFigure) -> bool:
        """Whether other words had been published before, under the same id."""
        return any(
            self.cleaned_data[name].strip() not in {"", getattr(row, name)} for name in TEXTS
        )

    def refuse(self, error: DomainError) -> None:
        """Let it be sent again: with the number that is right now, or as something new."""
        self.add_error(None, str(error.message))
        if isinstance(error, PublishedDifferently):
            self._change(uuid=str(uuid4()))
        if isinstance(error, CountedDifferently):
            self._change(value=str(error.facts["value"]))

    def _check_number(self, said: dict[str, Any], value: int) -> None:
        silent = [name for name in TEXTS if said.get(name) and not says(said[name], value)]
        self.silent = bool(silent)
        for name in silent if not said.get("sure") else ():
            self.add_error(name, SILENT % {"number": f"{value:,}"})

    def _change(self, **fields: str) -> None:
        self.data = {name: self.data[name] for name in self.data} | fields
