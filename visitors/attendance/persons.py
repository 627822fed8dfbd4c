"""Who is whom after merges."""

from collections.abc import Mapping

from visitors.models import Merge


def kept_in(edition_id: int) -> dict[int, int]:
    """person merged → person kept, as it stands now."""
    merges = Merge.objects.standing().filter(edition=edition_id)
    return dict(merges.values_list("merged_id", "kept_id"))


def root(person: int, kept: Mapping[int, int]) -> int:
    """Whom a person was merged into in the end; in a ring of merges everybody stays himself."""
    found = person
    for _step in kept:
        if found not in kept:
            return found
        found = kept[found]
    return found if found not in kept else person
