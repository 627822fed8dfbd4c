"""The organiser's last act on the floor, kept with the session, so that it can be put back."""

from dataclasses import dataclass

from django.http import HttpRequest

from booths import turns
from booths.turns import Turn
from expo.models import Edition

KEY = "last_act_on_the_floor"


@dataclass(frozen=True, slots=True)
class LastAct:
    """In words, with the rows it made and ended, by primary key. `is_undone`: it was put back."""

    words: str
    given: list[int]
    taken: list[int]
    is_undone: bool

    @property
    def can_be_put_back(self) -> bool:
        return bool(self.given or self.taken)


def remember(
    request: HttpRequest, edition: Edition, words: str, turn: Turn, *, is_undone: bool = False
) -> None:
    request.session[KEY] = {
        "edition": edition.pk,
        "words": words,
        "given": [row.pk for row in turn.given],
        "taken": [row.pk for row in turn.taken],
        "is_undone": is_undone,
    }


def last_act(request: HttpRequest, edition: Edition) -> LastAct | None:
    kept = request.session.get(KEY)
    if not kept or kept["edition"] != edition.pk:
        return None
    return LastAct(kept["words"], kept["given"], kept["taken"], kept["is_undone"])


def last_turn(request: HttpRequest, edition: Edition) -> Turn:
    """Empty where there was none."""
    act = last_act(request, edition)
    return turns.recall(edition, given=act.given, taken=act.taken) if act else Turn()
