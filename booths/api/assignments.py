"""Who stands where, for organisers: given, moved and taken back."""

from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import assignments
from booths.api.writing import EDITION, organised, row_in
from booths.models import Assignment, Participation, Space
from booths.models.assignment import AssignmentQuerySet
from expo import editions
from expo.api.fields import NothingElse
from expo.api.lists import FairList, HallQuery
from expo.models import Edition


class AssignmentQuery(HallQuery):
    standing = serializers.BooleanField(required=False, help_text="Not taken back, or taken back.")


class AssignmentOut(serializers.ModelSerializer[Assignment]):
    """From the first to the last day; `released_at` is null while it stands."""

    space = serializers.CharField(source="space.code")
    hall = serializers.CharField(source="space.hall.code")
    exhibitor = serializers.CharField(source="participation.exhibitor.code")
    first_day = serializers.DateField(source="days.lower")
    last_day = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = ("id", "space", "hall", "exhibitor", "first_day", "last_day", "released_at")

    def get_last_day(self, assignment: Assignment) -> date:
        after: date = assignment.days.upper
        return after - timedelta(days=1)


class MoveIn(NothingElse):
    space = serializers.CharField(help_text="A space's code.")

    def validate_space(self, code: str) -> Space:
        space: Space = row_in(Space.objects.of(self.context["edition"]), code)
        return space


class AssignmentIn(MoveIn):
    """For all show days, or from the first to the last day."""

    exhibitor = serializers.CharField(help_text="The code of a main exhibitor.")
    first_day = serializers.DateField(required=False)
    last_day = serializers.DateField(required=False)

    def validate_exhibitor(self, code: str) -> Participation:
        standing = Participation.objects.of(self.context["edition"]).standing()
        found: Participation = row_in(standing, code, "exhibitor__code")
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Both days or none, in order, and show days."""
        named = {"first_day", "last_day"} & set(attrs)
        if len(named) == 1:
            raise serializers.ValidationError(_("Name both days, or none."))
        if named and not self._are_show_days(attrs["first_day"], attrs["last_day"]):
            raise serializers.ValidationError(_("These are no show days of the edition, in order."))
        checked: dict[str, Any] = super().validate(attrs)
        return checked

    def days(self) -> DateRange | None:
        said = self.validated_data
        if "first_day" not in said:
            return None
        return DateRange(said["first_day"], said["last_day"] + timedelta(days=1))

    def _are_show_days(self, first: date, last: date) -> bool:
        shown = assignments.all_days(self.context["edition"])
        return bool(shown.lower <= first <= last < shown.upper)


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class Assignments(FairList[Assignment]):
    """All that were ever given, by space and day."""

    serializer_class = AssignmentOut
    query_class = AssignmentQuery

    @cached_property
    def edition(self) -> Edition:
        return organised(self.request, self.kwargs["slug"])

    def rows(self, edition: Edition) -> AssignmentQuerySet:
        return _known(edition).order_by("space__code", "days", "pk")

    def by_hall(self, rows: AssignmentQuerySet, code: str) -> AssignmentQuerySet:
        return rows.filter(space__hall__code=code)

    def by_standing(self, rows: AssignmentQuerySet, wanted: object) -> AssignmentQuerySet:
        return rows.standing() if wanted else rows.exclude(released_at=None)

    @extend_schema(operation_id="list_assignments", parameters=[EDITION, AssignmentQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="assign_space",
        parameters=[EDITION],
        request=AssignmentIn,
        responses={201: AssignmentOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Give a space away. 409 `space_taken` with `exhibitor`; 422 `not_a_main_exhibitor`."""
        said = AssignmentIn(data=request.data, context={"edition": self.edition})
        said.is_valid(raise_exception=True)
        wanted = said.validated_data
        return _answer(assignments.assign(wanted["space"], wanted["exhibitor"], said.days()), 201)


class AssignmentMove(APIView):
    @extend_schema(
        operation_id="move_assignment",
        parameters=[EDITION],
        request=MoveIn,
        responses={201: AssignmentOut},
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Another space for the same days, as a new assignment. 409 `space_taken`,
        `assignment_released`."""
        edition = organised(request, slug)
        given = get_object_or_404(_known(edition), pk=pk)
        said = MoveIn(data=request.data, context={"edition": edition})
        said.is_valid(raise_exception=True)
        at = editions.now(edition)
        return _answer(assignments.move(given, said.validated_data["space"], at=at), 201)


class AssignmentRelease(APIView):
    @extend_schema(
        operation_id="release_assignment",
        parameters=[EDITION],
        request=None,
        responses=AssignmentOut,
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Take the space back. 409 `assignment_released`."""
        edition = organised(request, slug)
        given = get_object_or_404(_known(edition), pk=pk)
        return _answer(assignments.release(given, at=editions.now(edition)), 200)


def _known(edition: Edition) -> AssignmentQuerySet:
    rows = Assignment.objects.filter(space__edition=edition)
    return rows.select_related("space__hall", "participation__exhibitor")


def _answer(assignment: Assignment, status: int) -> Response:
    return Response(AssignmentOut(assignment).data, status=status)
