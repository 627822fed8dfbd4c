"""A level that is reached makes one warning, which tells what was seen then."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from expo import editions
from expo.models import Edition, ShowDay
from expo.show_days import NoShowDays
from tests.races import together
from tests.visitors import scenes
from tests.visitors.a_fair import open_fair
from tests.visitors.crowding import crowded, log, standing
from visitors import attendance, capacity_warnings, observations, tasks
from visitors.capacity_warnings import watching
from visitors.models import CapacityWarning, CapacityWatch, CheckIn, Observation
from visitors.simulation.rewinding import Played, rewind

MINUTE = timedelta(minutes=1)


@pytest.fixture
def fair(db):
    return crowded()


def later(fair, minutes=1):
    return fair.at(editions.now(fair.edition) + minutes * MINUTE)


def test_below_the_levels_nothing_is_raised(fair):
    assert fair.watch(79) == []
    assert log(fair.edition) == []


def test_a_level_that_is_reached_raises_one_warning(fair):
    assert fair.watch(80) == ["fair warning"]
    assert fair.watch() == ["fair warning"]
    assert later(fair).watch(90) == ["fair warning"]

    assert log(fair.edition) == [("warning", 80, False)]


def test_a_warning_tells_what_was_seen_when_it_was_raised(fair):
    fair.watch(85)

    [warning] = CapacityWarning.objects.all()
    assert (warning.area, warning.raised_at) == (fair.fair, scenes.NOON)
    assert (warning.people, warning.capacity, warning.share) == (85, 100, 0.85)
    assert (warning.warning_percent, warning.stop_percent) == (80, 95)
    assert warning.headcount_at == scenes.NOON


def test_who_comes_up_to_the_stop_at_once_is_warned_of_both(fair):
    assert fair.watch(96) == ["fair stop", "fair warning"]


def test_a_swinging_door_raises_one_warning(fair):
    fair.watch(81)
    for people in (79, 80, 78, 82):
        assert later(fair).watch(people) == ["fair warning"]

    assert log(fair.edition) == [("warning", 81, False)]


def test_clearly_below_the_level_its_warning_ends(fair):
    fair.watch(97)

    assert later(fair).watch(92) == ["fair warning"]
    assert later(fair).watch(77) == []

    ends = {each.level: each.ended_at for each in CapacityWarning.objects.all()}
    assert ends == {"stop": scenes.NOON + MINUTE, "warning": scenes.NOON + 2 * MINUTE}


def test_what_ended_and_comes_again_is_another_warning(fair):
    for people in (85, 10, 88):
        later(fair).watch(people)

    assert log(fair.edition) == [("warning", 85, True), ("warning", 88, False)]


def test_each_hall_has_warnings_of_its_own(fair):
    assert fair.watch(48, fair.hall) == ["hall:4B stop", "hall:4B warning"]


def test_scans_alone_raise_a_warning_too_and_it_says_so(db):
    made = open_fair()
    Edition.objects.filter(pk=made.edition.pk).update(capacity=2)
    for badge in ("A", "B"):
        made.ticket(badge, f"p-{badge}")
        made.scan(badge, "E1", "23T02:00")
    attendance.count_new(made.edition.pk)
    last = CheckIn.objects.latest("scanned_at").scanned_at
    editions.set_clock(made.edition, last + MINUTE, 0)

    assert capacity_warnings.watch(made.edition.pk)

    assert standing(made.edition) == ["fair stop", "fair warning"]
    assert {each.headcount_at for each in CapacityWarning.objects.all()} == {None}


def test_where_both_levels_are_one_there_is_one_warning(db):
    fair = crowded(warning_percent=90, stop_percent=90)

    assert fair.watch(90) == ["fair stop"]


@pytest.mark.parametrize("capacity", [0, None])
def test_a_place_that_holds_nobody_knows_how_many_raises_nothing(fair, capacity):
    Edition.objects.filter(pk=fair.edition.pk).update(capacity=0)
    type(fair.hall.hall).objects.filter(pk=fair.hall.hall_id).update(capacity=capacity)
    fair.hold(5000)

    assert fair.watch(5000, fair.hall) == []


def test_a_capacity_that_is_changed_is_followed_by_the_next_round(fair):
    fair.watch(85)

    Edition.objects.filter(pk=fair.edition.pk).update(capacity=200)
    assert fair.watch() == []

    Edition.objects.filter(pk=fair.edition.pk).update(capacity=85)
    assert fair.watch() == ["fair stop", "fair warning"]


def test_levels_that_are_changed_are_followed_by_the_next_round(fair):
    fair.watch(85)

    Edition.objects.filter(pk=fair.edition.pk).update(warning_percent=90)

    assert fair.watch() == []


def test_a_capacity_that_is_taken_away_ends_what_stands(fair):
    fair.watch(48, fair.hall)

    type(fair.hall.hall).objects.filter(pk=fair.hall.hall_id).update(capacity=None)

    assert fair.watch() == []


def test_a_hall_that_is_renamed_keeps_its_warning(fair):
    fair.watch(48, fair.hall)

    type(fair.hall.hall).objects.filter(pk=fair.hall.hall_id).update(name_ko="새 이름")
    fair.watch()

    assert [each.area.hall.name_ko for each in capacity_warnings.standing(fair.edition)] == [
        "새 이름",
        "새 이름",
    ]


def test_a_headcount_that_is_withdrawn_leaves_the_warning_in_the_log(fair):
    fair.watch(85)

    observations.withdraw(Observation.objects.get(), at=scenes.NOON)

    assert fair.watch() == []
    assert log(fair.edition) == [("warning", 85, True)]


def test_with_the_day_its_warnings_end(fair):
    fair.watch(85)

    fair.at(scenes.at(25, 9)).watch()  # nobody had watched at night

    [warning] = CapacityWarning.objects.all()
    assert warning.ended_at == scenes.at(25, 4)


def test_what_is_reached_again_the_next_day_is_another_warning(fair):
    fair.watch(85)

    fair.at(scenes.at(25, 10)).watch(90)

    assert log(fair.edition) == [("warning", 85, True), ("warning", 90, False)]


def test_a_clock_that_is_set_back_ends_a_warning_no_earlier_than_it_was_raised(fair):
    fair.watch(85)

    fair.at(scenes.at(23, 12)).watch()

    [warning] = CapacityWarning.objects.all()
    assert warning.ended_at == warning.raised_at


def test_outside_the_show_days_nothing_is_raised(fair):
    fair.at(scenes.at(26, 12)).hold(5000)

    capacity_warnings.watch_due()

    assert log(fair.edition) == []
    assert not CapacityWatch.objects.filter(watched_at__isnull=False).exists()


def test_after_the_last_day_the_sweep_ends_what_stands(fair):
    fair.at(scenes.at(25, 17)).watch(85)

    fair.at(scenes.at(26, 12))
    capacity_warnings.watch_due()

    assert standing(fair.edition) == []


def test_the_sweep_watches_every_edition_on_a_show_day(fair):
    other = crowded(number=2)
    for each in (fair, other):
        each.hold(96)

    tasks.watch_capacities()

    assert standing(fair.edition) == standing(other.edition) == ["fair stop", "fair warning"]


def test_an_edition_that_cannot_be_counted_does_not_keep_the_others_from_being_watched(
    fair, monkeypatch
):
    other = crowded(number=2)
    other.hold(96)

    def refuse_the_first(edition_id):
        if edition_id == fair.edition.pk:
            raise NoShowDays
        return watch(edition_id)

    watch = watching.watch
    monkeypatch.setattr(watching, "watch", refuse_the_first)
    capacity_warnings.watch_due()

    assert standing(other.edition) == ["fair stop", "fair warning"]


def test_an_edition_without_days_is_not_watched(fair):
    ShowDay.objects.all().delete()

    capacity_warnings.watch_due()
    capacity_warnings.watch_stale(fair.edition)

    assert log(fair.edition) == []


def test_a_screen_watches_when_no_worker_does(fair):
    fair.watch(10)
    fair.hold(96)
    CapacityWatch.objects.update(watched_at=timezone.now() - watching.STALE - MINUTE)

    capacity_warnings.watch_stale(fair.edition)

    assert standing(fair.edition) == ["fair stop", "fair warning"]


def test_a_screen_leaves_to_the_workers_what_was_just_watched(fair, monkeypatch):
    monkeypatch.setattr(watching, "STALE", timedelta(hours=1))
    fair.watch(10)
    fair.hold(96)

    capacity_warnings.watch_stale(fair.edition)

    assert standing(fair.edition) == []


def test_the_mark_is_another_one_when_something_changed(fair):
    before = capacity_warnings.mark(fair.edition)
    fair.watch(10)
    assert capacity_warnings.mark(fair.edition) == before

    fair.watch(96)
    raised = capacity_warnings.mark(fair.edition)
    later(fair).watch(10)

    assert before < raised < capacity_warnings.mark(fair.edition)


def test_a_warning_stays_as_it_was_raised(fair):
    fair.watch(85)

    with pytest.raises(ProgrammingError), transaction.atomic():
        CapacityWarning.objects.update(people=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        CapacityWarning.objects.all().delete()


def test_a_warning_ends_once(fair):
    fair.watch(85)
    later(fair).watch(10)

    with pytest.raises(ProgrammingError), transaction.atomic():
        CapacityWarning.objects.update(ended_at=None)


def test_the_database_knows_one_standing_warning_per_place_and_level(fair):
    fair.watch(85)
    [row] = CapacityWarning.objects.values(
        "edition_id", "area_id", "level", "raised_at", "people", "capacity", "warning_percent"
    )

    with (
        pytest.raises(IntegrityError, match="visitors_one_standing_warning_per_area_and_level"),
        transaction.atomic(),
    ):
        CapacityWarning.objects.create(stop_percent=95, **row)


@pytest.mark.django_db(transaction=True)
def test_two_who_watch_at_once_make_one_warning():
    fair = crowded()
    fair.hold(85)

    watched = together(*[lambda: capacity_warnings.watch(fair.edition.pk)] * 4)

    assert any(watched)
    assert log(fair.edition) == [("warning", 85, False)]


def test_a_day_that_is_played_again_begins_without_its_warnings(fair):
    fair.watch(96)

    rewind(Played(fair.edition, [], scenes.at(24, 9)), to=scenes.at(24, 9), rate=0)

    assert log(fair.edition) == []


def test_a_round_asks_as_often_for_many_halls_as_for_one(fair, django_assert_num_queries):
    fair.watch(10)
    for number in range(40):
        scenes.hall_gate(fair.edition, code=f"H{number}", capacity=50)

    with django_assert_num_queries(13):
        capacity_warnings.watch(fair.edition.pk)
