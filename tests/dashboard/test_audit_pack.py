"""The audit pack from the database: whatever moment it is of, its scans give its figures."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from booths.models import ParticipationRole, Sector
from expo import editions
from expo.dashboard import packs
from expo.models import Edition, ShowDay
from tests.factories import (
    AccountFactory,
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ParticipationFactory,
    SpaceFactory,
)
from tests.visitors.a_fair import open_fair, store_worked_example, utc
from tests.visitors.worked_example import EXPECTED
from visitors import adjustments, attendance
from visitors.extracts import Pseudonyms
from visitors.extracts.pseudonyms import expression
from visitors.models import CheckIn, Observation, Person, Seal
from visitors.packs import layout, replay

pytestmark = pytest.mark.django_db
NOW = utc("26T00:00")


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, NOW, rate=0)
    return fair


@pytest.fixture
def eventful(fair):
    """Late scans, voids, merges made and undone, classes adjusted and put back, headcounts."""
    store_worked_example(fair)
    by = AccountFactory(name="박담당", email="operator@example.org")
    late = fair.scan("E1", "E1", "23T02:00", received_at=utc("24T10:00"), decided_by_device=True)
    fair.void(late, received_at=utc("25T04:00"))
    fair.scan("", "E1", "23T05:00", outcome="refused", reason="forged")
    fair.scan("A1", "4B", "23T01:30", operator=by, skew_ms=2500)
    fair.scan("B1", "A-01", "24T03:00")
    fair.scan("A1", "DESK", "23T01:00")
    merge = fair.merge("p6", "p5", at="24T12:00")
    merge.undone_at, merge.merged_by = utc("25T06:00"), by
    merge.save(update_fields=["undone_at", "merged_by"])
    put_back = adjustments.adjust(
        fair.tickets["A1"], "staff", reason="wore a staff badge", at=utc("24T06:00"), by=by
    )
    adjustments.undo(put_back, at=utc("25T03:00"))
    adjustments.adjust(fair.tickets["C1"], "visitor", reason="was no exhibitor", at=utc("25T05:00"))
    return fair


def write(fair, path, as_of=None, **options):
    return packs.write(fair.edition, path, as_of, **options)


@pytest.fixture
def packed(tmp_path):
    """Writes a pack of a fair and opens it."""

    def written(fair, as_of=None):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.zip"
        write(fair, path, as_of)
        return zipfile.ZipFile(path)

    return written


def rows(pack, name):
    text = pack.read(name).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def document(pack, name):
    return json.loads(pack.read(name))


# The figures of a pack are those of its scans


def test_the_pack_of_the_worked_example_replays_to_its_published_figures(fair, tmp_path):
    store_worked_example(fair)

    told = write(fair, tmp_path / "pack.zip")
    replayed = replay(tmp_path / "pack.zip")

    assert replayed.differences == []
    assert replayed.figures.to_json() == EXPECTED | {"as_of": "2023-11-26T09:00:00+09:00"}
    assert (told.scans, told.other_scans, told.visits) == (17, 0, 7)


MOMENTS = [f"{day}T{hour:02}:30" for day in (23, 24, 25) for hour in range(24)]


def test_a_pack_of_any_moment_replays_to_the_figures_known_then(eventful, tmp_path):
    path, seen = tmp_path / "pack.zip", set()
    for moment in map(utc, MOMENTS):
        write(eventful, path, moment, replaces=True)
        replayed = replay(path)

        assert replayed.differences == [], moment
        known = attendance.figures(eventful.edition, moment)
        assert replayed.figures.to_json() == known.to_json()
        seen.add(json.dumps(known.to_json()["totals"]))
    assert len(seen) > 12  # the figures did change from moment to moment


def test_a_pack_before_anything_was_scanned_holds_zeros(fair, tmp_path):
    write(fair, tmp_path / "pack.zip")

    replayed = replay(tmp_path / "pack.zip")

    assert (replayed.figures.visits, replayed.differences) == (0, [])


def test_an_edition_without_entrances_has_a_pack_as_well(tmp_path):
    edition = EditionFactory()
    ShowDay.objects.create(edition=edition, date="2023-11-23", opens="10:00", closes="18:00:30")

    packs.write(edition, tmp_path / "pack.zip", utc("24T00:00"))

    assert replay(tmp_path / "pack.zip").differences == []


@pytest.mark.django_db(transaction=True)
def test_scans_that_come_in_meanwhile_wait_for_the_next_pack(fair, tmp_path):
    store_worked_example(fair)
    fair.ticket("late", "somebody")

    def scan(name, _done):
        if name == layout.GATES:  # the figures are counted, the scans are not written yet
            beside(lambda: fair.scan("late", "E1", "24T02:00"))

    told = write(fair, tmp_path / "pack.zip", progress=scan)

    assert CheckIn.objects.filter(ticket=fair.tickets["late"]).exists()
    assert (told.scans, replay(tmp_path / "pack.zip").differences) == (17, [])
    assert write(fair, tmp_path / "next.zip").scans == 18
    assert replay(tmp_path / "next.zip").differences == []


def beside(work):
    """Do it over a connection of its own, and wait for it."""

    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_writing_a_pack_changes_nothing(fair, tmp_path):
    def tamper(name, _done):
        if name == layout.METHOD:
            Person.objects.create(edition=fair.edition)

    with pytest.raises(Exception, match="read-only transaction"):
        write(fair, tmp_path / "pack.zip", progress=tamper)

    assert list(tmp_path.iterdir()) == []


# What is in it


def test_the_columns_are_those_of_the_contract_in_their_order(eventful, packed):
    pack = packed(eventful)
    contract = {
        layout.BADGES: layout.BADGE,
        layout.SCANS: layout.SCAN,
        layout.OTHER_SCANS: layout.SCAN,
        layout.OBSERVATIONS: layout.OBSERVATION,
    }

    for name, columns in contract.items():
        header = pack.read(name).decode().splitlines()[0].split(",")
        assert tuple(header[: len(columns)]) == columns


def test_entrances_stand_apart_from_halls_sessions_and_booths_and_no_desk_is_told_of(
    eventful, packed
):
    pack = packed(eventful)

    assert {row["gate"] for row in rows(pack, layout.SCANS)} == {"E1", "E2"}
    assert {row["gate"] for row in rows(pack, layout.OTHER_SCANS)} == {"4B", "A-01"}
    areas = {row["gate"]: row["area"] for row in rows(pack, layout.GATES)}
    assert (areas["E1"], areas["4B"], areas["DESK"]) == ("fair", "hall:4B", "")


def test_a_void_is_no_scan_of_its_own_but_marks_the_one_it_takes_back(fair, packed):
    fair.ticket("A", "p1")
    entry = fair.scan("A", "E1", "23T02:00")
    fair.void(entry, received_at=utc("23T03:00"))

    before, after = packed(fair, utc("23T02:59")), packed(fair)

    assert [(row["id"], row["voided"]) for row in rows(before, layout.SCANS)] == [
        (str(entry.id), "0")
    ]
    assert [row["voided"] for row in rows(after, layout.SCANS)] == ["1"]
    assert rows(before, layout.ADJUSTMENTS) == []
    (told,) = rows(after, layout.ADJUSTMENTS)
    assert (told["kind"], told["subject"], told["before"], told["after"]) == (
        "void",
        str(entry.id),
        "admitted",
        "voided",
    )


def test_times_have_their_offset_and_rows_stand_in_the_order_of_time(eventful, packed):
    scanned = rows(packed(eventful), layout.SCANS)
    moments = [(datetime.fromisoformat(row["scanned_at"]), row["id"]) for row in scanned]

    assert moments == sorted(moments)
    assert {moment.utcoffset() for moment, _id in moments} == {timedelta(0)}


def test_an_adjusted_class_is_told_beside_the_class_at_scan_time(eventful, packed):
    classes = {(row["class"], row["class_at_scan"]) for row in rows(packed(eventful), layout.SCANS)}
    then = {
        (row["class"], row["class_at_scan"])
        for row in rows(packed(eventful, utc("24T07:00")), layout.SCANS)
    }

    assert ("visitor", "exhibitor") in classes
    assert ("staff", "visitor") in then - classes


def test_adjustments_tell_what_when_by_whom_and_why_as_known_then(eventful, packed):
    told = rows(packed(eventful), layout.ADJUSTMENTS)
    then = rows(packed(eventful, utc("24T13:00")), layout.ADJUSTMENTS)

    assert [row["kind"] for row in told].count("class") == 2
    (staff,) = (row for row in told if row["after"] == "staff")
    assert (staff["before"], staff["reason"]) == ("visitor", "wore a staff badge")
    assert staff["undone_at"] == "2023-11-25T03:00:00.000000+00:00"
    assert staff["by"].startswith("o-")
    (merge,) = (row for row in then if row["kind"] == "merge")
    assert merge["subject"].startswith("p-")
    assert {row["undone_at"] for row in then} == {""}


def test_a_withdrawn_headcount_is_an_adjustment_and_no_headcount(fair, packed):
    hall = fair.areas["hall"]
    seen = {
        count: Observation.objects.create(
            edition=fair.edition,
            area=area,
            observed_at=utc("23T03:00"),
            received_at=utc("23T03:01"),
            count=count,
            kind="clicker",
        )
        for count, area in ((70, fair.areas["fair"]), (900, hall))
    }
    wrong = seen[900]
    wrong.withdrawn_at = utc("23T04:00")
    wrong.save(update_fields=["withdrawn_at"])

    before, after = packed(fair, utc("23T03:30")), packed(fair)

    assert {(row["hall"], row["count"]) for row in rows(before, layout.OBSERVATIONS)} == {
        ("", "70"),
        ("4B", "900"),
    }
    assert [row["id"] for row in rows(after, layout.OBSERVATIONS)] == [str(seen[70].uuid)]
    (told,) = rows(after, layout.ADJUSTMENTS)
    assert (told["kind"], told["subject"], told["before"]) == (
        "withdrawn observation",
        str(wrong.uuid),
        "900",
    )


def test_a_device_tells_of_its_clock_and_of_when_it_decided_alone(fair, packed):
    fair.ticket("A", "p1")
    for moment, received in (("23T02:00", "23T04:00"), ("23T03:00", "23T04:10")):
        fair.scan(
            "A", "E1", moment, received_at=utc(received), decided_by_device=True, skew_ms=2000
        )
    fair.scan("A", "E1", "23T05:00", "out", skew_ms=4000)

    devices = {row["gate"]: row for row in rows(packed(fair), layout.DEVICES)}

    told = devices["E1"]
    assert told["device"] == str(fair.devices["E1"].uuid)
    assert (told["scans"], told["decided_by_device"]) == ("3", "2")
    assert (told["skew_min_ms"], told["skew_median_ms"], told["skew_max_ms"]) == (
        "2000",
        "2000",
        "4000",
    )
    assert told["largest_delay_s"] == "7202.000"
    assert told["offline"] == "2023-11-23T01:59:58Z/2023-11-23T04:10:00Z"
    assert (devices["E2"]["scans"], devices["E2"]["offline"]) == ("0", "")


def test_exhibitors_and_spaces_tell_roles_and_areas(fair, packed):
    space = SpaceFactory(edition=fair.edition, code="A-01")
    SpaceFactory(edition=fair.edition, code="A-02")
    main = AssignmentFactory(space=space).participation
    CoParticipationFactory(edition=fair.edition, main=main)
    ParticipationFactory(edition=fair.edition, main=main, role=ParticipationRole.REPRESENTED)

    pack = packed(fair)

    told = {(row["role"], row["main"], row["counts"]) for row in rows(pack, layout.EXHIBITORS)}
    code = main.exhibitor.code
    assert told == {("main", "", "1"), ("co", code, "1"), ("represented", code, "0")}
    given, free = rows(pack, layout.SPACES)
    assert (given["exhibitor"], given["sector"], given["area_m2"]) == (
        code,
        Sector.PUBLIC,
        "9.0000",
    )
    assert (given["first_day"], given["last_day"]) == ("2023-11-23", "2023-11-25")
    assert (free["space"], free["exhibitor"], free["first_day"]) == ("A-02", "", "")


def test_the_manifest_lists_every_file_with_its_hash_and_the_version(eventful, packed):
    pack = packed(eventful)
    manifest = document(pack, layout.MANIFEST)

    assert set(manifest["files"]) == set(layout.LISTED) == set(pack.namelist()) - {layout.MANIFEST}
    for name, told in manifest["files"].items():
        assert told == hashlib.sha256(pack.read(name)).hexdigest()
    assert (manifest["software"], manifest["version"]) == ("expo", "0.1.0")
    assert manifest["as_of"] == document(pack, layout.EDITION)["as_of"]


def test_the_manifest_names_the_last_seal_of_the_scan_log(fair, packed):
    def seal(number, content):
        Seal.objects.create(
            edition=fair.edition,
            number=number,
            sealed_at=NOW,
            snapshot="1:1:",
            foreign_below=0,
            checkins=[],
            digests=b"",
            previous=b"",
            hash=content * 32,
            signature=b"",
        )

    before = document(packed(fair), layout.MANIFEST)["log"]
    seal(1, b"\x01")
    seal(2, b"\xab")
    after = document(packed(fair), layout.MANIFEST)["log"]

    assert (before, after) == (None, {"number": 2, "head": "ab" * 32})


def test_the_edition_is_told_as_the_contract_says(fair, packed):
    told = document(packed(fair), layout.EDITION)

    assert told["timezone"] == "Asia/Seoul"
    assert (told["day_boundary"], told["reentry"]) == ("04:00", "after_exit")
    assert told["visitor_classes"] == ["group", "visitor"]
    assert told["days"][2] == {"day": "2023-11-25", "opens": "10:00", "closes": "17:00"}
    assert told["as_of"] == "2023-11-26T09:00:00+09:00"


def test_the_method_defines_every_figure_in_korean_and_in_english(fair, packed):
    told = packed(fair).read(layout.METHOD).decode()

    for words in (
        "방문(연인원, 1일 1회)",
        "Visits (once a day)",
        "0.1.0",
        "manage.py replay",
        "정의",
    ):
        assert words in told
    assert "&#" not in told
    assert "{%" not in told


# Nobody is named


def test_nothing_of_a_person_is_in_the_pack(eventful, packed):
    for number, person in enumerate(Person.objects.all()):
        person.name, person.name_en = f"홍길동{number}", f"Gildong Hong {number}"
        person.email, person.phone = f"gildong{number}@mail.example", f"010-5555-{number:04}"
        person.organisation, person.job_title = f"율도국청{number}", f"활빈당수{number}"
        person.save()
    pack = packed(eventful)
    everything = "".join(pack.read(name).decode() for name in pack.namelist())
    told = [
        value
        for person in Person.objects.values_list(
            "name", "name_en", "email", "phone", "organisation", "job_title"
        )
        for value in person
    ]

    assert len(told) > 40
    for value in [*told, "박담당", "operator@example.org"]:
        assert value not in everything


def test_no_key_of_ours_stands_for_a_badge_or_a_person(eventful, packed):
    pack = packed(eventful)
    keys = {key for row in rows(pack, layout.BADGES) for key in (row["badge"], row["person"])}
    ours = {
        *(str(ticket.pk) for ticket in eventful.tickets.values()),
        *(str(ticket) for ticket in eventful.tickets.values()),
        *(str(person.pk) for person in eventful.people.values()),
    }

    assert keys & ours == set()
    assert all(len(key) == 22 for key in keys - {""})


def test_pseudonyms_are_the_same_in_one_pack_and_others_in_the_next(eventful, packed):
    first, second = packed(eventful), packed(eventful)
    badges = {row["badge"]: row["person"] for row in rows(first, layout.BADGES)}
    scanned = {
        row["badge"] for name in (layout.SCANS, layout.OTHER_SCANS) for row in rows(first, name)
    }

    assert scanned - {""} == set(badges)
    assert len(set(badges.values())) < len(badges)  # two badges of one person, and a group's
    assert badges.keys() & {row["badge"] for row in rows(second, layout.BADGES)} == set()


def test_postgresql_makes_the_same_pseudonyms_as_python():
    names = Pseudonyms(b"k" * 32)
    numbers = [0, 7, -1, 2**63 - 1, -(2**63)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT "  # noqa: S608  # our own words
            + expression("b", "number")
            + " FROM unnest(%(numbers)s::bigint[]) WITH ORDINALITY AS told (number, place)"
            + " ORDER BY place",
            names.parameters() | {"numbers": numbers},
        )
        told = [name for (name,) in cursor.fetchall()]

    assert told == [names.of("b", number) for number in numbers]
    assert Pseudonyms() != Pseudonyms()
    assert "k" * 32 not in repr(names)


# The command


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("audit_pack", *map(str, arguments), stdout=out, stderr=err)
    return json.loads(out.getvalue())


def test_the_command_prints_what_it_wrote(fair, tmp_path):
    store_worked_example(fair)
    path = tmp_path / "pack.zip"

    told = run(path, "--as-of", "2023-11-24T09:00:00+09:00", "--edition", fair.edition.slug)

    assert told.pop("seconds") >= 0
    assert told == {
        "pack": str(path),
        "as_of": "2023-11-24T09:00:00+09:00",
        "scans": 12,
        "other_scans": 0,
        "visits": 4,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def test_a_pack_that_is_there_is_replaced_by_force_only(fair, tmp_path, capsys):
    path = tmp_path / "pack.zip"
    run(path)
    first = path.read_bytes()

    with pytest.raises(SystemExit) as refused:
        run(path)
    assert (refused.value.code, path.read_bytes()) == (2, first)

    run(path, "--force")
    assert path.read_bytes() != first


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("yesterday", "offset"),
        ("2023-11-24T09:00:00", "offset"),
        ("0001-01-01T00:00:00+09:00", "offset"),
        ("2023-11-20T09:00:00+09:00", "earliest: 2023-11-23T04:00:00"),
        ("2024-11-20T09:00:00+09:00", "latest: 2023-11-26T09:00:00"),
    ],
)
def test_a_moment_that_cannot_be_told_of_leaves_no_file(fair, tmp_path, as_of, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path / "pack.zip", "--as-of", as_of)

    assert list(tmp_path.iterdir()) == []


def test_an_edition_without_show_days_has_no_pack(tmp_path):
    EditionFactory()

    with pytest.raises(CommandError):
        run(tmp_path / "pack.zip")

    assert Edition.objects.count() == 1
    assert list(tmp_path.iterdir()) == []
