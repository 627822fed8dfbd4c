"""A figure told in one sentence and its definition, in Korean and in English."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.definitions import DEFINITIONS
from visitors.models import FigureName

PEOPLE, PASSAGES = _("%(people)s"), _("%(passages)s")
SENTENCE = _("%(label)s: %(value)s as of %(as_of)s (%(edition)s, %(period)s). %(meaning)s")
MINUTE, SECOND, DAY = _("j F Y, H:i"), _("j F Y, H:i:s"), _("j F Y")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is told: of one show day or, without one, of all; `as_of` is aware."""

    figure: FigureName
    value: int
    as_of: datetime
    day: date | None = None


def sentence(edition: Edition, told: Told) -> tuple[str, str]:
    """The Korean sentence and the English one; times are those of the edition's zone."""
    korean, english = (_sentence_in(language, edition, told) for language in ("ko", "en"))
    return korean, english


def amount(figure: str, number: int) -> str:
    """The number with what it counts, in the reader's language: 30,600명."""
    unit = PASSAGES if figure == FigureName.ENTRIES else PEOPLE
    return str(unit) % dict.fromkeys(("people", "passages"), f"{number:,}")


def moment(edition: Edition, at: datetime) -> str:
    """In words, in the reader's language: 2023년 11월 24일 18:00; seconds where there are any."""
    local = at.astimezone(edition.tz)
    return date_format(local, str(SECOND if local.second else MINUTE))


def _sentence_in(language: str, edition: Edition, told: Told) -> str:
    definition = DEFINITIONS[told.figure]
    with translation.override(language):
        return str(SENTENCE) % {
            "label": definition.label,
            "value": amount(told.figure, told.value),
            "as_of": moment(edition, told.as_of),
            "edition": edition.name,
            "period": _period(told.day),
            "meaning": definition.meaning,
        }


def _period(day: date | None) -> str:
    return date_format(day, str(DAY)) if day else gettext("all show days")
