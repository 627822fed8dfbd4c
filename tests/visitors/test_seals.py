"""Seals: every check-in is in exactly one link, however late it comes and whoever seals."""

from contextlib import contextmanager
from hashlib import sha256
from threading import Event
from unittest.mock import patch

import orjson
import pgtrigger
import psycopg
import pytest
from django.db import connection, transaction

from tests import databases
from tests.signed import line_of
from tests.visitors.a_fair import open_fair
from tests.visitors.test_counting_races import beside, crowd, write, written_but_open
from visitors import sealing, seals, signatures, tasks
from visitors.models import CheckIn, Seal, SimulatedCrowd
from visitors.seals import chaining, lines
from visitors.transactions import Snapshot, server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    fair = open_fair()
    for badge in "ABCDEFGH":
        fair.ticket(badge, f"person of {badge}")
    return fair


def seal(fair):
    return seals.seal_new(fair.edition.pk)


def sealed(fair):
    """The ids in the links, link by link."""
    return list(fair.edition.seals.order_by("number").values_list("checkins", flat=True))


def is_intact(fair, *, unsealed=0):
    """By the command's own walk, and by counting: nobody in two links, nobody in none."""
    report = seals.verify(fair.edition)
    held = [pk for link in sealed(fair) for pk in link]
    there = set(CheckIn.objects.filter(edition=fair.edition).values_list("pk", flat=True))
    assert report.findings == []
    assert len(held) == len(set(held)) == report.checkins
    return set(held) <= there and report.unsealed == len(there) - len(held) == unsealed


# ---- links


def test_check_ins_are_sealed_in_order_of_receipt_and_once(fair):
    late = fair.scan("A", "E1", "23T05:00")
    early = fair.scan("B", "E1", "23T04:00")

    assert (seal(fair), seal(fair)) == (2, 0)

    assert sealed(fair) == [[early.pk, late.pk]]
    assert is_intact(fair)


def test_a_link_names_the_one_before_and_can_be_computed_by_anybody(fair):
    row = fair.scan("A", "E1", "23T04:00")
    seal(fair)
    fair.scan("B", "E1", "23T05:00")
    seal(fair)
    first, second = Seal.objects.order_by("number")

    assert (first.number, first.previous) == (1, sealing.BEGINNING)
    assert (second.number, second.previous) == (2, first.hash)
    assert first.digests == sealing.digest(sealing.canonical(line_of(row)), row.signature)
    assert signatures.LINKS.fits(first.signature, first.hash)


def test_a_link_holds_only_so_many(fair, monkeypatch):
    monkeypatch.setattr(chaining, "MOST_IN_A_LINK", 2)
    for minute in range(5):
        fair.scan("A", "E1", f"23T02:0{minute}")

    assert seal(fair) == 5

    assert [len(link) for link in sealed(fair)] == [2, 2, 1]
    assert len(set(Seal.objects.values_list("snapshot", flat=True))) == 1
    assert is_intact(fair)


def test_every_edition_has_a_chain_of_its_own(fair):
    other = open_fair()
    other.ticket("A", "p1")
    for one in (fair, other):
        one.scan("A", "E1", "23T04:00")

    assert [seal(fair), seal(other)] == [1, 1]

    assert set(Seal.objects.values_list("number", flat=True)) == {1}
    assert is_intact(fair)
    assert is_intact(other)


def test_a_refusal_of_nobody_is_sealed_too(fair):
    fair.void(fair.scan("", "E1", "23T04:00", outcome="refused"))

    assert seal(fair) == 2
    assert is_intact(fair)


def test_the_head_is_the_last_link_and_brings_nothing_it_holds(fair, django_assert_num_queries):
    assert seals.head(fair.edition.pk) is None
    for badge in "AB":
        fair.scan(badge, "E1", "23T04:00")
        seal(fair)

    with django_assert_num_queries(1):
        head = seals.head(fair.edition.pk)
        assert (head.number, len(head.hash)) == (2, 32)
    assert {"checkins", "digests"} <= head.get_deferred_fields()


