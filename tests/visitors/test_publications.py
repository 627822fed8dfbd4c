"""Published figures: counted by the engine, kept as told, and their difference told by reasons."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expo import editions
from expo.models import ShowDay
from expo.show_days import NoShowDays
from tests.factories import AccountFactory, EditionFactory
from tests.visitors.a_fair import DAYS, open_fair, store_worked_example, utc
from visitors import attendance, publications
from visitors.attendance import AsOfInTheFuture, AsOfTooEarly
from visitors.models import Adjustment, FigureName, PublishedFigure
from visitors.models.publication import OF_A_DAY, OF_ALL_DAYS
from visitors.publications import (
    Announcement,
    DayNotBegun,
    FigureHasNoDay,
    FigureNeedsADay,
    NotAShowDay,
    NotSettled,
    PublishedDifferently,
    ReasonKind,
    Source,
)

pytestmark = pytest.mark.django_db

OF_ALL = [name for name in OF_ALL_DAYS if name != FigureName.PEAK]
OF_ONE = [name for name in OF_A_DAY if name != FigureName.PEAK]
FIRST, SECOND = date(2023, 11, 23), date(2023, 11, 24)
CLOSING = utc("23T09:00")
END = utc("26T00:00")


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, END, rate=0)
    return fair


def publish(fair, figure=FigureName.DAILY_UNIQUE, day=FIRST, as_of=CLOSING, **told):
    announcement = Announcement(figure=figure, day=day, as_of=as_of, **told)
    return publications.publish(fair.edition, announcement, by=None, at=END)


def effects(published):
    """What was published, what it is now, and every reason that moved it."""
    found = publications.difference(published)
    moved = {reason.kind: reason.effect for reason in found.reasons if reason.effect}
    return found.value, found.now, moved


def reason(published, kind):
    found = publications.difference(published)
    return next(reason for reason in found.reasons if reason.kind == kind)


def people(fair, *badges):
    for badge in badges:
        fair.ticket(badge, badge)


def adjust(fair, badge, ticket_class, at, undone_at=None):
    return Adjustment.objects.create(
        edition=fair.edition,
        ticket=fair.tickets[badge],
        ticket_class=ticket_class,
        reason="an exhibitor after all",
        adjusted_at=utc(at),
        undone_at=undone_at and utc(undone_at),
    )


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

    told = {name: publish(fair, name, None, as_of=END).value for name in OF_ALL}
    of_the_day = {name: publish(fair, name, FIRST, as_of=END).value for name in OF_ONE}

    assert told == {
        "visits": 7,
        "visitors": 4,
        "repeat": 3,
        "entries": 8,
        "unidentified": 12,
    }
    assert of_the_day == {"daily_unique": 3, "entries": 4, "unidentified": 12}


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
    elsewhere = open_fair()
    editions.set_clock(elsewhere.edition, END, rate=0)

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
        "2023년 11월 24일 18:00 기준 방문(연인원, 1일 1회) 30,600명(정부박람회, 전체 전시일). "
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


# The difference, reason by reason


def test_nothing_new_is_no_difference(fair):
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")
    published = publish(fair)

    found = publications.difference(published)

    assert (found.value, found.then, found.now, found.change) == (1, 1, 1, 0)
    assert found.is_reproduced
    assert [reason.kind for reason in found.reasons] == list(ReasonKind)
    assert {(reason.effect, reason.rows) for reason in found.reasons} == {(0, 0)}


def test_a_scan_that_came_in_late_is_told_with_its_gate_and_device(fair):
    people(fair, "A", "B", "C")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E2", "23T03:00", received_at=utc("23T12:00"))
    fair.scan("C", "E2", "23T03:00", received_at=utc("23T12:00"))
    published = publish(fair)

    assert effects(published) == (1, 3, {"late_scans": 2})
    assert reason(published, "late_scans").sources == (Source("E2", "E2", 2),)


def test_a_day_that_went_on_is_told_apart_from_scans_that_came_in_late(fair):
    people(fair, "A", "B", "C")
    fair.scan("A", "E1", "23T02:00", received_at=utc("23T12:00"))
    fair.scan("B", "E1", "23T05:00")
    fair.scan("C", "E1", "23T06:00")
    published = publish(fair, as_of=utc("23T04:00"))

    assert effects(published) == (0, 3, {"late_scans": 1, "later_scans": 2})


def test_the_scans_of_another_day_are_no_reason_for_this_one(fair):
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("A", "E1", "24T02:00")
    published = publish(fair)

    assert effects(published) == (1, 1, {})
    assert reason(published, "later_scans").rows == 0


def test_a_clock_that_was_ahead_makes_no_reason(fair):
    """The scan was received before the as-of and says it was made after it."""
    people(fair, "A", "B", "C")
    fair.scan("A", "E1", "23T04:07", received_at=utc("23T04:00"))
    published = publish(fair, as_of=utc("23T04:05"))
    assert published.value == 1
    fair.scan("B", "E1", "23T03:00", received_at=utc("23T05:00"))
    fair.scan("C", "E1", "23T05:00")

    assert effects(published) == (1, 3, {"late_scans": 1, "later_scans": 1})


def test_a_void_a_merge_and_an_adjustment_are_told_each_by_its_effect(fair):
    people(fair, "A", "B", "C", "D", "E")
    for badge in "ABCDE":
        fair.scan(badge, "E1", "23T02:00")
    taken_back = fair.scan("A", "E1", "23T03:00")
    published = publish(fair, as_of=utc("23T04:00"))
    fair.void(taken_back, received_at=utc("23T05:00"))  # A was inside before, and stays a visit
    fair.void(next(iter_scans(fair, "B")), received_at=utc("23T05:00"))
    fair.merge("D", "C", at="23T06:00")
    adjust(fair, "E", "exhibitor", at="23T07:00")

    assert effects(published) == (5, 2, {"voids": -1, "merges": -1, "adjustments": -1})
    assert reason(published, "voids").rows == 2
    assert reason(published, "merges").rows == reason(published, "adjustments").rows == 1


def iter_scans(fair, badge):
    return fair.tickets[badge].checkins.filter(voids=None).iterator()


def test_what_was_made_and_undone_in_between_is_no_row(fair):
    people(fair, "A", "B")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T02:00")
    published = publish(fair, as_of=utc("23T04:00"))
    merge = fair.merge("B", "A", at="23T05:00")
    merge.undone_at = utc("23T06:00")
    merge.save(update_fields=["undone_at"])
    adjust(fair, "A", "media", at="23T05:00", undone_at="23T06:00")

    assert effects(published) == (2, 2, {})
    assert reason(published, "merges").rows == reason(published, "adjustments").rows == 0


def test_undoing_what_was_known_then_is_a_reason(fair):
    people(fair, "A", "B")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T02:00")
    merge = fair.merge("B", "A", at="23T03:00")
    published = publish(fair, as_of=utc("23T04:00"))
    merge.undone_at = utc("23T06:00")
    merge.save(update_fields=["undone_at"])

    assert effects(published) == (1, 2, {"merges": 1})


def test_a_reading_of_the_minute_before_the_day_is_a_reason_too(fair):
    """It makes the first reading of the day a repeat reading."""
    people(fair, "A")
    fair.scan("A", "E1", "23T19:00:10", received_at=utc("23T19:00:11"))  # 04:00:10 on the 24th
    published = publish(fair, FigureName.ENTRIES, SECOND, as_of=utc("23T20:00"))
    fair.scan("A", "E1", "23T18:59:50", received_at=utc("24T03:00"))

    assert effects(published) == (1, 0, {"late_scans": -1})


def test_refusals_are_no_reason(fair):
    people(fair, "A")
    published = publish(fair)
    fair.scan("A", "E1", "23T10:00", outcome="refused")
    fair.scan("", "E1", "23T03:00", outcome="refused", received_at=utc("24T00:00"))

    assert {reason.rows for reason in publications.difference(published).reasons} == {0}


def test_halls_and_booths_are_no_reason_for_a_figure_of_the_fair(fair):
    people(fair, "A")
    published = publish(fair)
    fair.scan("A", "4B", "23T03:00", received_at=utc("24T00:00"))

    assert {reason.rows for reason in publications.difference(published).reasons} == {0}


def test_other_rules_leave_a_remainder_that_says_so(fair):
    people(fair, "A", "B")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T08:30")
    published = publish(fair)
    ShowDay.objects.filter(edition=fair.edition, date=FIRST).update(closes="17:00")

    found = publications.difference(published)

    assert (found.value, found.then, found.now) == (2, 1, 1)
    assert not found.is_reproduced
    assert effects(published) == (2, 1, {"unexplained": -1})


def test_a_show_day_that_is_none_any_more_leaves_everything_unexplained(fair):
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")
    published = publish(fair)
    ShowDay.objects.filter(edition=fair.edition, date=FIRST).delete()

    assert effects(published) == (1, 0, {"unexplained": -1})


def test_a_clock_that_was_set_back_compares_with_the_as_of_itself(fair):
    """A demonstration's day begins again: nothing came after a moment that is still to come."""
    people(fair, "A")
    fair.scan("A", "E1", "23T02:00")
    published = publish(fair)
    editions.set_clock(fair.edition, utc("23T01:00"), rate=0)

    found = publications.difference(published)

    assert (found.now, found.at) == (1, CLOSING)


