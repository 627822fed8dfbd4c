"""`manage.py verify_log`: whoever changes the log in the database itself is found, and what he did
is named. The rows below are tampered with as somebody would who has all rights but the secret."""

import json
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.signed import line_of, signed
from tests.visitors.a_fair import open_fair, utc
from visitors import sealing, seals, signatures
from visitors.models import CheckIn, Seal
from visitors.seals import chaining, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = open_fair()
    for badge in "ABCDEF":
        fair.ticket(badge, f"person of {badge}")
    return fair


@pytest.fixture
def log(fair, monkeypatch):
    """Six check-ins in three links, and one that is not sealed yet; their ids in order."""
    monkeypatch.setattr(chaining, "MOST_IN_A_LINK", 2)
    checkins = [
        fair.scan(badge, "E1", f"23T02:0{minute}", remark={"days": ["2023-11-24"]})
        for minute, badge in enumerate("ABCDEF")
    ]
    seals.seal_new(fair.edition.pk)
    unsealed = fair.scan("", "E1", "23T03:00", outcome="refused")
    return [str(checkin.pk) for checkin in [*checkins, unsealed]]


def tamper(statement, *parameters):
    """No trigger and no foreign key is in the way."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, parameters)
        assert cursor.rowcount != 0, "nothing was tampered with"
        cursor.execute("SET LOCAL session_replication_role = origin")


def without_checks(table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def verify(fair, **options):
    """Exit code, what was printed as JSON, and as words."""
    out, words, code = StringIO(), StringIO(), 0
    try:
        call_command("verify_log", edition=fair.edition.slug, stdout=out, stderr=words, **options)
    except SystemExit as end:
        code = end.code
    return code, json.loads(out.getvalue()), words.getvalue().splitlines()


def found(fair, **options):
    """(kind, check-in, link) of each finding, in order."""
    code, told, _words = verify(fair, **options)
    assert (code, told["intact"]) == ((1, False) if told["findings"] else (0, True))
    return [(one["kind"], one["checkin"], one["seal"]) for one in told["findings"]]


# ---- nothing is wrong


def test_an_intact_log_says_so(fair, log):
    code, told, words = verify(fair)

    last = Seal.objects.last()
    assert code == 0
    assert list(told) == [
        *("edition", "links", "checkins", "unsealed", "head", "intact", "findings", "more")
    ]
    assert told == {
        "edition": fair.edition.slug,
        "links": 3,
        "checkins": 6,
        "unsealed": 1,
        "head": last.hash.hex(),
        "intact": True,
        "findings": [],
        "more": 0,
    }
    assert words == ["Check-ins not sealed yet: 1."]


def test_an_empty_log_is_intact(fair):
    _code, told, words = verify(fair)

    assert (told["intact"], told["head"], told["links"], words) == (True, None, 0, [])


def test_looking_changes_nothing(fair, log):
    before = list(Seal.objects.values())

    verify(fair)

    assert list(Seal.objects.values()) == before


def test_another_editions_log_is_another_log(fair, log):
    tamper("DELETE FROM visitors_checkin WHERE id = %s", log[2])

    assert found(open_fair()) == []


# ---- a check-in is changed


ANOTHER = {
    "uuid": "gen_random_uuid()",
    "bigint": "coalesce({0}, 0) + 1",
    "integer": "coalesce({0}, 0) + 1",
    "smallint": "{0} + 1",
    "boolean": "NOT {0}",
    "text": "'x' || {0}",
    "varchar": "left('x' || {0}, 3)",
    "timestamp with time zone": "{0} + interval '1 microsecond'",
    "jsonb": """'{{"days": ["2023-11-25"]}}'""",
    "bytea": r"{0} || '\x00'",
    "uuid[]": "{0}[2:] || {0}[1]",
}
"""Type of column → another value than it has."""


def another_value(field):
    kind = field.db_type(connection).split("(")[0]
    if kind == "uuid" and field.is_relation:
        return "(SELECT max(id::text)::uuid FROM visitors_checkin)"
    return ANOTHER[kind].format(f'"{field.column}"')


def columns(model, *left_out):
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    return pytest.mark.parametrize("field", fields, ids=lambda field: field.name)


@columns(CheckIn, "id", "xid")  # the number of a transaction is the database's, and not signed
@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_change_of_any_column_is_found_and_named(fair, log, field, place):
    without_checks("visitors_checkin")
    tamper(
        f'UPDATE visitors_checkin SET "{field.column}" = {another_value(field)} WHERE id = %s',
        log[place],
    )

    assert found(fair) == [("changed", log[place], place // 2 + 1)]


@columns(CheckIn, "id", "xid", "edition")
def test_a_change_before_it_is_sealed_is_found_too(fair, log, field):
    without_checks("visitors_checkin")
    tamper(
        f'UPDATE visitors_checkin SET "{field.column}" = {another_value(field)} WHERE id = %s',
        log[6],
    )
    assert found(fair) == [("inserted", log[6], None)]

    seals.seal_new(fair.edition.pk)

    assert found(fair) == [("inserted", log[6], 4)]


def test_a_check_in_moved_to_another_edition_is_missed_here_and_a_stranger_there(fair, log):
    other = open_fair()
    tamper("UPDATE visitors_checkin SET edition_id = %s WHERE id = %s", other.edition.pk, log[6])

    assert found(other) == [("inserted", log[6], None)]


def test_a_new_id_is_a_removal_and_an_insertion(fair, log):
    fresh = str(uuid.uuid4())
    tamper("UPDATE visitors_checkin SET id = %s WHERE id = %s", fresh, log[2])

    assert found(fair) == [("removed", log[2], 2), ("inserted", fresh, None)]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("scanned_at", "infinity"),
        ("received_at", "-infinity"),
        ("scanned_at", "294276-12-31 23:59:59+00"),
        ("scanned_at", "4713-01-01 00:00:00+00 BC"),
        ("scanned_at", "2023-11-23 02:02:00+00 BC"),
        ("remark", '{"days": 1e400}'),
        ("remark", '{"days": 123456789012345678901234567890}'),
        ("remark", "[" * 2000 + "]" * 2000),
        ("remark", "null"),
        ("remark", '"\\ud55c\\u0001"'),
        ("ticket_id", "9223372036854775807"),
        ("content_hash", "\\x00"),
        ("signature", ""),
    ],
)
def test_whatever_stands_there_is_named_and_breaks_nothing(fair, log, column, value):
    tamper(f"UPDATE visitors_checkin SET {column} = %s WHERE id = %s", value, log[2])

    assert found(fair) == [("changed", log[2], 2)]


def test_two_check_ins_with_their_contents_swapped_are_both_named(fair, log):
    swapped = ", ".join(
        f'"{field.column}"' for field in CheckIn._meta.concrete_fields if not field.primary_key
    )
    theirs = ", ".join(f"theirs.{name}" for name in swapped.split(", "))
    tamper(
        f"UPDATE visitors_checkin AS mine SET ({swapped}) = "
        f"(SELECT {theirs} FROM visitors_checkin AS theirs"
        " WHERE theirs.id <> mine.id AND theirs.id = ANY(%s::uuid[]))"
        " WHERE mine.id = ANY(%s::uuid[])",
        [log[1], log[4]],
        [log[1], log[4]],
    )

    assert found(fair) == [("changed", log[1], 1), ("changed", log[4], 3)]


def test_it_says_what_it_knows_of_a_check_in(fair, log):
    tamper("UPDATE visitors_checkin SET direction = 'out' WHERE id = %s", log[3])

    _code, told, words = verify(fair)

    assert told["findings"] == [
        {
            "kind": "changed",
            "detail": "changed since it was sealed",
            "seal": 2,
            "checkin": log[3],
            "gate": "E1",
            "scanned_at": "2023-11-23T02:03:00+00:00",
        }
    ]
    assert words[0] == (
        f"Check-in {log[3]} (E1, 2023-11-23T02:03:00+00:00, link 2): changed since it was sealed."
    )


def test_the_first_is_named_first_and_a_flood_is_counted(fair, log, monkeypatch):
    monkeypatch.setattr(findings, "MOST_LISTED", 2)
    tamper("UPDATE visitors_checkin SET heads = 7 WHERE id <> %s", log[0])

    _code, told, words = verify(fair)

    assert [one["checkin"] for one in told["findings"]] == [log[1], log[2]]
    assert told["more"] == 4
    assert words[2] == "And 4 more."


# ---- a check-in is removed


@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_removed_check_in_is_named(fair, log, place):
    tamper("DELETE FROM visitors_checkin WHERE id = %s", log[place])

    _code, _told, words = verify(fair)

    assert found(fair) == [("removed", log[place], place // 2 + 1)]
    assert (
        words[0] == f"Check-in {log[place]} (link {place // 2 + 1}): removed since it was sealed."
    )


def test_every_one_removed_is_named(fair, log):
    tamper("DELETE FROM visitors_checkin")

    assert found(fair) == [("removed", log[place], place // 2 + 1) for place in range(6)]


# ---- a check-in is inserted


def a_copy(of, *, xid=None, signature=None):
    """A row with a new id in which everything else is a genuine one's; tell its id."""
    fresh = {"id": uuid.uuid4()}
    fresh |= {"xid": str(xid)} if xid else {}
    fresh |= {"signature": signature(fresh["id"])} if signature else {}
    kept = [field.column for field in CheckIn._meta.concrete_fields if field.column not in fresh]
    if not xid:
        kept.remove("xid")
    columns, values = ", ".join([*fresh, *kept]), ", ".join(["%s"] * len(fresh) + kept)
    tamper(
        f"INSERT INTO visitors_checkin ({columns}) SELECT {values} FROM visitors_checkin"
        " WHERE id = %s",
        *fresh.values(),
        of,
    )
    return str(fresh["id"])


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_forged_copy_is_named(fair, log, is_sealed):
    forged = a_copy(log[2])
    if is_sealed:
        seals.seal_new(fair.edition.pk)

    assert found(fair) == [("inserted", forged, 4 if is_sealed else None)]


