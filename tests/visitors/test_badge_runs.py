"""Badge runs: a worker prints each once, whoever dies; names do not stay on the disk."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from threading import Event
from unittest.mock import patch

import psycopg
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from expo.models import DestructionCause
from expo.project.schedule import SCHEDULE
from tests import databases
from tests.factories import (
    EditionFactory,
    MergeFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from tests.visitors.test_counting_races import beside
from visitors import badge_runs, erasures, tasks, tickets
from visitors.badge_runs import Choice, Failure, Wanted, printing
from visitors.classes import TicketClass
from visitors.models import BadgePaper, BadgeRun, CheckIn, Presence, Ticket
from visitors.tickets import Order

AT = datetime(2023, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_files_of_others():
    yield
    for name in stored():
        default_storage.delete(f"badges/{name}")


@pytest.fixture
def edition(transactional_db):
    edition = EditionFactory()
    ShowDayFactory(edition=edition, date=date(2023, 11, 23))
    return edition


def issue(edition, count=1, ticket_class="visitor", **person):
    people = [
        PersonFactory(edition=edition, **{"name": f"사람 {number:03}", **person})
        for number in range(count)
    ]
    orders = [Order(TicketClass(ticket_class), person=one.pk) for one in people]
    return tickets.issue_many(edition, orders, at=AT)


def ordered(edition, rows, **wanted):
    numbers = [row.pk for row in rows]
    return badge_runs.order(edition, numbers, Wanted(**{"paper": BadgePaper.A6, **wanted}))


def stored():
    try:
        return default_storage.listdir("badges")[1]
    except FileNotFoundError:
        return []


def printed(run):
    """The text of each page of the run's file."""
    run.refresh_from_db()
    with run.file.open() as file:
        document = pypdfium2.PdfDocument(BytesIO(file.read()))
    return [page.get_textpage().get_text_bounded() for page in document]


# Ordering


def test_the_same_order_again_is_the_same_run(edition):
    rows, wanted = issue(edition, 2), Wanted(BadgePaper.A6)
    numbers = [row.pk for row in rows]

    first = badge_runs.order(edition, numbers, wanted)
    again = badge_runs.order(edition, numbers, wanted)

    assert first == again
    assert BadgeRun.objects.count() == 1


def test_two_presses_at_once_are_one_run(edition):
    rows, wanted = issue(edition, 2), Wanted(BadgePaper.A6)
    presses = [
        beside(badge_runs.order, edition, [row.pk for row in rows], wanted) for _press in range(4)
    ]
    for press in presses:
        press.join()

    assert BadgeRun.objects.count() == 1


def test_a_ticket_named_twice_is_printed_once(edition):
    (row,) = issue(edition)

    assert ordered(edition, [row, row]).tickets == [row.pk]


def test_nothing_and_too_much_are_refused(edition, monkeypatch):
    monkeypatch.setattr("visitors.badge_runs.orders.MOST", 1)

    with pytest.raises(badge_runs.NothingToPrint):
        ordered(edition, [])
    with pytest.raises(badge_runs.TooManyBadges) as refusal:
        ordered(edition, issue(edition, 2))

    assert refusal.value.facts == {"badges": 2, "most": 1}
    assert not BadgeRun.objects.exists()


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        (Choice(), ["나", "가", "다"]),
        (Choice(ticket_class="media"), ["다"]),
        (Choice(organisation="한빛"), ["가", "다"]),
        (Choice(ticket_class="visitor", organisation="한빛"), ["가"]),
        (Choice(organisation="%"), []),
    ],
)
def test_badges_are_chosen_by_class_and_organisation_in_the_order_they_are_laid_out(
    edition, choice, names
):
    issue(edition, name="다", organisation="주식회사 한빛", ticket_class="media")
    issue(edition, name="가", organisation="㈜한빛")
    issue(edition, name="나")

    chosen = badge_runs.chosen(edition, choice)

    assert [row.person.name for row in chosen] == names


def test_a_groups_badges_are_chosen_by_its_reservation_number(edition):
    group = RegistrationFactory(edition=edition, heads=2)
    orders = [Order(TicketClass.VISITOR, person=group.person_id, registration=group.pk)] * 2
    held = tickets.issue_many(edition, orders, at=AT)
    issue(edition)
    group.refresh_from_db()

    chosen = badge_runs.chosen(edition, Choice(number=group.number))

    assert {row.pk for row in chosen} == {row.pk for row in held}


def test_revoked_tickets_and_those_of_other_editions_are_not_chosen(edition):
    (row,) = issue(edition)
    tickets.revoke(row, at=AT)
    other = EditionFactory()
    ShowDayFactory(edition=other)
    issue(other)

    assert not badge_runs.chosen(edition, Choice()).exists()


def test_one_human_gets_one_badge(edition):
    kept, merged = issue(edition, 2)
    MergeFactory(edition=edition, kept=kept.person, merged=merged.person)

    assert list(badge_runs.chosen(edition, Choice())) == [kept]

    tickets.revoke(kept, at=AT)
    assert list(badge_runs.chosen(edition, Choice())) == [merged]


# Printing


