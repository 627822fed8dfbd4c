"""Published figures in the admin: told by an organiser, then shown beside what is known today."""

import pytest

from expo.models import RoleKind, ShowDay
from expo.show_days import NoShowDays
from tests import organisers
from tests.visitors.a_fair import utc
from tests.visitors.announcements import CLOSING, END, FIRST, ended_fair, people, publish
from visitors.models import PublishedFigure

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return ended_fair()


@pytest.fixture
def organiser(fair):
    return organisers.arrive(fair.edition, RoleKind.ORGANISER)


ADMIN = "/admin/visitors/publishedfigure/"


def fill_in(fair, client, **said):
    fields = {
        "edition": fair.edition.pk,
        "figure": "daily_unique",
        "day": "2023-11-23",
        "as_of_0": "2023-11-23",
        "as_of_1": "18:00",
        "text_ko": "",
        "text_en": "",
    }
    return client.post(f"{ADMIN}add/", fields | said)


def test_an_organiser_tells_a_figure_and_its_value_is_counted(fair, organiser):
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")

    fill_in(fair, organiser, value=99)

    row = PublishedFigure.objects.get()
    assert (row.value, row.as_of, row.published_by) == (1, CLOSING, organiser.account)
    assert "1명" in row.text_ko


def test_the_form_offers_the_last_moment_that_can_be_told(fair, organiser):
    page = organiser.get(f"{ADMIN}add/")

    form = page.context["adminform"].form
    assert form.get_initial_for_field(form.fields["as_of"], "as_of") == END


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"day": "2023-11-22"}, "전시일: 2023-11-23, 2023-11-24, 2023-11-25"),
        ({"day": ""}, "방문·방문자·재방문은 전체"),
        ({"figure": "visits"}, "방문·방문자·재방문은 전체"),
        ({"as_of_0": "2024-01-01"}, "아직 오지 않은"),
        ({"day": "2023-11-25"}, "2023-11-25 04:00"),
    ],
    ids=str,
)
def test_what_cannot_be_told_is_a_sentence_above_the_form(fair, organiser, said, words):
    page = fill_in(fair, organiser, **said)

    assert words in " ".join(page.context["adminform"].form.non_field_errors())
    assert not PublishedFigure.objects.exists()


def test_a_published_figure_is_shown_beside_todays_with_its_reasons(fair, organiser):
    people(fair, "A")
    published = publish(fair)
    fair.scan("A", "E1", "23T02:00", received_at=utc("23T12:00"))

    page = organiser.get(f"{ADMIN}{published.pk}/change/")

    assert page.context["amount_value"] == "0명"
    assert page.context["amount_now"] == "1명"
    assert [reason["label"] for reason in page.context["reasons"]] == ["늦게 들어온 스캔"]
    assert "늦게 들어온 스캔 1건(E1 1)에 따라 +1" in page.content.decode()
    assert "fair-warning" not in page.content.decode()


def test_a_figure_that_the_log_gives_no_more_says_so(fair, organiser):
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")
    published = publish(fair)
    ShowDay.objects.filter(edition=fair.edition, date=FIRST).delete()

    page = organiser.get(f"{ADMIN}{published.pk}/change/")

    assert "fair-warning" in page.content.decode()


def test_without_show_days_the_page_says_why_nothing_is_counted(fair, organiser):
    published = publish(fair)
    ShowDay.objects.filter(edition=fair.edition).delete()

    page = organiser.get(f"{ADMIN}{published.pk}/change/")

    assert page.status_code == 200
    assert str(NoShowDays.message) in page.content.decode()


def test_what_was_told_is_not_edited_in_the_admin(fair, organiser):
    published = publish(fair)

    answer = organiser.post(f"{ADMIN}{published.pk}/change/", {"value": 9})

    published.refresh_from_db()
    assert (answer.status_code, published.value) == (404, 0)
