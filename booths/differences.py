"""What became of a text, word by word, and of a list, item by item. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple

WORDS = re.compile(r"\s+|\S+")
MANY = 800
"""Words from which on the frequent ones are no longer followed: exactness costs their square."""


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


class Part(NamedTuple):
    """A run of words, with the spaces that belong to it."""

    kind: Kind
    text: str


class Item(NamedTuple):
    """One of a list. What is gone has no `after`, what is new no `before`."""

    kind: Kind
    before: Any
    after: Any


def words(before: str, after: str) -> list[Part]:
    """The texts as one: put together, the same and the gone are `before`, the same and the new are
    `after`."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[Part] = []
    for act, a, b, c, d in _matched(old, new):
        if act == "equal":
            found.append(Part(Kind.SAME, "".join(old[a:b])))
            continue
        if a < b:
            found.append(Part(Kind.GONE, "".join(old[a:b])))
        if c < d:
            found.append(Part(Kind.NEW, "".join(new[c:d])))
    return found


def items(before: Sequence[Any], after: Sequence[Any]) -> list[Item]:
    """The lists as one, in their order; where some took the place of others, each of its own."""
    keys = [[repr(each) for each in side] for side in (before, after)]
    found: list[Item] = []
    for act, a, b, c, d in _matched(*keys):
        if act == "equal":
            found += [Item(Kind.SAME, each, each) for each in before[a:b]]
        else:
            found += _replaced(before[a:b], after[c:d])
    return found


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    return iter(SequenceMatcher(None, old, new, autojunk=len(new) > MANY).get_opcodes())


def _replaced(gone: Sequence[Any], new: Sequence[Any]) -> list[Item]:
    return [_item(was, becomes) for was, becomes in zip_longest(gone, new)]


def _item(was: Any, becomes: Any) -> Item:
    if was is None:
        return Item(Kind.NEW, None, becomes)
    return Item(Kind.CHANGED if becomes is not None else Kind.GONE, was, becomes)
