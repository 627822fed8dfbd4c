"""Korean first, English beside: one attribute that speaks the reader's language."""

from typing import Any

from django.utils.translation import get_language, gettext_noop

WEEKDAYS = [  # Django's own Korean has no short names of days: our catalogue gives them
    gettext_noop("Mon"),
    gettext_noop("Tue"),
    gettext_noop("Wed"),
    gettext_noop("Thu"),
    gettext_noop("Fri"),
    gettext_noop("Sat"),
    gettext_noop("Sun"),
]


class Bilingual:
    """Reads `<field>_ko` or `<field>_en` by the active language, or the other if it is empty."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        korean, english = getattr(row, f"{self.field}_ko"), getattr(row, f"{self.field}_en")
        return (english or korean) if get_language() == "en" else (korean or english)


def both(row: Any, field: str) -> dict[str, str]:
    """Both languages of a field, as the API gives them: `{"ko": …, "en": …}`."""
    return {"ko": getattr(row, f"{field}_ko"), "en": getattr(row, f"{field}_en")}


def foreign(row: Any, field: str) -> str:
    """The language a bilingual field is shown in where it is not the reader's, else nothing."""
    said, reads = both(row, field), "en" if get_language() == "en" else "ko"
    other = "ko" if reads == "en" else "en"
    return other if said[other] and not said[reads] else ""
