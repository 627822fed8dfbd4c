"""Tags as readers see them: a theme of the fair in their own language, others as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from booths.directory import passages
from booths.directory.passages import Passage
from expo.models import Edition


@dataclass(frozen=True, slots=True)
class Tag:
    """`value` finds it, `words` are read."""

    value: str
    words: Passage


def themes(edition: Edition) -> dict[str, str]:
    """The themes, as they stand in tags (Korean) → in English. The edition names them in a row."""
    korean, english = (_parts(text) for text in (edition.theme_ko, edition.theme_en))
    if len(korean) != len(english):
        english = korean
    return {tag: words[:1].upper() + words[1:] for tag, words in zip(korean, english, strict=True)}


def shown(tags: Iterable[str], known: Mapping[str, str]) -> list[Tag]:
    """`known`: the themes of the fair."""
    return [Tag(tag, _words(tag, known)) for tag in tags]


def _words(tag: str, known: Mapping[str, str]) -> Passage:
    is_translated = get_language() == "en" and tag in known
    return passages.of_either(known[tag] if is_translated else tag)


def _parts(sentence: str) -> list[str]:
    return [part.strip() for part in sentence.split(",") if part.strip()]