def test_a_forged_copy_with_an_old_transaction_is_named(fair, log):
    forged = a_copy(log[2], xid=3)

    assert found(fair) == [("inserted", forged, None)]


def test_one_inserted_by_somebody_who_has_the_secret_but_an_old_transaction_is_named(fair, log):
    def signature(pk):
        row = CheckIn.objects.get(pk=log[2])
        row.pk = pk
        return signed(row).signature

    forged = a_copy(log[2], xid=3, signature=signature)

    _code, _told, words = verify(fair)
    assert found(fair) == [("inserted", forged, None)]
    assert words[0].endswith(f"{findings.HIDDEN}.")


def test_a_row_that_nobody_signed_is_named(fair):
    row = fair.row("A", "E1", "23T02:00")
    row.signature = b""
    row.save(force_insert=True)

    assert found(fair) == [("inserted", str(row.pk), None)]


# ---- a link is tampered with


@columns(Seal, "id")  # its place in the table says nothing
def test_a_change_of_any_column_of_a_link_is_found(fair, log, field):
    other = {"number": "number + 100", "previous": r"'\x00'", "snapshot": "'1:9:'"}
    value = other.get(field.name) or another_value(field)
    tamper(f'UPDATE visitors_seal SET "{field.column}" = {value} WHERE number = 2')

    kind, checkin, link = found(fair)[0]

    assert kind in {"link_changed", "links_missing"}
    assert (checkin, link) in {(None, 2), (None, 3)}