def test_what_is_sealed_already_is_not_read_again(fair):
    for minute in range(10, 40):
        fair.scan("A", "E1", f"23T02:{minute}")
    seal(fair)
    fair.scan("A", "E1", "23T03:00")

    with patch.object(lines, "read", side_effect=lines.read) as read:
        assert (seal(fair), seal(fair)) == (1, 0)

    assert read.call_count == 1


@pytest.mark.parametrize("size", [1, 50])
def test_sealing_costs_the_same_statements_for_any_size(fair, size, django_assert_num_queries):
    seal(fair)
    for minute in range(10, 10 + size):
        fair.scan("A", "E1", f"23T02:{minute}")

    with django_assert_num_queries(7):  # begin, claim, head, numbers, read, link, commit
        assert seal(fair) == size


# ---- while others write


def test_a_check_in_that_commits_late_is_sealed_when_it_does(fair):
    late = fair.row("A", "E1", "23T02:00")
    with written_but_open(late):
        early = fair.scan("B", "E1", "23T03:00")  # begun later, committed earlier
        assert seal(fair) == 1
        assert is_intact(fair)

    assert is_intact(fair, unsealed=1)
    assert seal(fair) == 1
    assert sealed(fair) == [[early.pk], [late.pk]]
    assert is_intact(fair)


def test_a_check_in_rolled_back_is_never_sealed(fair):
    with transaction.atomic():
        fair.scan("A", "E1", "23T02:00")
        transaction.set_rollback(True)
    fair.scan("B", "E1", "23T03:00")

    assert seal(fair) == 1
    assert is_intact(fair)


def test_a_seal_rolled_back_is_as_if_it_never_was(fair):
    fair.scan("A", "E1", "23T02:00")
    with transaction.atomic():
        seal(fair)
        transaction.set_rollback(True)  # the worker is killed before it commits

    assert sealed(fair) == []
    assert seal(fair) == 1
    assert is_intact(fair)


def test_a_task_delivered_twice_seals_once(fair):
    fair.scan("A", "E1", "23T02:00")

    for _delivery in range(2):
        tasks.seal_new(fair.edition.pk)

    assert Seal.objects.count() == 1


def test_the_sweep_seals_every_edition(fair):
    other = open_fair()

    with patch.object(tasks.seal_new, "delay") as sent:
        tasks.seal_due()

    assert {call.args for call in sent.call_args_list} == {(fair.edition.pk,), (other.edition.pk,)}


@pytest.mark.parametrize("links", [0, 1])
def test_one_seals_at_a_time_and_the_other_leaves_it_to_him(fair, links):
    if links:
        fair.scan("A", "E1", "23T01:00")
        seal(fair)
    fair.scan("A", "E1", "23T02:00")
    is_sealed, may_end = Event(), Event()

    def hold():
        with transaction.atomic():
            seal(fair)
            is_sealed.set()
            may_end.wait(60)

    holder = beside(hold)
    assert is_sealed.wait(60)
    fair.scan("B", "E1", "23T03:00")
    assert seal(fair) == 0
    may_end.set()
    holder.join(60)

    assert seal(fair) == 1
    assert is_intact(fair)


def test_a_long_transaction_in_another_database_delays_nothing(fair):
    seal(fair)
    with running_elsewhere():
        for badge in "ABC":
            fair.scan(badge, "E1", "23T02:00")
            assert seal(fair) == 1
        oldest, up_to, _running = seals.head(fair.edition.pk).snapshot.split(":")

    assert int(oldest) < int(up_to)  # it did hold the oldest number back
    assert is_intact(fair)


def test_writers_and_sealers_at_once_lose_and_double_nothing(fair):
    rows = crowd(fair, 160)
    writers = [beside(write, rows[start::4], start) for start in range(4)]
    sealers = [beside(keep_sealing, fair, writers) for _ in range(2)]
    for thread in writers + sealers:
        thread.join(60)
    seal(fair)

    assert CheckIn.objects.count() == 160
    assert is_intact(fair)


def keep_sealing(fair, writers):
    while any(writer.is_alive() for writer in writers):
        seal(fair)


def test_whoever_looks_while_others_write_and_seal_finds_nothing(fair):
    is_enough = Event()
    writers = [beside(keep_writing, fair, seed, is_enough) for seed in range(2)]
    sealer = beside(keep_sealing, fair, writers)
    try:
        looks = [seals.verify(fair.edition) for _look in range(5)]
    finally:
        is_enough.set()
        for thread in [*writers, sealer]:
            thread.join(60)

    assert [look.findings for look in looks] == [[]] * 5