def test_a_run_is_printed_in_its_order_and_its_file_is_stored(edition):
    rows = issue(edition, 3)
    run = ordered(edition, reversed(rows))

    assert badge_runs.print_due() == 1

    assert [words.count("사람") for words in printed(run)] == [1, 1, 1]
    assert ["002" in printed(run)[0], "000" in printed(run)[2]] == [True, True]
    assert (run.printed, run.left_out, run.failure, run.is_due) == (3, 0, "", False)
    assert run.begun_at <= run.finished_at
    assert len(stored()) == 1


def test_what_is_printed_is_not_printed_again(edition):
    ordered(edition, issue(edition))

    assert (badge_runs.print_due(), badge_runs.print_due()) == (1, 0)
    assert len(stored()) == 1


def test_runs_are_printed_in_the_order_of_their_orders(edition):
    first, second = (ordered(edition, issue(edition)) for _run in range(2))

    assert badge_runs.print_due() == 2

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.finished_at < second.finished_at


def test_a_ticket_revoked_since_is_left_out_and_counted(edition):
    rows = issue(edition, 3)
    run = ordered(edition, rows)
    tickets.revoke(rows[1], at=AT)

    badge_runs.print_due()

    assert len(printed(run)) == 2
    assert (run.printed, run.left_out) == (2, 1)


def test_a_run_of_which_nothing_is_left_says_so(edition):
    (row,) = issue(edition)
    run = ordered(edition, [row])
    tickets.revoke(row, at=AT)

    badge_runs.print_due()

    run.refresh_from_db()
    assert (run.failure, run.has_file) == (Failure.NOTHING_TO_PRINT, False)


def test_the_row_tells_how_far_the_run_is(edition, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    ordered(edition, issue(edition, 5))
    heard = []
    note = printing._note

    def hear(row, **changes):
        heard.append(changes["printed"])
        note(row, **changes)

    with patch.object(printing, "_note", hear):
        badge_runs.print_due()

    assert heard == [2, 4, 5, 5]


@pytest.mark.parametrize("size", [1, 50])
def test_a_batch_costs_the_same_questions_for_any_size(edition, size, django_assert_num_queries):
    rows = issue(edition, size)

    with django_assert_num_queries(2):  # tickets with all that stands on them, days
        badge_runs.badges_of(rows)


def test_printing_is_no_attendance(edition):
    ordered(edition, issue(edition, 2))
    before = list(Presence.objects.order_by("pk").values())

    badge_runs.print_due()

    assert not CheckIn.objects.exists()
    assert list(Presence.objects.order_by("pk").values()) == before


# What goes wrong


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OSError("No space left on device"), Failure.NOT_STORED),
        (RuntimeError("never seen before"), Failure.BROKEN),
    ],
)
def test_a_run_that_fails_says_why_and_the_next_is_printed(edition, error, failure):
    broken, well = (ordered(edition, issue(edition)) for _run in range(2))
    save = default_storage.save

    def fail_once(name, content, **options):
        if str(broken.uuid) in name:
            raise error
        return save(name, content, **options)

    with patch.object(type(default_storage._wrapped), "save", side_effect=fail_once):
        assert badge_runs.print_due() == 2

    broken.refresh_from_db()
    assert (broken.failure, broken.has_file) == (failure, False)
    assert len(printed(well)) == 1


def test_without_fonts_the_run_says_so(edition, settings, tmp_path):
    settings.FONTS = tmp_path
    run = ordered(edition, issue(edition))

    badge_runs.print_due()

    run.refresh_from_db()
    assert run.failure == Failure.FONTS_MISSING


def test_a_key_that_cannot_be_read_is_told(edition, settings):
    run = ordered(edition, issue(edition))
    settings.SIGNING_KEYS_SECRET = "another" * 8

    badge_runs.print_due()

    run.refresh_from_db()
    assert run.failure == Failure.KEY_UNREADABLE


def test_every_domain_error_of_printing_has_words():
    codes = {badge_runs.FontsMissing.code, badge_runs.NothingToPrint.code, "key_unreadable"}

    assert codes <= set(Failure.values)


# Workers


@contextmanager
def another_printer():
    """A worker elsewhere that is printing, for as long as its connection lives."""
    with psycopg.connect(databases.url_of(), autocommit=True) as worker:
        worker.execute(f"SELECT pg_advisory_lock({printing.LOCK})")
        yield worker


def test_only_one_worker_prints(edition):
    run = ordered(edition, issue(edition))

    with another_printer():
        assert badge_runs.print_due() == 0

    run.refresh_from_db()
    assert run.begun_at is None


def test_a_run_whose_worker_was_killed_is_begun_anew(edition):
    run = ordered(edition, issue(edition, 2))
    BadgeRun.objects.update(begun_at=AT, printed=1)
    with another_printer() as worker:
        pid = worker.info.backend_pid
        connection.cursor().execute("SELECT pg_terminate_backend(%s, 10000)", [pid])  # and wait

    assert badge_runs.print_due() == 1

    assert len(printed(run)) == 2
    assert run.begun_at > AT


