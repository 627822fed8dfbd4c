"""Published figures: which can be told, with which value and words; kept as they were told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from expo import editions
from expo.show_days import NoShowDays
from tests.factories import AccountFactory, EditionFactory
from tests.visitors.a_fair import store_worked_example, utc
from tests.visitors.announcements import CLOSING, END, FIRST, SECOND, ended_fair, publish
from visitors import attendance, publications
from visitors.attendance import AsOfInTheFuture, AsOfTooEarly
from visitors.models import FigureName, PublishedFigure
from visitors.models.publication import OF_A_DAY, OF_ALL_DAYS
from visitors.publications import (
    Announcement,
    CountedDifferently,
    DayNotBegun,
    FigureHasNoDay,
    FigureNeedsADay,
    NotAShowDay,
    NotSettled,
    PublishedDifferently,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return ended_fair()


# What is refused


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FigureNeedsADay, {"figure": FigureName.DAILY_UNIQUE, "day": None}),
        (FigureHasNoDay, {"figure": FigureName.VISITS, "day": FIRST}),
        (FigureHasNoDay, {"figure": FigureName.VISITORS, "day": FIRST}),
        (FigureHasNoDay, {"figure": FigureName.REPEAT, "day": FIRST}),
        (NotAShowDay, {"day": date(2023, 11, 22)}),
        (NotAShowDay, {"day": date(1, 1, 1)}),
        (DayNotBegun, {"day": SECOND, "as_of": CLOSING}),
        (AsOfTooEarly, {"figure": FigureName.VISITS, "day": None, "as_of": utc("01T00:00")}),
        (AsOfInTheFuture, {"as_of": END + timedelta(seconds=1)}),
    ],
    ids=str,
)
def test_what_cannot_be_told_is_refused_and_nothing_is_kept(fair, error, said):
    with pytest.raises(error):
        publish(fair, **said)

    assert not PublishedFigure.objects.exists()


def test_a_day_that_is_no_show_day_is_answered_with_those_that_are(fair):
    with pytest.raises(NotAShowDay) as refused:
        publish(fair, day=date(2023, 11, 22))

    assert refused.value.facts == {"show_days": ["2023-11-23", "2023-11-24", "2023-11-25"]}


def test_an_edition_without_show_days_tells_nothing():
    bare = EditionFactory()

    with pytest.raises(NoShowDays):
        publications.publish(
            bare, Announcement(figure=FigureName.VISITS, as_of=CLOSING), by=None, at=END
        )


def test_a_moment_whose_scans_are_still_being_stored_is_refused(fair):
    """Else a scan would seem to have slipped into the past."""
    editions.set_clock(fair.edition, CLOSING, rate=1)

    with pytest.raises(NotSettled):
        publications.publish(
            fair.edition,
            Announcement(figure=FigureName.VISITS, as_of=CLOSING - timedelta(seconds=1)),
            by=None,
            at=CLOSING,
        )


def test_without_a_moment_it_is_the_last_whole_minute_that_is_stored(fair):
    editions.set_clock(fair.edition, CLOSING + timedelta(seconds=1), rate=1)

    assert publications.latest_moment(fair.edition) == CLOSING - timedelta(minutes=1)
    assert publish(fair, as_of=None).as_of == CLOSING - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("figure", "day"),
    [*[(name, None) for name in FigureName], *[(name, FIRST) for name in FigureName]],
)
def test_the_database_knows_as_well_which_figure_exists_for_a_day(fair, figure, day):
    allowed = figure in (OF_ALL_DAYS if day is None else OF_A_DAY)
    row = PublishedFigure(
        edition=fair.edition,
        figure=figure,
        day=day,
        as_of=CLOSING,
        value=1,
        text_ko="한 명",
        published_at=END,
    )

    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        assert not allowed
    else:
        assert allowed


# What is kept


def test_every_figure_is_the_one_the_engine_gives_as_of_then(fair):
    store_worked_example(fair)

    told = {name: publish(fair, name, None, as_of=END).value for name in OF_ALL_DAYS}
    of_the_day = {name: publish(fair, name, FIRST, as_of=END).value for name in OF_A_DAY}

    assert told == {
        "visits": 7,
        "visitors": 4,
        "repeat": 3,
        "entries": 8,
        "unidentified": 12,
        "peak": 18,
    }
    assert of_the_day == {"daily_unique": 3, "entries": 4, "unidentified": 12, "peak": 18}


def test_the_row_says_who_told_it_when(fair):
    speaker = AccountFactory()
    announcement = Announcement(figure=FigureName.VISITS, as_of=CLOSING)

    row = publications.publish(fair.edition, announcement, by=speaker, at=END)

    assert (row.as_of, row.published_at, row.published_by) == (CLOSING, END, speaker)


def test_what_was_published_is_never_changed(fair):
    row = publish(fair)

    for change in (lambda: PublishedFigure.objects.update(value=9), row.delete):
        with pytest.raises(Exception, match="Cannot"), transaction.atomic():
            change()


def test_a_text_of_ones_own_is_kept_and_a_missing_one_is_made(fair):
    row = publish(fair, text_ko="  첫날 많이 오셨습니다. ", text_en=" \n")

    assert row.text_ko == "첫날 많이 오셨습니다."
    assert row.text_en.startswith("Daily persons: 0 as of 23 November 2023, 18:00")


def test_the_same_told_again_is_kept_once(fair):
    uuid = uuid4()

    rows = {
        publish(fair, uuid=uuid),
        publish(fair, uuid=uuid),
        publish(fair, uuid=uuid, as_of=None),
    }

    assert len(rows) == PublishedFigure.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"figure": FigureName.ENTRIES},
        {"day": SECOND, "as_of": utc("24T09:00")},
        {"as_of": utc("23T08:00")},
    ],
    ids=str,
)
def test_something_else_under_the_same_id_is_a_conflict(fair, other):
    row = publish(fair)

    with pytest.raises(PublishedDifferently):
        publish(fair, uuid=row.uuid, **other)


def test_an_id_of_another_edition_says_nothing_of_that_edition(fair):
    row = publish(fair)
    elsewhere = ended_fair()

    with pytest.raises(PublishedDifferently) as refused:
        publish(elsewhere, uuid=row.uuid)

    assert refused.value.facts == {"id": str(row.uuid)}


# The sentence


def told(fair, figure, value, as_of, day=None):
    return publications.sentence(fair.edition, publications.Told(figure, value, as_of, day))


def test_a_figure_is_told_with_its_moment_its_number_and_its_definition(fair):
    fair.edition.name_ko, fair.edition.name_en = "정부박람회", "Government Expo"

    korean, english = told(fair, FigureName.VISITS, 30600, utc("24T09:00"))

    assert korean == (
        "2023년 11월 24일 18:00 기준 방문(연인원, 1일 1회) 30,600명(정부박람회, 전체 기간). "
        "한 사람을 하루에 한 번 셉니다. 몇 번을 드나들어도 같습니다."
    )
    assert english == (
        "Visits (once a day): 30,600 as of 24 November 2023, 18:00 (Government Expo, all show "
        "days). One person on one show day, however many passages."
    )


def test_entries_are_counted_in_times_and_a_day_is_named(fair):
    korean, english = told(fair, FigureName.ENTRIES, 1234, utc("23T09:00:05"), FIRST)

    assert korean.startswith("2023년 11월 23일 18:00:05 기준 입장 횟수 1,234회(")
    assert "2023년 11월 23일)" in korean
    assert "as of 23 November 2023, 18:00:05" in english


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_sentence_is_the_same_whatever_language_the_asker_reads(fair, language):
    with translation.override(language):
        korean, english = told(fair, FigureName.VISITS, 1, CLOSING)

    assert "기준" in korean
    assert "as of" in english


# Looking before telling, and at many afterwards


def test_a_proposal_is_what_would_be_told_and_keeps_nothing(fair):
    store_worked_example(fair)
    announcement = Announcement(figure=FigureName.VISITORS, as_of=END)

    proposed = publications.propose(fair.edition, announcement, at=END)

    assert not PublishedFigure.objects.exists()
    row = publications.publish(fair.edition, announcement, by=None, at=END)
    assert (row.value, row.text_ko, row.text_en) == (
        proposed.told.value,
        proposed.text_ko,
        proposed.text_en,
    )


@pytest.mark.parametrize(("seen", "is_told"), [(4, True), (5, False), (None, True)])
def test_only_the_value_that_was_seen_is_told(fair, seen, is_told):
    store_worked_example(fair)
    said = {"figure": FigureName.VISITORS, "day": None, "as_of": END, "value": seen}

    if is_told:
        assert publish(fair, **said).value == 4
    else:
        with pytest.raises(CountedDifferently) as refused:
            publish(fair, **said)
        assert refused.value.facts == {"value": 4}
    assert PublishedFigure.objects.exists() is is_told


def test_the_last_count_gives_for_every_figure_what_a_recount_gives(fair):
    store_worked_example(fair)
    told = [publish(fair, name, None, as_of=CLOSING) for name in OF_ALL_DAYS]
    told += [publish(fair, name, day, as_of=END) for name in OF_A_DAY for day in (FIRST, SECOND)]
    attendance.count_new(fair.edition.pk)

    today = publications.today(fair.edition)

    changes = [today.change(row) for row in told]
    assert changes == [publications.difference(row).change for row in told]
    assert any(changes)


def test_before_the_first_count_every_figure_is_nought(fair):
    assert publications.today(fair.edition).value(FigureName.PEAK, None) == 0


def test_the_last_count_is_asked_with_as_many_queries_for_any_number_of_figures(
    fair, django_assert_num_queries
):
    store_worked_example(fair)
    rows = [publish(fair, name, None, as_of=END) for name in OF_ALL_DAYS]
    attendance.count_new(fair.edition.pk)

    with django_assert_num_queries(11):
        today = publications.today(fair.edition)
        assert [today.change(row) for row in rows] == [0] * len(rows)
