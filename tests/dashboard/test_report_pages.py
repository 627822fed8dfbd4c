"""The pages of reports: who may, what is ordered, how far it is, and what is fetched."""

from datetime import timedelta
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo import editions
from expo.dashboard import tasks
from expo.dashboard.reports import Failure
from expo.models import ReportKind, ReportRun, RoleKind
from tests import organisers
from tests.dashboard.scenes import at
from tests.factories import EditionFactory, ShowDayFactory

pytestmark = pytest.mark.django_db

NOW = at(25, 13, 2)
ARTICLE = '<article class="report" lang="ko"><h1>정부박람회 결과보고서</h1></article>'


@pytest.fixture(autouse=True)
def no_files_of_others():
    yield
    try:
        _folders, names = default_storage.listdir("reports")
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"reports/{name}")


@pytest.fixture
def edition():
    edition = EditionFactory(slug="2023", name_ko="정부박람회", name_en="Government Expo")
    ShowDayFactory(edition=edition, date=NOW.date())
    return editions.set_clock(edition, to=NOW, rate=0)


@pytest.fixture
def planner(edition):
    return organisers.arrive(edition, RoleKind.PLANNER, name="이기획")


def address(edition, run=None, ending=""):
    page = f"/dashboard/{edition.slug}/reports/{f'{run.uuid}/' if run else ''}"
    return f"{page}report.{ending}" if ending else page


def words(answer):
    return " ".join(answer.content.decode().split())


def order(client, edition, **typed):
    told = {"kind": "final", "language": "ko", "as_of": "2023-11-25T13:02", **typed}
    return client.post(f"/en{address(edition)}", told)


def run_of(edition, **fields):
    told = {"kind": ReportKind.FINAL, "language": "ko", "as_of": NOW, "ordered_at": timezone.now()}
    return ReportRun.objects.create(edition=edition, **told | fields)


def made(edition, **fields):
    run = run_of(edition, steps=3, steps_done=3, begun_at=NOW, finished_at=NOW, **fields)
    run.file.save(f"{run.uuid}.pdf", ContentFile(b"%PDF-1.4 report"), save=False)
    run.page.save(f"{run.uuid}.html", ContentFile(ARTICLE.encode()), save=False)
    run.digest = b"\x01" * 32
    run.save()
    return run


# Who


@pytest.mark.parametrize("kind", [RoleKind.EXHIBITOR, RoleKind.DOOR_SUPERVISOR])
def test_others_find_nothing(edition, kind):
    run, other = made(edition), organisers.arrive(edition, kind)

    for page in (address(edition), address(edition, run), address(edition, run, "pdf")):
        assert other.get(page).status_code == 404
    assert order(other, edition).status_code == 404
    assert ReportRun.objects.count() == 1


def test_a_report_of_another_edition_is_not_found(edition, planner):
    run = made(EditionFactory(slug="2022"))

    assert planner.get(address(edition, run)).status_code == 404
    assert planner.get(address(edition, run, "pdf")).status_code == 404


# Ordering


def test_an_order_leads_to_its_report_and_hurries_the_worker(
    edition, planner, django_capture_on_commit_callbacks
):
    with (
        patch.object(tasks.make_reports, "apply_async") as sent,
        django_capture_on_commit_callbacks(execute=True),
    ):
        answer = order(planner, edition)

    run = ReportRun.objects.get()
    assert answer["Location"] == f"/en{address(edition, run)}"
    assert (run.as_of, run.language, run.ordered_by) == (NOW, "ko", planner.account)
    assert sent.call_count == 1


def test_two_presses_make_one_report(edition, planner):
    first, second = (order(planner, edition) for _press in range(2))

    assert first["Location"] == second["Location"]
    assert ReportRun.objects.count() == 1


def test_the_form_proposes_the_latest_moment_in_the_zone_of_the_fair(edition, planner):
    page = words(planner.get(address(edition)))

    assert 'value="2023-11-25T13:02"' in page


def test_an_empty_moment_is_the_latest_one(edition, planner):
    order(planner, edition, as_of="")

    assert ReportRun.objects.get().as_of == NOW


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("2023-11-01T10:00", "The edition had not begun at that time. Ask for a moment from"),
        ("2023-12-01T10:00", "That time has not come yet. Ask for a moment from"),
        ("yesterday", "Enter a valid date/time."),
    ],
)
def test_a_moment_that_cannot_be_told_of_is_refused_beside_its_field(edition, planner, as_of, said):
    answer = order(planner, edition, as_of=as_of)

    assert answer.status_code == 200
    assert said in words(answer)
    assert 'href="#id_as_of"' in words(answer)
    assert not ReportRun.objects.exists()


@pytest.mark.parametrize("typed", [{"kind": "novel"}, {"language": "fr"}, {"kind": ""}])
def test_what_is_no_choice_is_refused(edition, planner, typed):
    answer = order(planner, edition, **typed)

    assert list(answer.context["form"].errors) == list(typed)
    assert not ReportRun.objects.exists()