def keep_writing(fair, seed, is_enough):
    while not is_enough.is_set():
        write(crowd(fair, 10), seed)


# ---- a dump restored into another server


def restore_from_a_server_ahead_by(numbers, *, called="another server"):
    """Let all rows be as if another server had written them, whose numbers were so far ahead."""
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute(
            "UPDATE visitors_checkin SET xid = (xid::text::bigint + %s)::text::xid8", [numbers]
        )
        links = list(Seal.objects.order_by("number"))
        Seal.objects.all().delete()
    previous = sealing.BEGINNING
    for link in links:
        seen = Snapshot.read(link.snapshot)
        oldest, up_to, *running = (
            str(int(number) + numbers) for number in [seen.oldest, seen.up_to, *seen.running]
        )
        link.snapshot, link.previous = f"{oldest}:{up_to}:{','.join(running)}", previous
        link.server = called
        link.hash = previous = sealing.hash_of(chaining._as_link(link))
        link.signature = signatures.LINKS.sign(link.hash)
        link.save(force_insert=True)


def spend(numbers):
    """Let the server give out transaction numbers."""
    with connection.cursor() as cursor:
        cursor.execute(f"""
            DO $$ BEGIN
                FOR number IN 1..{numbers} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;
            END $$
        """)


@contextmanager
def running_elsewhere():
    """The number of a transaction that goes on in another database of the server."""
    with psycopg.connect(databases.url_of(databases.ELSEWHERE), autocommit=False) as elsewhere:
        yield int(elsewhere.execute("SELECT pg_current_xact_id()::text").fetchone()[0])


def test_after_a_restore_the_chain_goes_on_and_holds_nobody_twice(fair):
    before = fair.scan("A", "E1", "23T02:00")
    seal(fair)
    forgotten = fair.scan("B", "E1", "23T02:30")  # not sealed when the dump was made
    restore_from_a_server_ahead_by(10**9)
    assert is_intact(fair, unsealed=1)

    after = fair.scan("C", "E1", "23T03:00")
    assert is_intact(fair, unsealed=2)
    assert (seal(fair), seal(fair)) == (2, 0)
    assert sealed(fair) == [[before.pk], [forgotten.pk, after.pk]]

    fair.scan("D", "E1", "23T03:30")
    assert is_intact(fair, unsealed=1)
    assert (seal(fair), seal(fair)) == (1, 0)
    assert is_intact(fair)


@pytest.mark.parametrize("ahead", [3, 40])
def test_while_the_numbers_pass_those_of_the_other_server_nobody_is_lost_or_doubled(fair, ahead):
    """The rows of the dump have numbers that are still to come here, in links and beside them."""
    for minute in range(3):
        fair.scan("A", "E1", f"23T02:0{minute}")
        seal(fair)
    fair.scan("A", "E1", "23T02:30")
    fair.scan("B", "E1", "23T02:31")
    restore_from_a_server_ahead_by(ahead)

    for minute in range(10, 30):
        fair.scan("C", "E1", f"23T03:{minute}")
        with written_but_open(fair.row("D", "E1", f"23T03:{minute}")):
            seal(fair)
        spend(3)
        seal(fair)
        assert is_intact(fair)


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_number_of_the_dump_that_runs_in_another_database_doubles_nobody(fair, is_sealed):
    """Of the server's numbers only some are this database's, and all stand in its snapshots."""
    row = fair.scan("A", "E1", "23T02:00")
    if is_sealed:
        seal(fair)
    with running_elsewhere() as number:
        restore_from_a_server_ahead_by(number - number_of(row))
        spend(10)  # the dump's numbers are passed
        for minute in range(3):
            fair.scan("B", "E1", f"23T03:0{minute}")
            seal(fair)
            assert number_of(row) == number
            assert is_intact(fair)

    fair.scan("B", "E1", "23T04:00")
    assert seal(fair) == 1
    assert is_intact(fair)


def number_of(row):
    return CheckIn.objects.values_list("xid", flat=True).get(pk=row.pk)


