"""What has been counted. Derived from check-ins alone: `rebuild_attendance` makes all of it anew.

No foreign key is checked here: the rows come, by the hundred thousand, from check-ins whose keys
were.
"""

from datetime import date
from typing import TypedDict

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from expo.models import Edition
from visitors.models.adjustment import Adjustment
from visitors.models.gate import Area, Gate
from visitors.models.person import Merge, Person
from visitors.models.registration import Registration
from visitors.models.ticket import Ticket

NO_DAY = date(1, 1, 1)
"""The day of scans outside the show days: they count in nothing but refused and voided."""


class Unchecked(TypedDict):
    db_constraint: bool
    db_index: bool


UNCHECKED = Unchecked(db_constraint=False, db_index=False)


class Rollup(models.Model):
    """How far an edition is counted. Whoever counts locks this row, so that one does at a time.

    `snapshot` is PostgreSQL's own word for what was visible (pg_snapshot): every scan that it does
    not show is new. `rules` is a hash of all that decides how scans count; another one means a
    rebuild. `version` grows when a figure may have changed. `counted_to` is on the fair's clock,
    `counted_at` real time."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="rollup")
    snapshot = models.TextField(blank=True)
    rules = models.CharField(max_length=64, blank=True)
    counted_to = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    version = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.counted_to}"


class Recount(models.Model):
    """Word that a badge, or a person with all his badges, counts otherwise than before (merged,
    named, adjusted, registered).

    Written by database triggers in the transaction that changes it, removed by who counts."""

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", null=True, **UNCHECKED)
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, related_name="+", null=True, **UNCHECKED)

    class Meta:
        indexes = [models.Index(fields=["edition"], name="visitors_recount_due")]

    def __str__(self) -> str:
        return f"person {self.person_id}, ticket {self.ticket_id}"


class BadgeDay(models.Model):
    """What one badge did in one area on one show day: always recomputed whole from its scans.

    `came` makes a visit of `person` (after merges; none for a nameless group, which has `heads`).
    `classes` has a bit for each class that is not a visitor's. `scans` tells of every scan when it
    was and as what it was counted (`statements.CountedAs`), `gates` where: so sums can be corrected
    by exactly what changed. `stays` that ended with a scan, in heads, lasted `stay_seconds`.

    The key has the ticket before the area: what a badge does is counted together, so its rows lie
    together."""

    pk = models.CompositePrimaryKey("edition_id", "ticket_id", "area_id", "day")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    area = models.ForeignKey(Area, models.DO_NOTHING, related_name="+", **UNCHECKED)
    ticket = models.ForeignKey(Ticket, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", null=True, **UNCHECKED)
    came = models.BooleanField()
    heads = models.IntegerField()
    classes = models.SmallIntegerField()
    scans = ArrayField(models.BigIntegerField())
    gates = ArrayField(models.IntegerField())
    stays = models.IntegerField(db_default=0)
    stay_seconds = models.BigIntegerField(db_default=0)

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.day}"


class AreaDay(models.Model):
    """The sums of one area on one show day. `first_visits`: of its persons, those who had not come
    on an earlier one. `people_in` passed in, with all heads; so many as are in `stays` were scanned
    going out, after `stay_seconds` together."""

    pk = models.CompositePrimaryKey("edition_id", "area_id", "day")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    area = models.ForeignKey(Area, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    entries = models.IntegerField()
    daily_unique = models.IntegerField()
    unidentified = models.IntegerField()
    conflicts = models.IntegerField()
    refused = models.IntegerField()
    voided = models.IntegerField()
    first_visits = models.IntegerField(db_default=0)
    people_in = models.IntegerField(db_default=0)
    stays = models.IntegerField(db_default=0)
    stay_seconds = models.BigIntegerField(db_default=0)

    def __str__(self) -> str:
        return f"{self.area_id} {self.day}"


class AreaFrequency(models.Model):
    """How many persons came to an area on exactly so many days: their sum is the visitors."""

    pk = models.CompositePrimaryKey("edition_id", "area_id", "days")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    area = models.ForeignKey(Area, models.DO_NOTHING, related_name="+", **UNCHECKED)
    days = models.IntegerField()
    persons = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.area_id}: {self.persons} on {self.days} days"


class AreaClassDay(models.Model):
    """How many persons of a class that is not a visitor's were in an area on a show day."""

    pk = models.CompositePrimaryKey("edition_id", "area_id", "day", "ticket_class")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    area = models.ForeignKey(Area, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    ticket_class = models.CharField(max_length=10)
    persons = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.area_id} {self.day}: {self.persons} {self.ticket_class}"


