"""The shapes of the door's documents, for the API's description.

The hot path reads and writes plain JSON (`visitors/uploads.py`, `visitors/answers.py`); these say
the same to people and programs, and a test holds real answers against them.
"""

from typing import Any

from rest_framework import serializers

from visitors.models.classes import CLASS_NAMES
from visitors.reports import FULL_BATTERY, LONGEST_VERSION, MOST_PENDING
from visitors.snapshots import Purpose, Reentry
from visitors.uploads import MOST_SCANS
from visitors.verdicts import Direction, Flag, Outcome, Reason

Shape = serializers.Serializer[Any]
TICKET = r"^[0-9a-f]{16}$"


class DecisionShape(Shape):
    outcome = serializers.ChoiceField([outcome.value for outcome in Outcome])
    reason = serializers.ChoiceField([reason.value for reason in Reason], allow_blank=True)


class OverrideShape(Shape):
    reason = serializers.CharField(max_length=200)


class ScanIn(Shape):
    id = serializers.UUIDField(help_text="Made by the device; the same scan has the same id.")
    code = serializers.CharField(help_text="K1 and Base45, 121 characters; never trimmed.")
    direction = serializers.ChoiceField([direction.value for direction in Direction])
    scanned_at = serializers.DateTimeField(help_text="With an offset.")
    decided = DecisionShape(required=False, allow_null=True)
    heads = serializers.IntegerField(required=False, min_value=1, max_value=9999)
    override = OverrideShape(required=False, allow_null=True)
    voids = serializers.UUIDField(required=False, allow_null=True)


class ReportIn(Shape):
    """What a device says of itself."""

    cursor = serializers.CharField(required=False, allow_null=True)
    pending = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_PENDING
    )
    sent_at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="With an offset."
    )
    version = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        max_length=LONGEST_VERSION,
        help_text="Of the scanner's app.",
    )
    battery = serializers.IntegerField(
        required=False,
        allow_null=True,
        min_value=0,
        max_value=FULL_BATTERY,
        help_text="In percent.",
    )


class UploadIn(ReportIn):
    """Scans, and what the device says of itself."""

    scans = serializers.ListField(child=ScanIn(), min_length=1, max_length=MOST_SCANS)


class SeenShape(Shape):
    direction = serializers.ChoiceField([direction.value for direction in Direction])
    at = serializers.DateTimeField()
    gate = serializers.CharField()


class HolderShape(Shape):
    name = serializers.CharField(allow_blank=True)
    ticket_class = serializers.ChoiceField(CLASS_NAMES)

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """`class` is no name that Python allows for an attribute."""
        fields = super().get_fields()
        fields["class"] = fields.pop("ticket_class")
        return fields


class ErrorShape(Shape):
    code = serializers.CharField()
    detail = serializers.CharField()


class ResultOut(Shape):
    """Either the answer to a scan, or `error` where it could not be taken."""

    id = serializers.CharField(allow_null=True)
    stored = serializers.BooleanField(help_text="False for a scan that was stored before.")
    outcome = serializers.ChoiceField([outcome.value for outcome in Outcome], required=False)
    reason = serializers.CharField(allow_blank=True, required=False)
    seen = SeenShape(allow_null=True, required=False)
    days = serializers.ListField(
        child=serializers.DateField(), allow_null=True, required=False, min_length=2, max_length=2
    )
    conflict = serializers.BooleanField(required=False)
    overridden = serializers.CharField(allow_blank=True, required=False)
    flags = serializers.ListField(
        child=serializers.ChoiceField([flag.value for flag in Flag]), required=False
    )
    holder = HolderShape(allow_null=True, required=False)
    error = ErrorShape(required=False)


class EditionShape(Shape):
    slug = serializers.SlugField()
    number = serializers.IntegerField()
    timezone = serializers.CharField()
    day_boundary = serializers.CharField()
    reentry = serializers.ChoiceField([rule.value for rule in Reentry])
    clock_rate = serializers.FloatField(help_text="How fast the fair's clock runs; 1 is real.")


