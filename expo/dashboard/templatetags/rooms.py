"""The frame of the dashboard's rooms: the editions somebody may look at, each in the same room."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from expo import access
from expo.dashboard.planning import READERS
from expo.models import Edition

register = template.Library()


@dataclass(frozen=True, slots=True)
class Beside:
    """Another edition, and where it shows what this page shows of this one."""

    edition: Edition
    address: str


@register.simple_tag
def editions_beside(request: HttpRequest, edition: Edition) -> list[Beside]:
    """Every other edition that the asker plans or organises, the latest first."""
    others = access.editions_of(request.user, *READERS).exclude(pk=edition.pk).order_by("-number")
    return [Beside(other, _same_room(request.resolver_match, other)) for other in others]


def _same_room(here: ResolverMatch | None, other: Edition) -> str:
    """What an address names beside its edition is of that edition: the room's first page then."""
    if here is None or "slug" not in here.kwargs:
        return reverse("dashboard_edition", args=[other.slug])
    if len(here.kwargs) == 1:
        return reverse(here.view_name, args=[other.slug])
    room = here.route.partition("<slug:slug>/")[2].partition("/")[0]
    return f"{reverse('dashboard_edition', args=[other.slug])}{room}/"