def test_what_was_written_here_before_the_numbers_passed_those_of_the_dump_is_not_lost(fair):
    """The dump's last link seems to have seen it; nobody seals until the numbers are passed."""
    fair.scan("A", "E1", "23T02:00")
    seal(fair)
    restore_from_a_server_ahead_by(5_000)
    fair.scan("B", "E1", "23T03:00")
    spend(10_000)

    assert is_intact(fair, unsealed=1)
    assert seal(fair) == 1
    assert is_intact(fair)


def test_the_latest_number_is_the_greatest_and_found_by_index(fair):
    numbers = {
        fair.scan("A", "E1", "23T02:00").pk: "99",
        fair.scan("A", "E1", "23T02:01").pk: "100",
    }
    with connection.cursor() as cursor, pgtrigger.ignore():
        for pk, xid in numbers.items():
            cursor.execute("UPDATE visitors_checkin SET xid = %s WHERE id = %s", [xid, pk])

    assert chaining._numbers().latest == 100
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {chaining.NUMBERS}")
        assert "Sort" not in str(cursor.fetchall())
        cursor.execute("RESET enable_seqscan")


@pytest.mark.parametrize("made_up", ["18446744073709551615", "9223372036854775807"])
def test_a_number_that_somebody_made_up_stops_nobody_from_sealing(fair, made_up):
    fair.scan("A", "E1", "23T02:00")
    with connection.cursor() as cursor, pgtrigger.ignore():
        cursor.execute("UPDATE visitors_checkin SET xid = %s", [made_up])

    for minute in range(3):
        fair.scan("B", "E1", f"23T03:0{minute}")
        seal(fair)
        assert is_intact(fair)


def restore_from_a_server_far_behind(row, **server):
    """Nothing that runs in the cluster is as old as this."""
    restore_from_a_server_ahead_by(1000 - number_of(row), **server)


@contextmanager
def sealing_reads_only_what_is_new(*, expected):
    with patch.object(chaining, "_unsealed", side_effect=chaining._unsealed) as unsealed:
        yield
    assert [call.args[1] is not None for call in unsealed.call_args_list] == expected


def test_a_server_that_takes_over_says_so_once_and_then_reads_only_what_is_new(fair):
    row = fair.scan("A", "E1", "23T02:00")
    seal(fair)
    restore_from_a_server_far_behind(row)

    with sealing_reads_only_what_is_new(expected=[False, True]):
        assert (seal(fair), seal(fair)) == (0, 0)
    assert sealed(fair) == [[row.pk], []]
    assert [link.server for link in Seal.objects.all()] == ["another server", server()]

    after = fair.scan("B", "E1", "23T03:00")
    assert is_intact(fair, unsealed=1)
    with sealing_reads_only_what_is_new(expected=[True, True]):
        assert (seal(fair), seal(fair)) == (1, 0)
    assert sealed(fair) == [[row.pk], [], [after.pk]]
    assert is_intact(fair)


def test_links_from_before_servers_were_named_stay_as_they_are(fair):
    row = fair.scan("A", "E1", "23T02:00")
    seal(fair)
    restore_from_a_server_far_behind(row, called="")
    link = Seal.objects.get()
    told = [link.edition_id, 1, sealing.microseconds(link.sealed_at), link.snapshot]
    head = orjson.dumps([*told, link.foreign_below, 1])

    assert link.hash == sha256(bytes(32) + head + row.pk.bytes + link.digests).digest()
    assert is_intact(fair)
    assert seal(fair) == 0
    assert is_intact(fair)


def test_whoever_wrote_something_himself_takes_over_nothing(fair):
    row = fair.scan("A", "E1", "23T02:00")
    seal(fair)
    restore_from_a_server_far_behind(row)

    with transaction.atomic():
        fair.person("somebody new")
        assert seal(fair) == 0

    assert sealed(fair) == [[row.pk]]


HERE = "here"


