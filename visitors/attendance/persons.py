"""Who is whom after merges."""

from collections.abc import Mapping


def root(person: int, kept: Mapping[int, int]) -> int:
    """Whom a person was merged into in the end; in a ring of merges everybody stays himself."""
    found = person
    for _step in kept:
        if found not in kept:
            return found
        found = kept[found]
    return found if found not in kept else person
