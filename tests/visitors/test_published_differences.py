"""What a published figure is today, told by reasons that always lead from one to the other."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expo import editions
from expo.models import ShowDay
from tests.visitors.a_fair import DAYS, utc
from tests.visitors.announcements import (
    CLOSING,
    END,
    FIRST,
    SECOND,
    adjust,
    ended_fair,
    observe,
    people,
    publish,
    withdraw,
)
from tests.visitors.happenings import HAPPENINGS, MINUTES, everything, minute
from visitors import attendance, publications
from visitors.models import FigureName
from visitors.models.publication import OF_A_DAY, OF_ALL_DAYS
from visitors.publications import ReasonKind, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return ended_fair()


def effects(published):
    """What was published, what it is now, and every reason that moved it."""
    found = publications.difference(published)
    moved = {reason.kind: reason.effect for reason in found.reasons if reason.effect}
    return found.value, found.now, moved


def reason(published, kind):
    found = publications.difference(published)
    return next(reason for reason in found.reasons if reason.kind == kind)


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


def test_headcounts_told_or_withdrawn_later_move_the_peak_and_nothing_else(fair):
    people(fair, "A", "B")
    fair.scan("A", "E1", "23T02:00")
    wrong = observe(fair, utc("23T03:00"), 50, utc("23T03:01"))
    peak, entries = (publish(fair, name) for name in (FigureName.PEAK, FigureName.ENTRIES))
    withdraw(wrong, at=utc("23T10:00"))
    observe(fair, utc("23T04:00"), 7, utc("23T11:00"))

    assert effects(peak) == (50, 7, {"headcounts": -43})
    assert reason(peak, "headcounts").rows == 2
    assert effects(entries) == (1, 1, {})
    assert reason(entries, "headcounts").rows == 0


def test_a_scan_by_a_clock_that_was_ahead_reaches_the_peak_when_its_time_comes(fair):
    people(fair, "A", "B")
    fair.scan("A", "E1", "23T04:00")
    fair.scan("B", "E1", "23T04:07", received_at=utc("23T04:00"))
    published = publish(fair, FigureName.PEAK, as_of=utc("23T04:05"))

    assert effects(published) == (1, 2, {"later_scans": 1})
    assert reason(published, "later_scans").rows == 1


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


TOLD = st.sampled_from(
    [
        *((name, None) for name in OF_ALL_DAYS),
        *((name, day) for name in OF_A_DAY for day in DAYS[:2]),
    ]
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
        everything(fair, happenings)
        row = publish(fair, figure, day, as_of=as_of)
        attendance.rebuild(fair.edition.pk)

        found = publications.difference(row)

        assert found.is_reproduced
        assert found.now == counted_today(fair, figure, day)
        assert sum(reason.effect for reason in found.reasons) == found.now - row.value
        transaction.set_rollback(True)


def counted_today(fair, figure, day):
    """From the rollups, another way than a published figure goes."""
    if figure == FigureName.PEAK:
        inside = attendance.days_of(fair.areas["fair"], END)
        peaks = [
            told.peak.people for each, told in inside.items() if day in {None, each} and told.peak
        ]
        return max(peaks, default=0)
    live = attendance.figures(fair.edition)
    told = live if day is None else next(each for each in live.days if each.day == day)
    return getattr(told, figure)
