from datetime import date

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from expo import programme
from expo.api.fields import Both
from expo.api.lists import HallQuery, PublicList, described
from expo.models import Edition, Party, Session, SessionKind
from expo.models.session import SessionQuerySet
from expo.programme import SessionState


class SessionQuery(HallQuery):
    kind = serializers.ChoiceField(SessionKind.choices, required=False)
    state = serializers.ChoiceField(SessionState.choices, required=False)
    day = serializers.DateField(required=False, help_text="The date it starts on, local.")


class PartyOut(serializers.ModelSerializer[Party]):
    """Somebody who takes part; without a name when no source names him."""

    name = Both()
    function = Both()

    class Meta:
        model = Party
        fields = ("order", "role", "name", "function")


class SessionOut(serializers.ModelSerializer[Session]):
    id = serializers.UUIDField(source="uuid")
    state = serializers.SerializerMethodField()
    title = Both()
    summary = Both()
    hall = serializers.CharField(source="hall.code")
    parties = PartyOut(many=True)

    class Meta:
        model = Session
        fields = (
            *("id", "code", "kind", "state", "title", "summary", "hall", "room"),
            *("starts_at", "ends_at", "capacity", "takes_reservations", "reservations_only"),
            "parties",
        )

    @extend_schema_field(serializers.ChoiceField(SessionState.choices))
    def get_state(self, session: Session) -> str:
        return programme.state(session, self.context["at"]).value


@described(SessionQuery, "list_sessions")
class Sessions(PublicList[Session]):
    """The programme in order of time."""

    serializer_class = SessionOut
    query_class = SessionQuery

    def rows(self, edition: Edition) -> SessionQuerySet:
        return Session.objects.of(edition).for_programme()

    def by_hall(self, rows: SessionQuerySet, code: str) -> SessionQuerySet:
        return rows.in_hall(code)

    def by_kind(self, rows: SessionQuerySet, kind: str) -> SessionQuerySet:
        return rows.of_kind(kind)

    def by_state(self, rows: SessionQuerySet, state: str) -> SessionQuerySet:
        return programme.in_state(rows, SessionState(state), self.at)

    def by_day(self, rows: SessionQuerySet, day: date) -> SessionQuerySet:
        return rows.on(self.edition, day)