class Registrant(models.Model):
    """How a person, after merges, had registered: always recomputed whole from his registrations.

    `source` is the first of all, in the order of the sources. `as_visitor` has a bit for each by
    which he registered as a visitor, `standing` for each of these that he did not cancel."""

    pk = models.CompositePrimaryKey("edition_id", "person_id")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", **UNCHECKED)
    source = models.CharField(max_length=8)
    as_visitor = models.SmallIntegerField()
    standing = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.source}"


class SourceDay(models.Model):
    """The visits to the fair on a show day of those who had registered by that source first.

    On NO_DAY, since these are of no day: how many registered by it as visitors and did not cancel,
    how many cancelled, and how many of the former came."""

    pk = models.CompositePrimaryKey("edition_id", "day", "source")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    source = models.CharField(max_length=8)
    visits = models.IntegerField()
    first_visits = models.IntegerField()
    registered = models.IntegerField()
    cancelled = models.IntegerField()
    converted = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.day} {self.source}: {self.visits}"


class GateQuarter(models.Model):
    """The flow through a gate in a quarter of an hour of a show day.

    `entries` are figures, `heads_in` and `heads_out` people of every class. The two `stray` sums
    are those of scans without a badge, already part of `refused` and `voided`."""

    pk = models.CompositePrimaryKey("edition_id", "gate_id", "day", "quarter")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    gate = models.ForeignKey(Gate, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    quarter = models.DateTimeField()
    entries = models.IntegerField()
    heads_in = models.IntegerField()
    heads_out = models.IntegerField()
    repeats = models.IntegerField()
    conflicts = models.IntegerField()
    refused = models.IntegerField()
    voided = models.IntegerField()
    stray_refused = models.IntegerField()
    stray_voided = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.gate_id} {self.quarter}"


class AreaMinute(models.Model):
    """How the number of people in an area changed within a minute of a show day.

    `seconds` and `changes` hold each second of it that changed anything; `high` is the greatest sum
    of the first so many changes, reached at `high_at`. So the peak is exact to the second."""

    pk = models.CompositePrimaryKey("edition_id", "area_id", "day", "minute")
    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="+", **UNCHECKED)
    area = models.ForeignKey(Area, models.DO_NOTHING, related_name="+", **UNCHECKED)
    day = models.DateField()
    minute = models.DateTimeField()
    change = models.IntegerField()
    high = models.IntegerField()
    high_at = models.DateTimeField(null=True)
    seconds = ArrayField(models.SmallIntegerField())
    changes = ArrayField(models.IntegerField())

    def __str__(self) -> str:
        return f"{self.area_id} {self.minute}"


def _recount(
    name: str, what: str, *named_by: str, changed: pgtrigger.Operation = pgtrigger.Update
) -> pgtrigger.Trigger:
    """Leaves word of the tickets or persons that a row names, when it is made, changed, removed."""
    concerned = ", ".join(
        f"({row}.edition_id, {row}.{column})" for column in named_by for row in ("OLD", "NEW")
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | changed | pgtrigger.Delete,
        func=f"""
            INSERT INTO visitors_recount (edition_id, {what}_id)
            SELECT DISTINCT edition, {what}
            FROM (VALUES {concerned})
                AS concerned(edition, {what})
            WHERE {what} IS NOT NULL;
            RETURN NULL;
        """,  # noqa: S608  # put together from our own words
    )


HOW_ONE_REGISTERED = pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # the library's
    "edition_id", "person_id", "source", "ticket_class", "registered_at", "cancelled_at"
)

# A merge, an adjustment, their undoing, a name for a nameless ticket, or a registration must reach
# the figures, whoever writes it.
pgtrigger.register(_recount("recount_whom_it_concerns", "person", "merged_id", "kept_id"))(Merge)
pgtrigger.register(
    _recount("recount_who_registered", "person", "person_id", changed=HOW_ONE_REGISTERED)
)(Registration)
pgtrigger.register(
    pgtrigger.Trigger(
        name="recount_when_named",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("person"),
        func="""
            INSERT INTO visitors_recount (edition_id, ticket_id) VALUES (NEW.edition_id, NEW.id);
            RETURN NULL;
        """,
    )
)(Ticket)
pgtrigger.register(_recount("recount_what_is_adjusted", "ticket", "ticket_id"))(Adjustment)