# The words


def explained(published):
    return publications.explained(publications.difference(published))


def test_a_spokesperson_can_tell_the_story_in_one_sentence(fair):
    people(fair, "A", "B", "C", "D")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T03:00", received_at=utc("23T12:00"))
    fair.scan("C", "E2", "23T03:00", received_at=utc("23T12:00"))
    fair.scan("D", "E2", "23T03:00", received_at=utc("23T12:00"))
    published = publish(fair)
    fair.void(next(iter_scans(fair, "A")), received_at=utc("24T00:00"))

    korean, english = explained(published)

    assert english == (
        "Published as 1, today 3 (+2): +3 from 3 scans that came in late (E2 2, E1 1), "
        "−1 from 1 scan taken back."
    )
    assert korean == (
        "공표 1명, 현재 3명(+2): 늦게 들어온 스캔 3건(E2 2, E1 1)에 따라 +3, "
        "취소된 스캔 1건에 따라 −1."
    )


def test_no_difference_is_a_sentence_as_well(fair):
    assert explained(publish(fair)) == (
        "공표 0명, 현재도 같습니다.",
        "Published as 0, and the same today.",
    )


# All of it at once


BADGES = ("A", "B", "C", "D", "E")
MINUTES = st.integers(0, 60 * 40)  # from 08:00 on the first day to midnight of the second
HAPPENINGS = st.one_of(
    st.tuples(
        st.just("scan"),
        st.sampled_from(BADGES),
        st.sampled_from(["E1", "E2"]),
        MINUTES,
        st.sampled_from(["in", "in", "out"]),
        st.sampled_from([-7, 0, 0, 30, 600]),  # minutes until it is received
    ),
    st.tuples(st.just("void"), st.integers(0, 9), MINUTES),
    st.tuples(st.just("merge"), st.sampled_from(BADGES), st.sampled_from(BADGES), MINUTES),
    st.tuples(st.just("undo"), st.integers(0, 3), MINUTES),
    st.tuples(st.just("adjust"), st.sampled_from(BADGES), MINUTES),
)
MORNING = utc("22T23:00")