def test_an_edition_without_days_says_so_in_a_sentence():
    edition = EditionFactory(slug="empty")
    planner = organisers.arrive(edition, RoleKind.PLANNER)

    assert planner.get(address(edition)).status_code == 200
    answer = order(planner, edition, as_of="")

    assert "The edition has no show days yet." in words(answer)


# The list


def test_before_the_first_report_the_page_says_what_will_stand_there(edition, planner):
    assert "No report has been made yet." in words(planner.get(f"/en{address(edition)}"))


def test_reports_stand_with_their_moment_language_and_state(edition, planner):
    made(edition)
    run_of(edition, language="en")
    run_of(edition, as_of=NOW - timedelta(hours=1), failure=Failure.LOST, finished_at=NOW)

    page = words(planner.get(f"/en{address(edition)}"))

    assert page.count("as of Sat, 25 November 2023, 13:02") == 2
    assert [state in page for state in ("Ready", "Waiting", "Failed")] == [True] * 3
    assert 'hx-trigger="every 2s"' in page


def test_a_page_without_anything_due_asks_nothing(edition, planner):
    made(edition)

    assert "hx-get" not in words(planner.get(address(edition)))


@pytest.mark.parametrize("runs", [1, 8])
def test_the_page_asks_the_same_for_any_number_of_reports(edition, planner, runs):
    for late in range(runs):
        made(edition, as_of=NOW - timedelta(minutes=late), ordered_by=planner.account)
    planner.get(address(edition))

    with CaptureQueriesContext(connection) as asked:
        planner.get(address(edition))

    assert len(asked) <= 10


# One report


def test_a_report_tells_how_far_it_is_and_only_news_is_read_out(edition, planner):
    run = run_of(edition, begun_at=NOW, steps=8, steps_done=4)
    page = f"/en{address(edition, run)}"

    whole = words(planner.get(page))
    news = words(planner.get(f"{page}?heard=making1", headers={"HX-Request": "true"}))
    same = words(planner.get(f"{page}?heard=making2", headers={"HX-Request": "true"}))

    assert "4 of 8 steps" in whole
    assert "Half of the report is made." in whole
    assert "Look again" in whole
    assert "Half of the report is made." in news
    assert "Half of the report is made." not in same
    assert "<html" not in news


def test_a_report_that_is_ready_can_be_read_and_fetched(edition, planner):
    run = made(edition)

    page = words(planner.get(f"/en{address(edition, run)}"))

    assert ARTICLE in page
    assert page.count("<h1>") == 1
    assert all(style in page for style in ("css/report.css", "css/plan_drawing.css"))
    assert f'href="/en{address(edition, run, "pdf")}"' in page
    assert f'href="/en{address(edition, run, "html")}"' in page
    assert "01" * 32 in page


@pytest.mark.parametrize("failure", Failure)
def test_a_failure_is_said_in_a_sentence_and_can_be_ordered_again(edition, planner, failure):
    run = run_of(edition, failure=failure, finished_at=NOW)

    page = words(planner.get(address(edition, run)))
    again = {"kind": run.kind, "language": run.language, "as_of": "2023-11-25 13:02:00.000000"}
    answer = planner.post(address(edition), again)

    assert str(failure.label) in page
    assert 'value="2023-11-25 13:02:00.000000"' in page
    (fresh,) = ReportRun.objects.due()
    assert answer["Location"] == address(edition, fresh)
    assert fresh.as_of == run.as_of


def test_the_file_comes_under_its_korean_name(edition, planner):
    answer = planner.get(address(edition, made(edition), "pdf"))

    assert b"".join(answer.streaming_content) == b"%PDF-1.4 report"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    told = unquote(answer["Content-Disposition"])
    assert told == "attachment; filename*=utf-8''정부박람회 결과보고서 2023-11-25 1302.pdf"


def test_the_page_comes_as_one_file_that_needs_no_other(edition, planner):
    answer = planner.get(address(edition, made(edition), "html"))

    file = b"".join(answer.streaming_content).decode()
    assert ARTICLE in file
    assert ".report-cover" in file
    assert ".plan-drawing" in file
    assert "<title>정부박람회 결과보고서 2023-11-25 1302</title>" in file
    assert '<html lang="ko"' in file
    assert 'href="/' not in file
    assert "src=" not in file


@pytest.mark.parametrize("ending", ["zip", "exe"])
def test_there_is_no_file_of_another_kind(edition, planner, ending):
    assert planner.get(address(edition, made(edition), ending)).status_code == 404


def test_what_is_not_ready_leads_to_how_far_it_is(edition, planner):
    run = run_of(edition)

    assert planner.get(address(edition, run, "pdf"))["Location"] == address(edition, run)


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_a_file_that_has_gone_is_said_and_can_be_made_again(edition, planner, ending):
    run = made(edition)
    default_storage.delete((run.file if ending == "pdf" else run.page).name)

    answer = planner.get(address(edition, run, ending), follow=True)

    assert str(Failure.LOST.label) in words(answer)


def test_a_page_that_has_gone_is_said_where_it_would_stand(edition, planner):
    run = made(edition)
    default_storage.delete(run.page.name)

    assert str(Failure.LOST.label) in words(planner.get(address(edition, run)))
