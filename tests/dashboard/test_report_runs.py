"""Reports ordered and made: each once, whoever presses twice and whichever worker dies."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from unittest.mock import patch
from uuid import uuid4

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import get_language
from kombu.exceptions import OperationalError

from expo import editions
from expo.dashboard import reports, tasks
from expo.dashboard.reports import Failure, making, orders
from expo.dashboard.reports.makers import Maker
from expo.dashboard.reports.registry import MAKERS
from expo.errors import Refused
from expo.fonts import FontMissing
from expo.models import ReportKind, ReportRun
from expo.project.schedule import SCHEDULE
from expo.show_days import NoShowDays
from tests import databases, races
from tests.factories import AccountFactory, EditionFactory, ShowDayFactory
from visitors.attendance import AsOfInTheFuture, AsOfTooEarly
from visitors.publications import NotSettled

NOON = datetime(2023, 11, 25, 3, tzinfo=UTC)
LONG_AGO = datetime(2023, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db
several = pytest.mark.django_db(transaction=True)
"""Who acts at one moment sees what the others have committed."""


@pytest.fixture(autouse=True)
def no_files_of_others():
    yield
    for name in stored():
        default_storage.delete(f"reports/{name}")


@pytest.fixture
def edition(db):
    edition = EditionFactory()
    ShowDayFactory(edition=edition, date=datetime(2023, 11, 23, tzinfo=UTC).date())
    return editions.set_clock(edition, to=NOON + timedelta(hours=1), rate=0)


@pytest.fixture
def written(monkeypatch):
    """Reports in three quick steps; what the maker saw."""
    seen = []

    def make(run, output):
        for step in (b"one ", b"two ", b"three"):
            output.file.write(step)
            seen.append((run.uuid, get_language(), str(timezone.get_current_timezone())))
            yield step
        output.page.write(b"<p>page</p>")

    monkeypatch.setitem(MAKERS, ReportKind.FINAL, maker(make))
    return seen


def maker(make, steps=3):
    return Maker(ending="txt", media_type="text/plain", steps=steps, name=str, make=make)


def failing(error):
    def make(_run, output):
        output.file.write(b"half")
        yield
        raise error

    return make


def ordered(edition, language="ko", as_of=NOON, by=None):
    return reports.order(edition, ReportKind.FINAL, language, as_of=as_of, by=by)


def stored():
    try:
        return sorted(default_storage.listdir("reports")[1])
    except FileNotFoundError:
        return []


def content(file):
    with file.open() as opened:
        return opened.read()


# Ordering


def test_the_same_report_again_is_the_same_run(edition):
    first, again = ordered(edition), ordered(edition, by=AccountFactory())

    assert first == again
    assert ReportRun.objects.count() == 1


def test_another_language_or_moment_is_another_report(edition):
    runs = {ordered(edition), ordered(edition, "en"), ordered(edition, as_of=NOON - timedelta(1))}

    assert len(runs) == 3


@several
def test_two_presses_at_once_are_one_run(edition):
    made = races.together(*[lambda: ordered(edition)] * 4)

    assert len(set(made)) == 1
    assert ReportRun.objects.count() == 1


def test_without_a_moment_it_is_the_latest_minute_that_is_settled(edition):
    editions.set_clock(edition, to=NOON + timedelta(seconds=90), rate=0)

    assert ordered(edition, as_of=None).as_of == NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("as_of", "refusal"),
    [
        (datetime(2023, 11, 1, tzinfo=UTC), AsOfTooEarly),
        (NOON + timedelta(days=9), AsOfInTheFuture),
    ],
)
def test_moments_that_cannot_be_told_of_are_refused(edition, as_of, refusal):
    with pytest.raises(refusal):
        ordered(edition, as_of=as_of)

    assert not ReportRun.objects.exists()


def test_a_moment_of_which_scans_are_still_being_stored_is_refused(edition):
    before = NOON - timedelta(minutes=1)
    with (
        patch.object(orders.publications, "latest_moment", return_value=before),
        pytest.raises(NotSettled),
    ):
        ordered(edition)


def test_an_edition_without_days_has_no_report():
    with pytest.raises(NoShowDays):
        ordered(EditionFactory(), as_of=None)


def test_a_report_that_failed_can_be_ordered_anew(edition, written):
    failed = ordered(edition)
    ReportRun.objects.update(failure=Failure.BROKEN, finished_at=NOON)

    again = ordered(edition)

    assert again != failed
    assert reports.make_due() == 1
    again.refresh_from_db()
    assert again.has_file


def test_the_database_keeps_two_of_the_same_apart(edition):
    run = ordered(edition)
    twin = ReportRun(uuid=uuid4(), edition=edition, kind=run.kind, language=run.language)
    twin.as_of, twin.ordered_at = run.as_of, NOON

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


# Making


def test_a_report_is_written_stored_and_sealed_with_its_hash(edition, written):
    run = ordered(edition)

    assert reports.make_due() == 1

    run.refresh_from_db()
    assert (run.failure, run.steps, run.steps_done) == ("", 3, 3)
    assert content(run.file) == b"one two three"
    assert content(run.page) == b"<p>page</p>"
    assert bytes(run.digest) == sha256(b"one two three").digest()


def test_it_is_made_in_its_language_and_in_the_zone_of_the_fair(edition, written):
    run = ordered(edition, "en")

    reports.make_due()

    assert set(written) == {(run.uuid, "en", "Asia/Seoul")}


def test_how_far_it_is_is_told_step_by_step(edition, monkeypatch):
    run, seen = ordered(edition), []

    def make(_run, output):
        output.file.write(b"report")
        for _step in range(3):
            yield
            seen.append(ReportRun.objects.get(pk=run.pk).steps_done)

    monkeypatch.setitem(MAKERS, ReportKind.FINAL, maker(make))
    reports.make_due()

    assert seen == [1, 2, 3]


def test_a_kind_without_a_page_has_none(edition, monkeypatch):
    def make(_run, output):
        output.file.write(b"PK")
        yield

    monkeypatch.setitem(MAKERS, ReportKind.FINAL, maker(make))
    run = ordered(edition)
    reports.make_due()

    run.refresh_from_db()
    assert (run.has_file, bool(run.page)) == (True, False)
    assert len(stored()) == 1


def test_what_is_ordered_first_is_made_first(edition, written):
    runs = [ordered(edition, as_of=NOON - timedelta(minutes=late)) for late in range(3)]

    reports.make_due()

    assert list(dict.fromkeys(uuid for uuid, *_where in written)) == [run.uuid for run in runs]


# Failing


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OSError("No space left on device"), Failure.NOT_STORED),
        (FontMissing("NotoSansKR"), Failure.FONTS_MISSING),
        (NoShowDays(), Failure.NO_SHOW_DAYS),
        (AsOfTooEarly(), Failure.AS_OF_TOO_EARLY),
        (Refused(), Failure.BROKEN),
        (RuntimeError("bug"), Failure.BROKEN),
    ],
)
def test_whatever_is_wrong_with_one_report_is_told_and_the_next_is_made(
    edition, monkeypatch, error, failure
):
    broken, well = ordered(edition), ordered(edition, "en")

    def make(run, output):
        if run.uuid == broken.uuid:
            yield from failing(error)(run, output)
        output.file.write(b"well")
        yield

    monkeypatch.setitem(MAKERS, ReportKind.FINAL, maker(make))

    assert reports.make_due() == 2

    broken.refresh_from_db()
    well.refresh_from_db()
    assert (broken.failure, broken.has_file, broken.is_due) == (failure, False, False)
    assert content(well.file) == b"well"


def test_a_disk_that_is_full_leaves_no_piece_behind(edition, written):
    run, save = ordered(edition), default_storage.save

    def full_for_the_report(name, content, **options):
        if name.endswith(".txt"):
            raise OSError(28, "No space left on device")
        return save(name, content, **options)

    storage = type(default_storage._wrapped)
    with patch.object(storage, "save", side_effect=full_for_the_report):
        reports.make_due()

    run.refresh_from_db()
    assert (run.failure, stored()) == (Failure.NOT_STORED, [])


def test_every_failure_has_words():
    assert all(str(failure.label).endswith((".", "다.", "요.")) for failure in Failure)


# Workers


@contextmanager
def another_worker():
    """Elsewhere, making a report for as long as its connection lives."""
    with psycopg.connect(databases.url_of(), autocommit=True) as worker:
        worker.execute(f"SELECT pg_advisory_lock({making.LOCK})")
        yield worker


def test_only_one_worker_makes_reports(edition, written):
    run = ordered(edition)

    with another_worker():
        assert reports.make_due() == 0

    run.refresh_from_db()
    assert (run.begun_at, written) == (None, [])


def test_a_report_whose_worker_was_killed_is_begun_anew(edition, written):
    run = ordered(edition)
    ReportRun.objects.update(begun_at=LONG_AGO, steps=3, steps_done=2)
    default_storage.save(f"reports/{run.uuid}.txt", ContentFile(b"half a report"))
    with another_worker() as worker:
        pid = worker.info.backend_pid
        connection.cursor().execute("SELECT pg_terminate_backend(%s, 10000)", [pid])  # and wait

    assert reports.make_due() == 1

    run.refresh_from_db()
    assert content(run.file) == b"one two three"
    assert run.begun_at > LONG_AGO
    assert len(stored()) == 2


@several
def test_many_workers_at_once_make_a_report_once(edition, written):
    run = ordered(edition)

    finished = races.together(*[reports.make_due] * 4)

    run.refresh_from_db()
    assert sum(finished) == 1
    assert (len(written), len(stored())) == (3, 2)


def test_a_task_that_is_delivered_again_changes_nothing(edition, written):
    run = ordered(edition)
    tasks.make_reports()
    run.refresh_from_db()
    finished_at = run.finished_at

    tasks.make_reports()

    run.refresh_from_db()
    assert (run.finished_at, len(written)) == (finished_at, 3)


def test_a_run_begun_anew_elsewhere_stops_this_worker_and_leaves_no_file(edition, monkeypatch):
    run = ordered(edition)

    def make(_run, output):
        output.file.write(b"report")
        yield
        ReportRun.objects.filter(pk=run.pk).update(begun_at=LONG_AGO, finished_at=LONG_AGO)

    monkeypatch.setitem(MAKERS, ReportKind.FINAL, maker(make))
    reports.make_due()

    run.refresh_from_db()
    assert (run.has_file, run.failure, stored()) == (False, "", [])


def test_whoever_has_made_reports_lets_the_next_one(edition):
    reports.make_due()

    with psycopg.connect(databases.url_of(), autocommit=True) as other:
        (is_free,) = other.execute(f"SELECT pg_try_advisory_lock({making.LOCK})").fetchone()

    assert is_free


def test_beat_makes_what_a_lost_hint_left():
    named = {line["task"]: line["schedule"] for line in SCHEDULE.values()}

    assert named["dashboard.make_reports"] <= 10


def test_a_broker_that_is_down_loses_no_order(edition):
    run = ordered(edition)
    with patch.object(tasks.make_reports, "apply_async", side_effect=OperationalError):
        tasks.hurry_reports()

    run.refresh_from_db()
    assert run.is_due


# Files that go


def test_a_file_that_has_gone_can_be_made_again(edition, written):
    run = ordered(edition)
    reports.make_due()
    run.refresh_from_db()
    default_storage.delete(run.file.name)

    orders.note_lost(run)

    run.refresh_from_db()
    assert (run.failure, run.has_file) == (Failure.LOST, False)
    assert ordered(edition) != run


def test_what_is_being_made_is_not_lost(edition):
    run = ordered(edition)

    orders.note_lost(run)

    run.refresh_from_db()
    assert (run.failure, run.is_due) == ("", True)
