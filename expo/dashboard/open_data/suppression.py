"""Small numbers of people stay unsaid, and others with them, so that no sum gives one away.

Pure: it knows numbers and how they sum up, no fair and no framework. What makes it safe is a
witness: for every small number that is hidden there is another set of numbers, whole and none
below nought, which agrees with everything that is published and in which this one is not small.
Whoever sees only what is published cannot tell which of the two is true.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALL = 5
"""Fewer people than this are a small number. Nobody is none: 0 is said."""

PATIENCE, MOVES, MOST_MORE = 200, 40, 8
"""Tries for one step of a witness, moves in it, and numbers hidden for it at once. A witness that
is not found is none: more is hidden then, never less."""

Sum = Mapping[str, int]
"""What is added up to nought: 1 for each part, −1 for the whole; other factors are allowed."""


@dataclass(frozen=True)
class Numbers:
    """All numbers that somebody could put together, by name.

    `unsaid` are those that are not published in any case, as the difference of two that are.
    `spare` of them are no people: they say that one number is at most another."""

    values: Mapping[str, int]
    sums: Sequence[Sum] = ()
    unsaid: frozenset[str] = frozenset()
    spare: frozenset[str] = frozenset()

    def is_small(self, name: str) -> bool:
        return name not in self.spare and 0 < self.values[name] < SMALL


def hidden(numbers: Numbers) -> frozenset[str]:
    """Which numbers must not be published. The same for the same numbers, in whatever order."""
    unknown = _Unknown(numbers)
    for name in unknown.waiting:  # and those that are hidden on the way
        unknown.protect(name)
    return frozenset(unknown.names - numbers.unsaid)


class _Unknown:
    """What an outsider does not know. `safe` are those for which a witness was found."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.waiting = [name for name in sorted(numbers.values) if numbers.is_small(name)]
        self.names = {*numbers.unsaid, *self.waiting}
        self.safe: set[str] = set()
        self.sums_of: dict[str, list[int]] = defaultdict(list)
        for number, terms in enumerate(numbers.sums):
            for name in terms:
                self.sums_of[name].append(number)

    def protect(self, name: str) -> None:
        """Hide others, as few and as small as will do, until that one could be another one.

        Where no few are found, the nearest one is hidden, and so on until none near is left."""
        most = 0
        while name not in self.safe:
            if search := self._imagined(name, most):
                self._trust(search)
            elif most < MOST_MORE:
                most += 1
            elif nearest := self._published_near(name):
                self._hide({min(nearest, key=lambda each: (self.numbers.values[each], each))})
                most = 0
            else:
                return

    def _trust(self, search: "_Search") -> None:
        """A witness for every number that is another one in it, and if it was small, is no more."""
        values = self.numbers.values
        moved = {name for name, value in search.values.items() if value != values[name]}
        self._hide(moved - self.names)
        self.safe |= {
            name
            for name in moved
            if not self.numbers.is_small(name) or search.values[name] >= SMALL
        }

    def _hide(self, names: set[str]) -> None:
        self.names |= names
        self.waiting += sorted(names)

    def _published_near(self, name: str) -> set[str]:
        """The published numbers in the nearest sums that have any."""
        seen, ring = {name}, {name}
        while ring:
            near = {
                other
                for each in ring
                for number in self.sums_of[each]
                for other in self.numbers.sums[number]
            }
            if published := near - self.names:
                return published
            ring = near - seen
            seen |= near
        return set()

    def _imagined(self, name: str, most: int) -> "_Search | None":
        """A small number as no small one, any other as another one, with at most so many more."""
        value = self.numbers.values[name]
        ways = [[1] * (SMALL - value)] if self.numbers.is_small(name) else [[1], [-1]]
        for steps in ways:
            search = _Search(self, name, most)
            if value + min(steps) >= 0 and all(search.moves(step) for step in steps):
                return search
        return None


class _Search:
    """Other numbers than the true ones, in which every sum is right all the same.

    One number is raised or lowered by one; others follow, depth first and never back to the first,
    until no sum is off: unknown ones, and at most so many that would have to be hidden (`told`)."""

    def __init__(self, unknown: _Unknown, first: str, most: int) -> None:
        self.unknown, self.first, self.most = unknown, first, most
        self.values = dict(unknown.numbers.values)
        self.off: dict[int, int] = {}
        self.told: set[str] = set()
        self.patience = 0

    def moves(self, change: int) -> bool:
        """Once more by one; what was moved before stays moved."""
        self.patience = PATIENCE
        self._move(self.first, change)
        return self._succeeds(0)

    def _succeeds(self, moves: int) -> bool:
        if not self.off:
            return True
        self.patience -= 1
        if moves == MOVES or self.patience <= 0:
            return False
        return any(self._tries(*move, moves + 1) for move in self._possible(min(self.off)))

    def _tries(self, name: str, change: int, moves: int) -> bool:
        if self.patience <= 0:
            return False
        is_new = name not in self.unknown.names and name not in self.told
        self.told |= {name} if is_new else set()
        self._move(name, change)
        if self._succeeds(moves):
            return True
        self._move(name, -change)
        self.told -= {name} if is_new else set()
        return False

    def _move(self, name: str, change: int) -> None:
        self.values[name] += change
        for number, off in self._after(name, change):
            if off:
                self.off[number] = off
            else:
                self.off.pop(number, None)

    def _after(self, name: str, change: int) -> list[tuple[int, int]]:
        """The sums of a number, and how far each would be off."""
        sums = self.unknown.numbers.sums
        return [
            (number, self.off.get(number, 0) + sums[number][name] * change)
            for number in self.unknown.sums_of[name]
        ]

    def _possible(self, number: int) -> list[tuple[str, int]]:
        """What one number can do about that sum, none below nought: first those that break the
        fewest others, unknown ones before published ones, small ones of these before large ones."""
        terms, off = self.unknown.numbers.sums[number], self.off[number]
        unknown = self.unknown.names | self.told
        may_tell = len(self.told) < self.most
        found = []
        for name in terms if may_tell else terms.keys() & unknown:
            wanted = -off // terms[name] if off % terms[name] == 0 else 0
            change = max(wanted, -self.values[name])
            if change and name != self.first:
                broken = sum(off != 0 for _sum, off in self._after(name, change))
                left = self.values[name]
                order = (broken, False, -left) if name in unknown else (broken, True, left)
                found.append((*order, name, change))
        return [(name, change) for *_order, name, change in sorted(found)]
