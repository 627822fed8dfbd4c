"""What an address of the floor names: a space of the edition, or an assignment; else 404."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404

from booths.models import Assignment, Space
from booths.models.space import SpaceQuerySet
from expo import personal
from expo.models import Edition


def space_of(edition: Edition, code: str) -> Space:
    """Raises Http404."""
    return get_object_or_404(
        Space.objects.select_related("hall", "edition"), edition=edition, code=code
    )


def spaces_of(edition: Edition, codes: Iterable[str]) -> SpaceQuerySet:
    """Those of the spaces that there are; what nobody can write is no code."""
    known = [code for code in codes if personal.is_writable(code)]
    return Space.objects.of(edition).filter(code__in=known).select_related("hall", "edition")


def assignment_of(edition: Edition, pk: int) -> Assignment:
    """Raises Http404."""
    return get_object_or_404(Assignment.objects.of(edition).with_parties(), pk=pk)
