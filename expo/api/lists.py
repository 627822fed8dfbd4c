"""What every list of the API has in common: pages, filters that say no, ETags."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.middleware.http import ConditionalGetMiddleware
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware, method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from expo import access, editions
from expo.models import Edition, Hall, RoleKind

MOST_ON_A_PAGE = 100
Row = TypeVar("Row", bound=Model)


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = MOST_ON_A_PAGE


class ListQuery(serializers.Serializer[Any]):
    """What may stand behind the question mark; whatever else stands there is refused."""

    page = serializers.IntegerField(min_value=1, required=False)
    page_size = serializers.IntegerField(
        min_value=1, max_value=MOST_ON_A_PAGE, required=False, help_text="Default 50."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = set(self.initial_data) - set(self.fields)
        if unknown:
            raise serializers.ValidationError(
                {name: [_("There is no such filter.")] for name in sorted(unknown)}
            )
        return attrs


class HallQuery(ListQuery):
    hall = serializers.CharField(required=False, help_text="A hall's code.")

    def validate_hall(self, code: str) -> str:
        if not Hall.objects.filter(edition=self.context["edition"], code=code).exists():
            raise serializers.ValidationError(
                _("There is no hall %(code)s in this edition.") % {"code": code}
            )
        return code


def described(query: type[ListQuery], operation: str) -> Any:
    """The decorator that tells the schema what a public list understands."""
    edition = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The edition.")
    return extend_schema_view(
        get=extend_schema(operation_id=operation, parameters=[edition, query], auth=[])
    )


@method_decorator(decorator_from_middleware(ConditionalGetMiddleware), name="dispatch")
class FairList(ListAPIView[Row]):
    """Rows of an edition, page by page; 304 when nothing has changed.

    A subclass names its edition and its rows, and for every filter of its query a method
    `by_<filter>` that narrows them. Times have the offset of the edition's time zone."""

    pagination_class = Pages
    query_class: type[ListQuery]

    def rows(self, edition: Edition) -> QuerySet[Row]:
        raise NotImplementedError

    @cached_property
    def edition(self) -> Edition:
        raise NotImplementedError

    @cached_property
    def at(self) -> datetime:
        """The fair's time, one moment for the whole answer."""
        return editions.now(self.edition)

    def get_queryset(self) -> QuerySet[Row]:
        rows = self.rows(self.edition)
        for name, value in self._wanted().items():
            rows = getattr(self, f"by_{name}")(rows, value)
        return rows

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "at": self.at}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with timezone.override(self.edition.tz):
            return super().list(request, *args, **kwargs)

    def _wanted(self) -> dict[str, Any]:
        """The filters that were asked for, each with a value that exists."""
        query = self.query_class(
            data=self.request.query_params.dict(), context={"edition": self.edition}
        )
        query.is_valid(raise_exception=True)
        return {k: v for k, v in query.validated_data.items() if k not in ListQuery().fields}


@method_decorator(cache_control(public=True, no_cache=True), name="dispatch")
class PublicList(FairList[Row]):
    """A list that everybody may read of a published edition."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @cached_property
    def edition(self) -> Edition:
        return access.public_edition(self.kwargs["slug"])


class OrganisersWrite:
    """For a public list: everybody reads it, whoever organises the edition adds to it.

    Stands before `PublicList`. The edition of who writes need not be published."""

    request: Any
    kwargs: dict[str, Any]

    @property
    def is_read(self) -> bool:
        return self.request is None or self.request.method in SAFE_METHODS

    def get_authenticators(self) -> list[BaseAuthentication]:
        return [] if self.is_read else [SessionAuthentication()]

    def get_permissions(self) -> list[BasePermission]:
        return [AllowAny() if self.is_read else IsAuthenticated()]

    @cached_property
    def edition(self) -> Edition:
        if self.is_read:
            return access.public_edition(self.kwargs["slug"])
        return access.edition_for(self.request.user, self.kwargs["slug"], RoleKind.ORGANISER)