class ShowDayShape(Shape):
    day = serializers.DateField()
    opens = serializers.CharField()
    closes = serializers.CharField()


class KeyShape(Shape):
    number = serializers.IntegerField(min_value=0, max_value=255)
    public = serializers.CharField(help_text="Base64 of 32 bytes.")


class GateShape(Shape):
    code = serializers.CharField()
    name_ko = serializers.CharField(allow_blank=True)
    name_en = serializers.CharField(allow_blank=True)
    purpose = serializers.ChoiceField([purpose.value for purpose in Purpose])
    area = serializers.CharField(allow_null=True)
    classes = serializers.ListField(child=serializers.ChoiceField(CLASS_NAMES))
    opens = serializers.CharField(allow_null=True)
    closes = serializers.CharField(allow_null=True)
    capacity = serializers.IntegerField(allow_null=True)
    reservations_only = serializers.BooleanField()
    starts = serializers.DateTimeField(
        allow_null=True,
        help_text="When the session begins: until then its seats are kept for reservations.",
    )


class PresenceShape(Shape):
    direction = serializers.ChoiceField(
        [direction.value for direction in Direction], allow_null=True
    )
    at = serializers.DateTimeField(allow_null=True)
    day = serializers.DateField(allow_null=True)
    gate = serializers.CharField(allow_null=True)
    entered = serializers.BooleanField()
    heads = serializers.IntegerField()


class MovedShape(PresenceShape):
    """A presence that changed; without a direction the ticket is to be forgotten."""

    ticket = serializers.RegexField(TICKET)


class SeatsShape(Shape):
    reserved = serializers.ListField(child=serializers.RegexField(TICKET))
    reserved_heads = serializers.DictField(
        child=serializers.IntegerField(min_value=2),
        help_text="By ticket, where its reservation is for more than one.",
    )


class AreaShape(SeatsShape):
    capacity = serializers.IntegerField(allow_null=True)
    inside = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    seen = serializers.DictField(child=PresenceShape())


class SnapshotOut(Shape):
    cursor = serializers.CharField()
    server_time = serializers.DateTimeField(help_text="The fair's clock.")
    edition = EditionShape()
    days = ShowDayShape(many=True)
    keys = KeyShape(many=True)
    gates = GateShape(many=True)
    areas = serializers.DictField(child=AreaShape())
    revoked = serializers.ListField(child=serializers.RegexField(TICKET))
    groups = serializers.DictField(
        child=serializers.IntegerField(min_value=1),
        help_text="Heads by ticket, of the groups' valid tickets.",
    )


class UpdatesOut(Shape):
    """What changed since the cursor sent. Rules come whole when any of them changed."""

    cursor = serializers.CharField(allow_blank=True)
    is_stale = serializers.BooleanField(help_text="Fetch the snapshot anew.")
    revoked = serializers.ListField(child=serializers.RegexField(TICKET))
    seen = MovedShape(many=True)
    seats = SeatsShape(
        allow_null=True, help_text="Of the session, whole, if any was given or given up."
    )
    gate = GateShape(allow_null=True)
    keys = KeyShape(many=True)
    edition = EditionShape(allow_null=True)
    days = ShowDayShape(many=True)


class TimesOut(Shape):
    server_time = serializers.DateTimeField(help_text="The fair's clock.")
    real_time = serializers.DateTimeField(help_text="The clock on the wall.")


class UploadOut(TimesOut):
    results = ResultOut(many=True)
    updates = UpdatesOut()
    is_revoked = serializers.BooleanField(
        help_text="The device is out of service: hand in what it holds, and ask no more."
    )


class ContactedOut(Shape):
    name = serializers.CharField()
    gate = serializers.CharField()
    may_search = serializers.BooleanField()
    staff_called_at = serializers.DateTimeField(
        allow_null=True, help_text="Until somebody answers the call; real time."
    )


class ContactOut(TimesOut):
    updates = UpdatesOut()
    device = ContactedOut()