@pytest.mark.parametrize(
    "change",
    [
        "checkins = array_append(checkins, NULL)",
        "checkins = '{}', digests = ''",
        "checkins = ARRAY[checkins, checkins]",
        r"digests = digests || '\x00'",
        "digests = substring(digests FOR 32)",
        "snapshot = 'nothing'",
        "snapshot = '9:1:'",
        "sealed_at = 'infinity'",
        "sealed_at = '4713-01-01 BC'",
        "foreign_below = 9223372036854775807",
    ],
)
def test_whatever_stands_in_a_link_is_named_and_breaks_nothing(fair, log, change):
    tamper(f"UPDATE visitors_seal SET {change} WHERE number = 3")

    assert found(fair)[0] == ("link_changed", None, 3)


def test_a_log_all_of_which_is_made_up_is_one_line(fair, log):
    tamper("UPDATE visitors_seal SET snapshot = 'nothing'")
    rechain(set(), is_signed=False)
    tamper("UPDATE visitors_checkin SET heads = heads + 1")

    assert found(fair)[0] == ("other_key", None, None)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, ("links_missing", None, 2)), (2, ("links_missing", None, 3))],
)
def test_a_link_that_is_missing_is_found_and_accuses_no_check_in(fair, log, number, expected):
    tamper("DELETE FROM visitors_seal WHERE number = %s", number)

    _code, told, words = verify(fair)

    assert found(fair) == [expected]
    assert words[0] == f"Link {number + 1}: missing: links {number} to {number} stood before it."
    assert told["unsealed"] == 3


def test_links_in_another_order_are_found(fair, log):
    tamper("UPDATE visitors_seal SET number = 10 + number WHERE number IN (1, 2)")
    tamper("UPDATE visitors_seal SET number = 13 - number WHERE number IN (11, 12)")

    assert found(fair)[0] == ("link_changed", None, 1)


def rechain(numbers, *, is_signed):
    """Make these links and their hashes anew from the check-ins that are there."""
    previous = sealing.BEGINNING
    for seal in Seal.objects.order_by("number"):
        there = CheckIn.objects.in_bulk(seal.checkins)
        if seal.number in numbers:
            seal.checkins = [pk for pk in seal.checkins if pk in there]
            seal.digests = b"".join(map(digest, (there[pk] for pk in seal.checkins)))
        seal.previous = previous
        seal.hash = previous = sealing.hash_of(chaining._as_link(seal))
        if is_signed:
            seal.signature = signatures.LINKS.sign(seal.hash)
        tamper("DELETE FROM visitors_seal WHERE id = %s", seal.pk)
        seal.save(force_insert=True)