def minute(number):
    return MORNING + timedelta(minutes=number)


TOLD = st.sampled_from(
    [*((name, None) for name in OF_ALL), *((name, day) for name in OF_ONE for day in DAYS[:2])]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(HAPPENINGS, max_size=25), MINUTES, TOLD)
def test_the_reasons_always_lead_to_what_is_counted_today(fair, happenings, as_of, told):
    figure, day = told
    as_of = max(minute(as_of), utc("22T19:00") if day != SECOND else utc("23T19:00"))
    with transaction.atomic():
        crowd(fair, happenings)
        row = publish(fair, figure, day, as_of=as_of)
        attendance.rebuild(fair.edition.pk)

        found = publications.difference(row)

        live = attendance.figures(fair.edition)
        today = live if day is None else next(each for each in live.days if each.day == day)
        assert found.is_reproduced
        assert found.now == getattr(today, figure)
        assert sum(reason.effect for reason in found.reasons) == found.now - row.value
        transaction.set_rollback(True)


def crowd(fair, happenings):
    """Store everything in the order told; what makes no sense is left out."""
    for badge in BADGES:
        fair.ticket(badge, badge)
    scans, voided, merges = [], set(), {}
    for kind, *told in happenings:
        match kind:
            case "scan":
                badge, gate, at, direction, delay = told
                received = minute(at + delay)
                scans.append(fair.scan(badge, gate, minute(at), direction, received_at=received))
            case "void" if told[0] < len(scans) and told[0] not in voided:
                voided.add(told[0])
                scan = scans[told[0]]
                fair.void(scan, received_at=max(scan.received_at, minute(told[1])))
            case "merge" if told[0] < told[1] and told[0] not in merges:
                merge = fair.merge(told[0], told[1])
                merge.merged_at = minute(told[2])
                merge.save()
                merges[told[0]] = merge
            case "undo" if told[0] < len(merges):
                merge = list(merges.values())[told[0]]
                merge.undone_at = max(merge.merged_at, minute(told[1]))
                merge.save()
            case "adjust" if not fair.tickets[told[0]].adjustments.exists():
                row = adjust(fair, told[0], "staff", at="23T00:00")
                row.adjusted_at = minute(told[1])
                row.save()