def test_whoever_has_printed_lets_the_next_one(edition):
    badge_runs.print_due()

    with psycopg.connect(databases.url_of(), autocommit=True) as other:
        (is_free,) = other.execute(f"SELECT pg_try_advisory_lock({printing.LOCK})").fetchone()

    assert is_free


def test_many_workers_at_once_print_a_run_once(edition):
    run = ordered(edition, issue(edition, 60))
    workers = [beside(badge_runs.print_due) for _worker in range(4)]
    for worker in workers:
        worker.join()

    assert len(printed(run)) == 60
    assert len(stored()) == 1


def test_a_run_cancelled_while_it_is_printed_stops_and_leaves_no_file(edition, monkeypatch):
    monkeypatch.setattr(printing, "AT_ONCE", 1)
    run, at_it, go_on = ordered(edition, issue(edition, 3)), Event(), Event()
    drawn = []

    def slowly(rows):
        at_it.set()
        assert go_on.wait(30)
        drawn.append(rows)
        return badge_runs.badges_of(rows)

    with patch.object(printing, "badges_of", slowly):
        worker = beside(badge_runs.print_due)
        assert at_it.wait(30)
        badge_runs.cancel(run)
        go_on.set()
        worker.join()

    run.refresh_from_db()
    assert (run.failure, run.has_file, len(drawn)) == (Failure.CANCELLED, False, 1)
    assert stored() == []


def test_whoever_is_erased_while_a_run_is_drawn_is_in_no_file(edition):
    rows = issue(edition, 1, name="지워진 이름") + issue(edition, 1)
    run, names = ordered(edition, rows), []

    def erased_after_reading(valid):
        badges = list(badge_runs.badges_of(valid))
        if not names:
            erasures.erase(rows[0].person, cause=DestructionCause.REQUESTED, at=AT)
        names.append([badge.name for badge in badges])
        return badges

    with patch.object(printing, "badges_of", erased_after_reading):
        badge_runs.print_due()

    assert "지워진 이름" in names[0]
    assert not any("지워진 이름" in page for page in printed(run))
    assert len(stored()) == 1


def test_a_run_finished_by_somebody_else_in_the_last_moment_keeps_one_file(edition):
    """Two workers that both lost nothing but their locks: the first one's file stays."""
    run = ordered(edition, issue(edition))
    badge_runs.print_due()
    kept = stored()

    printing._print(BadgeRun(pk=run.pk, uuid=run.uuid, paper="a6", tickets=run.tickets))
    with pytest.raises(printing.NoLongerWanted):
        printing._keep(run, BytesIO(b"%PDF"), printed=1)

    assert stored() == kept


def test_what_is_done_is_not_cancelled(edition):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()

    assert badge_runs.cancel(run).failure == ""
    assert len(printed(run)) == 1


# Destruction


def test_a_file_is_destroyed_a_day_after_it_was_printed_and_the_row_stays(edition):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()
    run.refresh_from_db()

    assert badge_runs.forget_old(run.finished_at + timedelta(hours=23, minutes=59)) == 0
    assert badge_runs.forget_old(badge_runs.gone_at(run)) == 1

    run.refresh_from_db()
    assert (run.has_file, run.printed, stored()) == (False, 1, [])


def test_a_file_that_no_row_knows_of_is_destroyed_as_well(edition):
    default_storage.save("badges/stray.pdf", ContentFile(b"%PDF"))

    assert badge_runs.forget_old(timezone.now()) == 0
    assert badge_runs.forget_old(timezone.now() + timedelta(hours=26)) == 1

    assert stored() == []


def test_a_file_that_is_gone_already_is_no_error(edition):
    run = ordered(edition, issue(edition))
    badge_runs.print_due()
    run.refresh_from_db()
    default_storage.delete(run.file.name)

    assert badge_runs.forget_old(badge_runs.gone_at(run)) == 1

    run.refresh_from_db()
    assert not run.has_file


# Tasks


def test_beat_prints_what_a_lost_hint_left(edition):
    run = ordered(edition, issue(edition))
    named = {line["task"]: line["schedule"] for line in SCHEDULE.values()}

    tasks.print_due()
    tasks.forget_badges()

    assert len(printed(run)) == 1
    assert named["visitors.print_due"] <= 10
    assert named["visitors.forget_badges"] <= 3600


def test_a_broker_that_is_down_loses_no_order(edition):
    with patch.object(tasks.print_due, "apply_async", side_effect=OperationalError):
        tasks.hurry_printing()

    assert BadgeRun.objects.count() == 0


def test_a_run_never_counts_more_badges_than_it_has_tickets(edition):
    run = ordered(edition, issue(edition))

    with pytest.raises(IntegrityError), transaction.atomic():
        BadgeRun.objects.filter(pk=run.pk).update(printed=2)


def test_a_ticket_that_is_gone_is_left_out(edition):
    rows = issue(edition, 2)
    run = ordered(edition, rows)
    Presence.objects.filter(ticket=rows[0]).delete()
    Ticket.objects.filter(pk=rows[0].pk).delete()

    badge_runs.print_due()

    assert len(printed(run)) == 1
    assert run.left_out == 1