@pytest.mark.parametrize(
    ("server", "oldest", "foreign_below", "is_enough"),
    [
        (HERE, 50, 0, True),
        (HERE, 50, 50, True),
        (HERE, 50, 51, False),  # a row of the dump may have the number of what ran
        ("", 50, 0, False),
        ("another server", 50, 0, False),
    ],
)
def test_numbers_tell_once_a_link_of_this_server_has_seen_all_that_may_be_of_another(
    server, oldest, foreign_below, is_enough
):
    numbers = chaining.Numbers(HERE, "70:80:70", latest=79, has_written=False)
    last = Seal(server=server, snapshot=f"{oldest}:60:{oldest}", foreign_below=foreign_below)

    assert (numbers.seen_by(last) is not None) is is_enough


@pytest.mark.parametrize(
    ("server", "latest", "foreign_below"),
    [(HERE, 79, 30), (HERE, 80, 81), ("", 79, 80), ("another server", 7, 8), (None, 7, 8)],
)
def test_numbers_of_rows_that_another_server_may_have_written_stay_foreign(
    server, latest, foreign_below
):
    numbers = chaining.Numbers(HERE, "70:80:70", latest=latest, has_written=False)
    last = None if server is None else Seal(server=server, foreign_below=30)

    assert numbers.foreign_below(last) == foreign_below


# ---- what never happened


@pytest.fixture
def played(fair):
    """A simulated clock, and six check-ins in three links of which two were made together."""
    fair.edition.clock_set_at = fair.edition.clock_set_to = fair.scan(
        "A", "E1", "23T02:00"
    ).received_at
    fair.edition.save(update_fields=["clock_set_at", "clock_set_to"])
    seal(fair)
    return fair


def remove(checkins):
    with pgtrigger.ignore("visitors.CheckIn:append_only"):
        checkins._raw_delete(checkins.db)


@pytest.mark.parametrize("removed", [[0], [1], [2, 4], [5], [0, 1, 2, 3, 4, 5]])
def test_a_chain_that_was_reopened_goes_on_with_what_survives(played, monkeypatch, removed):
    monkeypatch.setattr(chaining, "MOST_IN_A_LINK", 2)
    rows = [CheckIn.objects.get()]
    rows += [played.scan("B", "E1", f"23T03:0{minute}") for minute in range(3)]
    seal(played)  # two links, made together
    rows += [played.scan("C", "E1", f"23T04:0{minute}") for minute in range(2)]
    seal(played)
    doomed = CheckIn.objects.filter(pk__in=[rows[place].pk for place in removed])

    with seals.reopened(played.edition, doomed):
        remove(doomed)

    assert is_intact(played)
    played.scan("D", "E1", "23T05:00")
    assert is_intact(played, unsealed=1)
    assert seal(played) == 1
    assert is_intact(played)


def test_reopening_leaves_the_links_before_alone(played):
    first = Seal.objects.get().hash
    doomed = CheckIn.objects.filter(pk=played.scan("B", "E1", "23T03:00").pk)
    seal(played)

    with seals.reopened(played.edition, doomed):
        remove(doomed)

    assert [link.hash for link in Seal.objects.all()] == [first]


def test_what_is_not_sealed_yet_reopens_nothing(played):
    doomed = CheckIn.objects.filter(pk=played.scan("B", "E1", "23T03:00").pk)

    with seals.reopened(played.edition, doomed):
        remove(doomed)

    assert is_intact(played)
    assert Seal.objects.count() == 1


def test_a_reopening_that_fails_changes_nothing(played):
    before = list(Seal.objects.values())

    with pytest.raises(ZeroDivisionError):
        break_off(played)

    assert list(Seal.objects.values()) == before
    assert is_intact(played)


def break_off(played):
    with seals.reopened(played.edition, CheckIn.objects.all()):
        remove(CheckIn.objects.all())
        raise ZeroDivisionError


def test_on_a_real_clock_nothing_is_ever_reopened(fair):
    with pytest.raises(seals.RealClock), seals.reopened(fair.edition, CheckIn.objects.all()):
        pytest.fail("It was reopened.")


def test_a_simulation_that_broke_off_before_it_set_the_clock_may_be_forgotten(fair):
    SimulatedCrowd.objects.create(edition=fair.edition, visits=1, seed=1)
    fair.scan("A", "E1", "23T02:00")
    seal(fair)

    with seals.reopened(fair.edition, CheckIn.objects.all()):
        remove(CheckIn.objects.all())

    assert is_intact(fair)
    assert not Seal.objects.exists()
