"""What is said of an outage through the API, by organisers and by exhibitors alike."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from booths import outage_texts
from booths.models import Cause, Operation, Outage, Space
from booths.outages import Notice, Said
from expo.api.fields import Moment, NothingElse

STATES = [choice for choice in Operation.choices if choice[0] != Operation.OPERATING]
USUAL = "Left out: the usual sentence for cause and state."


class TextIn(serializers.Serializer[Any]):
    """What visitors read, as plain text."""

    ko = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=USUAL)
    en = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text=USUAL)

    def to_internal_value(self, data: Any) -> Any:
        said = super().to_internal_value(data)
        outage_texts.check(*said.values())
        return said


class NoticeIn(NothingElse):
    """An outage that begins. Times are the fair's."""

    cause = serializers.ChoiceField(Cause.choices)
    text = TextIn(required=False)
    started_at = Moment(required=False, help_text="Default: now.")
    start_is_estimated = serializers.BooleanField(default=False)
    expected_until = Moment(required=False, allow_null=True, help_text="Null: nobody knows.")


class AmendmentIn(NothingElse):
    """What is left out stays. Another state ends this outage and opens the next."""

    state = serializers.ChoiceField(STATES, required=False)
    cause = serializers.ChoiceField(Cause.choices, required=False)
    text = TextIn(required=False)
    expected_until = Moment(required=False, allow_null=True, help_text="Null: nobody knows.")


class EndIn(NothingElse):
    at = Moment(required=False, help_text="Default: now.")
    spaces = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Codes. Left out: all of them."
    )


def notice(said: dict[str, Any], at: datetime) -> Notice:
    """What a valid NoticeIn with a state says."""
    state, cause = Operation(said["state"]), Cause(said["cause"])
    text, usual = said.get("text", {}), outage_texts.usual(state, cause)
    return Notice(
        state=state,
        cause=cause,
        text_ko=text.get("ko") or usual.ko,
        text_en=text.get("en") or usual.en,
        started_at=said.get("started_at", at),
        start_is_estimated=said["start_is_estimated"],
        expected_until=said.get("expected_until"),
    )


def amended(outage: Outage, said: dict[str, Any]) -> Said:
    """The outage's words with what a valid AmendmentIn changes of them."""
    text = said.get("text", {})
    return Said(
        state=Operation(said.get("state", outage.state)),
        cause=Cause(said.get("cause", outage.cause)),
        text_ko=text.get("ko") or outage.text_ko,
        text_en=text.get("en", outage.text_en),
        expected_until=said.get("expected_until", outage.expected_until),
    )


def named(spaces: Collection[Space], codes: list[str]) -> list[Space]:
    """The spaces with these codes; a field error names those that there are not."""
    known = {space.code: space for space in spaces}
    if unknown := sorted(set(codes) - set(known)):
        sentence = _("There is no space %(codes)s here.") % {"codes": ", ".join(unknown)}
        raise serializers.ValidationError({"spaces": [sentence]})
    return [known[code] for code in dict.fromkeys(codes)]
