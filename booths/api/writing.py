"""What organisers' writing has in common: whose edition it is, and rows named by their codes."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from expo import access
from expo.models import Edition, RoleKind

EDITION = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The edition.")


def organised(request: Request, slug: str) -> Edition:
    """The edition, published or not, for who organises it; raises Http404 for everybody else."""
    return access.edition_for(request.user, slug, RoleKind.ORGANISER)


def row_in(rows: QuerySet[Any], code: str, path: str = "code") -> Any:
    """The row with the code; raises ValidationError."""
    row = rows.filter(**{path: code}).first()
    if row is None:
        raise serializers.ValidationError(
            _("There is no %(code)s in this edition.") % {"code": code}
        )
    return row
