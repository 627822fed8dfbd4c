"""The fields of a listing: what each is called, what may stand in it, and in which order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths.listings.words import Line, Text, address, mail_address, phone
from booths.models import Logo

Json = Any
Clean = Callable[[Any], Json]

MOST_LINKS, MOST_TAGS, MOST_EXHIBITS = 5, 8, 12

EXHIBIT: Mapping[str, Line | Text] = {
    "name_ko": Line(120, is_required=True),
    "name_en": Line(120),
    "text_ko": Text(400),
    "text_en": Text(400),
}


def links(typed: Any) -> list[str]:
    """Addresses, none twice; empty ones are left out."""
    found = dict.fromkeys(link for link in map(address, _several(typed)) if link)
    return _at_most(MOST_LINKS, list(found), _("At most %(most)s links."))


def tags(typed: Any) -> list[str]:
    """Words that visitors look for, none twice whatever its case."""
    line, found = Line(40), dict[str, str]()
    for word in _several(typed):
        if tag := line(word).lstrip("# "):
            found.setdefault(tag.casefold(), tag)
    return _at_most(MOST_TAGS, list(found.values()), _("At most %(most)s tags."))


def exhibits(typed: Any) -> list[dict[str, str]]:
    """What is shown, in order; a row in which nothing stands is left out."""
    found = [_exhibit(number, row) for number, row in enumerate(_several(typed), start=1)]
    return _at_most(
        MOST_EXHIBITS, [row for row in found if any(row.values())], _("At most %(most)s exhibits.")
    )


def logo(typed: Any) -> str | None:
    """The digest of a logo that has been uploaded, or none."""
    if not typed:
        return None
    if not Logo.is_digest(typed) or not Logo.objects.filter(pk=typed).exists():
        raise ValidationError(_("There is no such logo: upload it first."), "logo_missing")
    return typed


@dataclass(frozen=True, slots=True)
class Field:
    """`label` is what people call it; `clean` returns what is kept or raises ValidationError."""

    label: str | Promise
    clean: Clean


FIELDS: Mapping[str, Field] = {
    "name_ko": Field(_("Name (Korean)"), Line(120, is_required=True)),
    "name_en": Field(_("Name (English)"), Line(120)),
    "logo": Field(_("Logo"), logo),
    "summary_ko": Field(_("Short text (Korean)"), Line(200)),
    "summary_en": Field(_("Short text (English)"), Line(200)),
    "text_ko": Field(_("Long text (Korean)"), Text(4000)),
    "text_en": Field(_("Long text (English)"), Text(4000)),
    "exhibits": Field(_("Exhibits"), exhibits),
    "tags": Field(_("Tags"), tags),
    "website": Field(_("Web site"), address),
    "links": Field(_("Further links"), links),
    "contact_email": Field(_("Contact: mail"), mail_address),
    "contact_phone": Field(_("Contact: telephone"), phone),
}


def label(field: str) -> str:
    """What a field is called; a field of former days by its own name."""
    return str(FIELDS[field].label) if field in FIELDS else field


def clean(values: Mapping[str, Any]) -> dict[str, Json]:
    """Everything as it is kept. Raises ValidationError with the sentences by field."""
    return by_rule({name: _rule(name) for name in values}, values)


def by_rule(rules: Mapping[str, Clean], values: Mapping[str, Any]) -> dict[str, Json]:
    """Each value by its own rule, and all that is wrong at once. Raises ValidationError."""
    kept, wrong = {}, {}
    for name, rule in rules.items():
        try:
            kept[name] = rule(values[name])
        except ValidationError as error:
            wrong[name] = error
    if wrong:
        raise ValidationError(wrong)
    return kept


def _rule(name: str) -> Clean:
    return FIELDS[name].clean if name in FIELDS else _no_field


def _no_field(_typed: Any) -> Json:
    raise ValidationError(_("A listing has no such field."), "unknown_field")


def _exhibit(number: int, row: Any) -> dict[str, str]:
    """Raises ValidationError, naming the row."""
    if not isinstance(row, Mapping) or not set(row) <= set(EXHIBIT):
        raise ValidationError(
            _("Exhibit %(number)s is not understood: it has %(fields)s."),
            "not_an_exhibit",
            {"number": number, "fields": ", ".join(EXHIBIT)},
        )
    if not any(row.values()):
        return dict.fromkeys(EXHIBIT, "")
    return {name: _cell(number, name, row.get(name, "")) for name in EXHIBIT}


def _cell(number: int, name: str, typed: Any) -> str:
    try:
        return EXHIBIT[name](typed)
    except ValidationError as error:
        raise ValidationError(
            _("Exhibit %(number)s, %(cell)s: %(sentence)s"),
            error.code,
            {"number": number, "cell": name, "sentence": " ".join(error.messages)},
        ) from error


def _several(typed: Any) -> list[Any]:
    if not isinstance(typed, list):
        raise ValidationError(_("This has to be a list."), "not_a_list")
    return typed


def _at_most(most: int, rows: list[Any], sentence: Any) -> list[Any]:
    if len(rows) > most:
        raise ValidationError(sentence, "too_many", {"most": most})
    return rows
