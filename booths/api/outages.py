from rest_framework import serializers

from booths.models import Cause, Operation, Outage, ServiceStatus
from booths.models.outage import OutageQuerySet
from expo.api.fields import Both
from expo.api.lists import HallQuery, PublicList, described
from expo.models import Edition


class OutageQuery(HallQuery):
    state = serializers.ChoiceField(
        [choice for choice in Operation.choices if choice[0] != Operation.OPERATING],
        required=False,
    )
    cause = serializers.ChoiceField(Cause.choices, required=False)
    standing = serializers.BooleanField(required=False, help_text="Not over yet, or over.")


class StoppedOut(serializers.ModelSerializer[ServiceStatus]):
    space = serializers.CharField(source="space.code")
    hall = serializers.CharField(source="space.hall.code")

    class Meta:
        model = ServiceStatus
        fields = ("space", "hall", "started_at", "ended_at")


class OutageOut(serializers.ModelSerializer[Outage]):
    """`ended_at` is null while nobody has reopened it, `expected_until` while nobody can say."""

    id = serializers.UUIDField(source="uuid")
    text = Both()
    spaces = StoppedOut(many=True, source="statuses")

    class Meta:
        model = Outage
        fields = (
            *("id", "state", "cause", "text", "started_at", "start_is_estimated"),
            *("expected_until", "ended_at", "spaces"),
        )


@described(OutageQuery, "list_outages")
class Outages(PublicList[Outage]):
    """What stopped which booths, the latest first."""

    serializer_class = OutageOut
    query_class = OutageQuery

    def rows(self, edition: Edition) -> OutageQuerySet:
        return Outage.objects.of(edition).begun(self.at).with_spaces().latest_first()

    def by_hall(self, rows: OutageQuerySet, code: str) -> OutageQuerySet:
        return rows.in_hall(code)

    def by_state(self, rows: OutageQuerySet, state: str) -> OutageQuerySet:
        return rows.in_state(state)

    def by_cause(self, rows: OutageQuerySet, cause: str) -> OutageQuerySet:
        return rows.caused_by(cause)

    def by_standing(self, rows: OutageQuerySet, wanted: object) -> OutageQuerySet:
        return rows.standing() if wanted else rows.over()
