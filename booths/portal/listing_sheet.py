"""The form of a listing before somebody: what he saw, what he typed, and what was said to it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths.listings import ListingChanged
from booths.listings.fields import FIELDS, Json, label
from booths.models import Listing
from booths.moderation import Draft, drafts
from booths.moderation.drafts import Seen
from booths.portal import exhibit_rows
from booths.portal.listing_fields import ExhibitForm, TextsForm

SECTIONS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Name"), ("name_ko", "name_en")),
    (gettext_lazy("Logo"), ("logo",)),
    (gettext_lazy("Short text"), ("summary_ko", "summary_en")),
    (gettext_lazy("Long text"), ("text_ko", "text_en")),
    (gettext_lazy("Exhibits"), ("exhibits",)),
    (gettext_lazy("Tags and links"), ("tags", "website", "links")),
    (gettext_lazy("Contact"), ("contact_email", "contact_phone")),
)
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the form. `meanwhile` holds what somebody else has made of it."""

    draft: Draft
    bound: BoundField | None
    meanwhile: Seen | None

    @property
    def label(self) -> str:
        return label(self.draft.field)

    @property
    def id(self) -> str:
        return anchor(self.draft.field)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the id of the control that it is about."""

    sentence: str
    label: str = ""
    id: str = ""


ANCHORS = {"logo": "logo-part", "exhibits": "exhibits"}


def anchor(field: str) -> str:
    """Where on the page a field is written."""
    return ANCHORS.get(field, f"id_{field}")


@dataclass(slots=True)
class Sheet:
    """`typed` is what stands in the texts, `rows` what stands in the exhibits."""

    standing: dict[str, Draft]
    seen: dict[str, Seen]
    texts: TextsForm
    rows: list[ExhibitForm]
    meanwhile: Mapping[str, Seen]
    focus: str = ""

    def is_valid(self) -> bool:
        """Every field is asked, so that everything wrong is said at once."""
        valid = [self.texts.is_valid(), *(row.is_valid() for row in self.rows)]
        return all(valid) and self._exhibits_fit()

    def values(self) -> dict[str, Json]:
        """What a valid form says, by field."""
        cleaned = self.texts.cleaned_data
        found = {name: cleaned[name] for name in FIELDS if name in cleaned}
        return {**found, "exhibits": self._exhibits()}

    def refuse(self, error: ListingChanged) -> None:
        """Show what others have written meanwhile. Whoever sends it again has seen that."""
        self.meanwhile = {
            name: {told: text for told, text in texts.items() if told != "yours"}
            for name, texts in error.facts["fields"].items()
        }
        self.seen = {**self.seen, **self.meanwhile}

    @property
    def seen_text(self) -> str:
        return json.dumps(self.seen, ensure_ascii=False)

    @property
    def sections(self) -> Iterator[tuple[str | Promise, list[Part]]]:
        for title, names in SECTIONS:
            yield title, [self.part(name) for name in names]

    @property
    def changed(self) -> list[Part]:
        """What somebody else has changed meanwhile."""
        return [self.part(name) for name in self.meanwhile]

    @property
    def faults(self) -> list[Fault]:
        """Everything that is wrong, in the order of the page."""
        found = [Fault(str(sentence)) for sentence in self.texts.non_field_errors()]
        fields = [self.texts[name] for name in self.texts.errors if name != NON_FIELD_ERRORS]
        found += _faults(fields)
        for number, row in enumerate(self.rows, start=1):
            cells = [row[name] for name in row.errors]
            found += _faults(cells, _("Exhibit %(number)s, ") % {"number": number})
        return found

    @property
    def exhibits(self) -> list[exhibit_rows.Row]:
        return exhibit_rows.drawn(self.rows, self.focus)

    def part(self, name: str) -> Part:
        bound = None if name == "exhibits" else self.texts[name]
        return Part(self.standing[name], bound, self.meanwhile.get(name))

    def raw(self) -> dict[str, Any]:
        """What stands in the form, unjudged: texts as they are typed, exhibits row by row."""
        found = {name: self.texts.typed(name) for name in FIELDS if name != "exhibits"}
        rows = [{cell.name: cell.value() or "" for cell in row} for row in self.rows]
        return {**found, "exhibits": rows}

    @property
    def logo(self) -> str | None:
        """The digest that the form carries."""
        return self.texts["logo"].value() or None

    def _exhibits(self) -> list[dict[str, str]]:
        return [row.cleaned_data for row in self.rows if any(row.cleaned_data.values())]

    def _exhibits_fit(self) -> bool:
        try:
            FIELDS["exhibits"].clean(self._exhibits())
        except ValidationError as error:
            self.texts.add_error(None, error)
            return False
        return True


def opened(listing: Listing, instead: Mapping[str, Json] | None = None) -> Sheet:
    """The form as one finds it: what waits, else what is live; `instead` names other values."""
    standing = drafts.of(listing)
    values = {name: draft.value for name, draft in standing.items()} | dict(instead or {})
    rows = exhibit_rows.with_spare(values.pop("exhibits"))
    texts = TextsForm(initial=values)
    return Sheet(standing, drafts.seen(standing), texts, exhibit_rows.shown(rows), {})


def sent(listing: Listing, data: QueryDict) -> Sheet:
    """The form as it came back."""
    rows = exhibit_rows.bound(exhibit_rows.typed(data))
    return Sheet(drafts.of(listing), read_seen(data), TextsForm(data), rows, {})


def arranged(listing: Listing, data: QueryDict, act: str = "") -> Sheet:
    """What was typed, unjudged, with its rows in another order."""
    rows, focus = exhibit_rows.arranged(exhibit_rows.typed(data), act)
    texts = TextsForm(initial=data.dict())
    shown = exhibit_rows.shown(rows)
    return Sheet(drafts.of(listing), read_seen(data), texts, shown, {}, focus)


def _faults(fields: list[BoundField], before: str = "") -> list[Fault]:
    return [
        Fault(str(sentence), f"{before}{field.label}", field.id_for_label)
        for field in fields
        for sentence in field.errors
    ]


def read_seen(data: QueryDict) -> dict[str, Any]:
    """What the form says that the editor saw; nothing where somebody has bent it."""
    try:
        told = json.loads(data.get(SEEN, ""))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
