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
    """Word that a badge, or all badges of a person, count otherwise than before (merged, named,
    adjusted).

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
    by exactly what changed. `stays` that ended with a scan, in heads, lasted `stay_seconds`."""

    pk = models.CompositePrimaryKey("edition_id", "area_id", "ticket_id", "day")
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


def _recount(name: str, what: str, *, named_by: str) -> pgtrigger.Trigger:
    """Leaves word of the ticket or person that a row names, whatever happens to the row."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            INSERT INTO visitors_recount (edition_id, {what}_id)
            SELECT DISTINCT edition, {what}
            FROM (VALUES (OLD.edition_id, OLD.{named_by}), (NEW.edition_id, NEW.{named_by}))
                AS concerned(edition, {what})
            WHERE {what} IS NOT NULL;
            RETURN NULL;
        """,  # noqa: S608  # put together from our own words
    )


# A merge, an adjustment, their undoing, or a name for a nameless ticket must reach the figures,
# whoever writes it.
pgtrigger.register(_recount("recount_whom_it_concerns", "person", named_by="merged_id"))(Merge)
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
pgtrigger.register(_recount("recount_what_is_adjusted", "ticket", named_by="ticket_id"))(Adjustment)