def digest(row):
    return sealing.digest(sealing.canonical(line_of(row)), bytes(row.signature))


def test_a_change_with_all_links_made_anew_is_found_by_the_signatures(fair, log):
    tamper("UPDATE visitors_checkin SET heads = 7 WHERE id = %s", log[2])
    rechain({2}, is_signed=False)

    assert found(fair) == [
        ("link_changed", None, 2),
        ("inserted", log[2], 2),
        ("link_changed", None, 3),
    ]


def test_a_removal_with_all_links_made_anew_is_found_by_the_links_signatures(fair, log):
    tamper("DELETE FROM visitors_checkin WHERE id = %s", log[2])
    rechain({2}, is_signed=False)

    assert found(fair) == [("link_changed", None, 2), ("link_changed", None, 3)]


# ---- what only a head in somebody else's hands can prove


def test_a_head_that_was_given_out_is_still_a_link(fair, log):
    for seal in Seal.objects.all():
        assert found(fair, head=seal.hash.hex()) == []


def test_a_removal_by_somebody_who_has_the_secret_is_found_by_a_head(fair, log):
    head = Seal.objects.get(number=2).hash.hex()
    tamper("DELETE FROM visitors_checkin WHERE id = %s", log[2])
    rechain({2}, is_signed=True)

    assert found(fair) == []
    assert found(fair, head=head) == [("head_missing", None, None)]


def test_the_newest_removed_together_with_their_links_are_found_by_a_head(fair, log):
    head = seals.head(fair.edition.pk).hash.hex()
    tamper("DELETE FROM visitors_checkin WHERE id = ANY(%s::uuid[])", log[4:])
    tamper("DELETE FROM visitors_seal WHERE number = 3")

    assert found(fair) == []
    code, _told, words = verify(fair, head=head)
    assert (code, words) == (1, [findings.HEAD_MISSING])


def test_all_links_removed_are_found_by_a_head(fair, log):
    head = seals.head(fair.edition.pk).hash.hex()
    tamper("DELETE FROM visitors_seal")

    assert found(fair) == []
    assert found(fair, head=head) == [("head_missing", None, None)]


# ---- another secret


def test_a_log_under_another_secret_is_one_line_and_its_digests_still_tell(fair, log, settings):
    tamper("UPDATE visitors_checkin SET heads = 7 WHERE id = %s", log[2])
    settings.SECRET_KEY = "another secret " * 5

    _code, _told, words = verify(fair)

    assert words[0] == findings.OTHER_KEY
    assert found(fair) == [("other_key", None, None), ("changed", log[2], 2)]


def test_a_rotated_secret_accuses_nobody(fair, log, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret " * 5
    fair.scan("A", "E1", "23T04:00")
    seals.seal_new(fair.edition.pk)

    assert found(fair) == []


def test_check_ins_of_before_a_secret_that_was_thrown_away_are_named(fair, log, settings):
    settings.SECRET_KEY = "another secret " * 5
    fair.scan("A", "E1", "23T04:00")

    kinds = {kind for kind, _checkin, _link in found(fair)}

    assert kinds == {"link_changed", "inserted"}


# ---- what cannot be done


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"edition": "1999"}, "There is no edition 1999"),
        ({"head": "abc"}, "64 hexadecimal digits"),
        ({"head": "ab" * 31}, "64 hexadecimal digits"),
        ({"head": "xy" * 32}, "64 hexadecimal digits"),
        ({"head": ""}, "64 hexadecimal digits"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence_and_exit_2(fair, options, sentence):
    with pytest.raises(CommandError, match=sentence) as error:
        call_command("verify_log", **{"edition": fair.edition.slug, **options})

    assert error.value.returncode == 2


def test_without_any_edition_it_says_so():
    with pytest.raises(CommandError, match="no edition") as error:
        call_command("verify_log")

    assert error.value.returncode == 2


def test_the_current_edition_is_meant_when_none_is_named(fair, log):
    fair.edition.is_published = True
    fair.edition.save(update_fields=["is_published"])
    out = StringIO()

    call_command("verify_log", stdout=out, stderr=StringIO())

    assert json.loads(out.getvalue())["edition"] == fair.edition.slug
    assert utc("23T02:00") == CheckIn.objects.order_by("received_at").first().scanned_at
