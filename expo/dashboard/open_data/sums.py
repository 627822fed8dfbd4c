"""How the published numbers of people sum up, also across tables: what an outsider can work out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from expo.dashboard.open_data.datasets import Told
from expo.dashboard.open_data.suppression import Numbers, Sum, hidden

Values = dict[str, int]

VISITED = ("day", "hall", "sector")
"""Of what visits are told beside entries."""


def withheld(tables: Iterable[Told]) -> frozenset[str]:
    """The names of the numbers that must not be published."""
    return hidden(numbers(tables))


def numbers(tables: Iterable[Told]) -> Numbers:
    values = _values(tables)
    unsaid, spare = dict(_differences(values)), dict(_spares(values))
    known = values | unsaid | spare
    sums = [terms for terms in _sums(known) if _is_nought(terms, known)]
    return Numbers(known, sums, frozenset({*unsaid, *spare}), frozenset(spare))


def _values(tables: Iterable[Told]) -> Values:
    return {
        name: row[key]
        for told in tables
        for row, names in told.rows
        for key, name in names.items()
        if row[key] is not None
    }


def _differences(values: Values) -> Iterator[tuple[str, int]]:
    """Numbers of people that stand in no table, and that a subtraction tells."""
    for whole, part, rest in (
        ("registered", "converted", "stayed away"),
        ("visits", "visitors", "came again"),
    ):
        for of in _each(values, f"{whole} registration/"):
            if f"{part} {of}" in values:
                yield f"{rest} {of}", values[f"{whole} {of}"] - values[f"{part} {of}"]


def _spares(values: Values) -> Iterator[tuple[str, int]]:
    """What everybody may take for granted: one number is at most another."""
    for part, most, spare in _at_most(values):
        if most in values and values[most] >= values[part]:
            yield spare, values[most] - values[part]


def _at_most(values: Values) -> Iterator[tuple[str, str, str]]:
    """Nobody comes on a day who is no visitor, and hardly anybody without an entry; whoever has no
    seat is in the room all the same. With the name of what is left."""
    for of in _each(values, "visits day/"):
        yield f"visits {of}", "visitors", f"more visitors {of}"
    for of in (_of for kind in VISITED for _of in _each(values, f"visits {kind}/")):
        yield f"visits {of}", f"entries {of}", f"more entries {of}"
    for of in _each(values, "without_seat session/"):
        yield f"without_seat {of}", f"in_room {of}", f"more in the room {of}"


def _sums(values: Values) -> Iterator[Sum]:
    yield from _totals(values)
    yield {"visitors": 1, "repeat": 1, "visits": -1}
    yield {name: days - 1 for name, days in _persons(values) if days > 1} | {"repeat": -1}
    for part, most, spare in _at_most(values):
        yield {part: 1, spare: 1, most: -1}
    for of in _each(values, "visits day/"):
        yield {f"first_visits {of}": 1, f"repeat_visits {of}": 1, f"visits {of}": -1}
    for of in _each(values, "visits hall/"):
        yield {f"visitors {of}": 1, f"repeat {of}": 1, f"visits {of}": -1}
    for of in _each(values, "reserved session/"):
        yield {f"came {of}": 1, f"no_shows {of}": 1, f"reserved {of}": -1}
        yield {f"came {of}": 1, f"without_seat {of}": 1, f"in_room {of}": -1}
    for of in _each(values, "visits registration/"):
        yield {f"converted {of}": 1, f"stayed away {of}": 1, f"registered {of}": -1}
        yield {f"visitors {of}": 1, f"came again {of}": 1, f"visits {of}": -1}


def _totals(values: Values) -> Iterator[Sum]:
    """All numbers of one kind, which sum to one of the fair; entries by the hour to their day's."""
    for parts, whole in (
        ("entries day/", "entries"),
        ("entries gate/", "entries"),
        ("visits day/", "visits"),
        ("visits class/", "visits"),
        ("visits registration/", "visits"),
        ("unidentified day/", "unidentified"),
        ("first_visits day/", "visitors"),
        ("repeat_visits day/", "repeat"),
        ("visitors registration/", "visitors"),
        ("persons days/", "visitors"),
    ):
        yield _sum((name for name in values if name.startswith(parts)), whole)
    hours: Mapping[str, list[str]] = defaultdict(list)
    for name in values:
        if name.startswith("entries hour/"):
            hours[name.split("/")[1]].append(name)
    for day, names in hours.items():
        yield _sum(names, f"entries day/{day}")


def _persons(values: Values) -> Iterator[tuple[str, int]]:
    """Persons by the days they came on. Who came on three days, came again on two."""
    for name in values:
        if name.startswith("persons days/"):
            yield name, int(name.removeprefix("persons days/"))


def _sum(parts: Iterable[str], whole: str) -> Sum:
    return dict.fromkeys(parts, 1) | {whole: -1}


def _each(values: Values, start: str) -> list[str]:
    """Of what a number is told that begins so: `day/2023-11-23`."""
    return [name.split(" ", 1)[1] for name in values if name.startswith(start)]


def _is_nought(terms: Sum, values: Values) -> bool:
    """A sum that does not hold, or of numbers that are not told, tells an outsider nothing."""
    if not terms.keys() <= values.keys():
        return False
    return sum(factor * values[name] for name, factor in terms.items()) == 0
