"""What visitors read of an outage unless somebody says it better: a sentence for each cause."""

from typing import NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths.models import Cause, Operation
from expo import personal
from expo.errors import Refused

SENTENCES: dict[tuple[Operation, Cause], Promise] = {
    (Operation.SUSPENDED, Cause.OWN_DEVICE): _(
        "This booth has stopped for now because its equipment failed."
    ),
    (Operation.SUSPENDED, Cause.VENUE): _(
        "This booth has stopped for now because power or network of the venue failed."
    ),
    (Operation.SUSPENDED, Cause.GOVERNMENT_NETWORK): _(
        "This booth has stopped for now because government networks failed."
    ),
    (Operation.SUSPENDED, Cause.STAFF): _(
        "This booth has stopped for now because nobody can attend to it."
    ),
    (Operation.SUSPENDED, Cause.OTHER): _("This booth has stopped for now."),
    (Operation.DEGRADED, Cause.OWN_DEVICE): _(
        "Only a part of this booth runs because some equipment failed."
    ),
    (Operation.DEGRADED, Cause.VENUE): _(
        "Only a part of this booth runs because of trouble with power or network of the venue."
    ),
    (Operation.DEGRADED, Cause.GOVERNMENT_NETWORK): _(
        "Only a part of this booth runs because of trouble with government networks."
    ),
    (Operation.DEGRADED, Cause.STAFF): _(
        "Only a part of this booth runs because few people attend to it."
    ),
    (Operation.DEGRADED, Cause.OTHER): _("Only a part of this booth runs for now."),
}


class NotPublishable(Refused):
    code = "not_publishable"
    message = _("There are control characters in it: type it instead of pasting it.")


class ResidentNumber(Refused):
    code = "resident_number"
    message = _("This looks like a resident registration number, which may never be published.")


class Texts(NamedTuple):
    ko: str
    en: str


def check(*texts: str) -> None:
    """What is told to everybody is plain writing. Raises NotPublishable, ResidentNumber."""
    for text in texts:
        if not personal.is_writable(text):
            raise NotPublishable
        if personal.looks_like_resident_number(text):
            raise ResidentNumber


def usual(state: Operation, cause: Cause) -> Texts:
    """The sentence in both languages, whoever asks."""
    sentence = SENTENCES[state, cause]
    return Texts(*(_in(language, sentence) for language in ("ko", "en")))


def unless_usual(text: str, state: Operation, cause: Cause) -> Texts:
    """The text in each language's place; the usual ones where nobody wrote another.

    A sentence that is usual for another cause was not written, it was left there."""
    if text and text not in _all():
        return Texts(text, text)
    return usual(state, cause)


def table() -> dict[str, dict[str, Texts]]:
    """State → cause → the usual sentence."""
    return {
        state.value: {cause.value: usual(state, cause) for cause in Cause}
        for state in (Operation.DEGRADED, Operation.SUSPENDED)
    }


def _all() -> set[str]:
    return {text for causes in table().values() for texts in causes.values() for text in texts}


def _in(language: str, sentence: Promise) -> str:
    with translation.override(language):
        return str(sentence)
