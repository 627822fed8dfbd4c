"""The floor in the admin: giving spaces away, outages, listings, and refusals as sentences."""

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from booths import assignments
from booths.models import Assignment, Exhibit, Listing, Outage, Participation
from expo.models import RoleKind
from tests import factories, organisers

pytestmark = pytest.mark.django_db

YES = {"_form_submitted": "True"}


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition, date=factories.FIRST_DAY)
    factories.ShowDayFactory(edition=edition, date=factories.LAST_DAY)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def sentences(answer):
    return answer.context["adminform"].form.non_field_errors()


def give(client, space, participation, **days):
    asked = {"space": space.pk, "participation": participation.pk, "first_day": "", "last_day": ""}
    return client.post("/admin/booths/assignment/add/", asked | days)


def test_a_space_is_given_for_all_show_days(edition, organiser):
    space = factories.SpaceFactory(edition=edition)

    give(organiser, space, factories.ParticipationFactory(edition=edition))

    assert space.assignments.get().days == DateRange(date(2023, 11, 23), date(2023, 11, 26))


def test_a_space_is_given_for_some_days(edition, organiser):
    space = factories.SpaceFactory(edition=edition)
    days = {"first_day": "2023-11-24", "last_day": "2023-11-24"}

    give(organiser, space, factories.ParticipationFactory(edition=edition), **days)

    assert space.assignments.get().days == DateRange(date(2023, 11, 24), date(2023, 11, 25))


@pytest.mark.parametrize(
    "days",
    [
        {"first_day": "2023-11-24"},
        {"first_day": "2023-11-24", "last_day": "2023-11-23"},
    ],
)
def test_half_a_range_and_a_backward_one_are_refused(days, edition, organiser):
    space = factories.SpaceFactory(edition=edition)

    answer = give(organiser, space, factories.ParticipationFactory(edition=edition), **days)

    assert len(sentences(answer)) == 1
    assert not Assignment.objects.exists()


def test_a_space_taken_twice_is_a_sentence(edition, organiser):
    taken = factories.AssignmentFactory(space__edition=edition)

    answer = give(organiser, taken.space, factories.ParticipationFactory(edition=edition))

    assert answer.status_code == 200
    (sentence,) = sentences(answer)
    assert taken.space.code in sentence
    assert str(taken.participation.exhibitor) in sentence


def test_a_space_taken_in_the_same_second_is_a_sentence_too(edition, organiser):
    """Whoever looked before the other had written is stopped by the database's own constraint."""
    taken = factories.AssignmentFactory(space__edition=edition)

    with mock.patch.object(assignments, "_give", wraps=_give_without_looking):
        answer = give(organiser, taken.space, factories.ParticipationFactory(edition=edition))

    constraint = Assignment._meta.constraints[0]
    assert [str(sentence) for sentence in sentences(answer)] == [
        str(constraint.violation_error_message)
    ]
    assert Assignment.objects.count() == 1


def _give_without_looking(space, participation, days):
    return Assignment.objects.create(space=space, participation=participation, days=days)


def test_what_was_typed_is_still_there_after_a_refusal(edition, organiser):
    taken = factories.AssignmentFactory(space__edition=edition)
    participation = factories.ParticipationFactory(edition=edition)

    answer = give(
        organiser, taken.space, participation, first_day="2023-11-23", last_day="2023-11-24"
    )

    form = answer.context["adminform"].form
    assert form["participation"].value() == str(participation.pk)
    assert form["last_day"].value() == "2023-11-24"


def test_a_code_given_twice_in_an_edition_is_a_sentence(edition, organiser):
    hall = factories.HallFactory(edition=edition, code="4B")
    fields = {"code": hall.code, "name_ko": "전시장", "x": 0, "y": 0, "width": 9, "depth": 9}

    answer = organiser.post("/admin/expo/hall/add/", {**fields, "edition": edition.pk})

    constraint = next(c for c in hall._meta.constraints if c.name.startswith("expo_a_hall_code"))
    assert str(constraint.violation_error_message) in map(str, sentences(answer))


def test_an_assignment_is_released_and_stays_known(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)

    organiser.post(f"/admin/booths/assignment/{given.pk}/release/", YES)

    given.refresh_from_db()
    assert given.released_at is not None


def test_a_released_assignment_offers_no_acts(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition, released_at=datetime.now(UTC))

    page = organiser.get(f"/admin/booths/assignment/{given.pk}/change/")

    assert page.context["actions_detail"] == []


def test_an_exhibitor_is_moved_to_a_free_space(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    free = factories.SpaceFactory(edition=edition)

    organiser.post(f"/admin/booths/assignment/{given.pk}/move/", {**YES, "space": free.pk})

    assert Assignment.objects.standing().get().space == free


def test_no_other_editions_space_is_offered_to_move_to(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    elsewhere = factories.SpaceFactory()

    answer = organiser.post(
        f"/admin/booths/assignment/{given.pk}/move/", {**YES, "space": elsewhere.pk}
    )

    assert answer.status_code == 200
    assert Assignment.objects.standing().get() == given


def test_acts_ask_before_they_are_done(edition, organiser):
    """Following a link changes nothing."""
    given = factories.AssignmentFactory(space__edition=edition)

    asked = organiser.get(f"/admin/booths/assignment/{given.pk}/release/")

    given.refresh_from_db()
    assert asked.status_code == 200
    assert given.released_at is None


def test_an_act_on_somebody_elses_row_finds_nothing(organiser):
    given = factories.AssignmentFactory()

    answer = organiser.post(f"/admin/booths/assignment/{given.pk}/release/", YES)

    given.refresh_from_db()
    assert answer.status_code == 404
    assert given.released_at is None


def test_chosen_assignments_are_released_together(edition, organiser):
    given = factories.AssignmentFactory.create_batch(3, space__edition=edition)
    chosen = {"action": "release_chosen", "_selected_action": [row.pk for row in given]}

    answer = organiser.post("/admin/booths/assignment/", chosen, follow=True)

    assert not Assignment.objects.standing().exists()
    assert "3" in str(next(iter(answer.context["messages"])))


def test_one_outage_is_opened_over_many_spaces(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(2, edition=edition)
    fields = {"state": "suspended", "cause": "venue", "text_ko": "정전", "text_en": ""}
    when = {"started_at_0": "2023-11-24", "started_at_1": "15:25", "expected_until_0": ""}

    organiser.post(
        "/admin/booths/outage/add/",
        {**fields, **when, "expected_until_1": "", "spaces": [space.pk for space in spaces]},
    )

    outage = Outage.objects.get()
    assert outage.edition == edition
    assert outage.opened_by == organiser.account
    assert outage.started_at == datetime(2023, 11, 24, 6, 25, tzinfo=UTC)
    assert {status.space for status in outage.statuses.all()} == set(spaces)


def test_times_are_typed_in_the_editions_own_time_zone(edition, organiser):
    """Half past three in an edition held in Lisbon is half past three in Lisbon."""
    edition.timezone = "Europe/Lisbon"
    edition.save()
    space = factories.SpaceFactory(edition=edition)
    fields = {"state": "suspended", "cause": "venue", "text_ko": "정전", "spaces": [space.pk]}

    organiser.post(
        "/admin/booths/outage/add/",
        {**fields, "started_at_0": "2023-11-24", "started_at_1": "15:30"},
    )

    assert Outage.objects.get().started_at == datetime(2023, 11, 24, 15, 30, tzinfo=UTC)


def test_chosen_spaces_stand_in_the_report_of_an_outage(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(2, edition=edition)
    chosen = {"action": "report_outage", "_selected_action": [space.pk for space in spaces]}

    form = organiser.post("/admin/booths/space/", chosen, follow=True)

    initial = form.context["adminform"].form.initial["spaces"]
    assert {int(pk) for pk in initial} == {space.pk for space in spaces}


def test_an_outage_is_closed_now(edition, organiser):
    status = factories.ServiceStatusFactory(outage__edition=edition)

    organiser.post(f"/admin/booths/outage/{status.outage.pk}/close/", YES)

    status.refresh_from_db()
    status.outage.refresh_from_db()
    assert status.outage.ended_at is not None
    assert status.ended_at == status.outage.ended_at


def test_a_co_exhibitor_without_main_is_a_sentence(edition, organiser):
    exhibitor = factories.ExhibitorFactory(edition=edition)
    asked = {"exhibitor": exhibitor.pk, "role": "co", "main": ""}

    answer = organiser.post("/admin/booths/participation/add/", asked)

    assert len(sentences(answer)) == 1
    assert not Participation.objects.exists()


def test_an_exhibitor_that_still_holds_a_space_does_not_withdraw(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    address = f"/admin/booths/participation/{given.participation.pk}/withdraw/"

    answer = organiser.post(address, YES, follow=True)

    given.participation.refresh_from_db()
    assert given.participation.withdrawn_at is None
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def listing_fields(listing, **fields):
    texts = {"summary_ko": "", "summary_en": "", "text_ko": "", "text_en": "", "website": ""}
    inline = {"exhibits-TOTAL_FORMS": 0, "exhibits-INITIAL_FORMS": 0}
    return {**texts, "tags": "", "made_on_version": listing.version, **inline, **fields}


def test_a_listing_changed_in_the_admin_is_a_new_version(edition, organiser):
    listing = factories.ListingFactory(participation__edition=edition)
    address = f"/admin/booths/listing/{listing.pk}/change/"

    organiser.post(address, listing_fields(listing, summary_ko="새 글"))

    listing.refresh_from_db()
    assert (listing.version, listing.summary_ko) == (2, "새 글")


def test_two_organisers_do_not_overwrite_each_other(edition, organiser):
    listing = factories.ListingFactory(participation__edition=edition)
    address = f"/admin/booths/listing/{listing.pk}/change/"
    opened_before = listing_fields(listing, summary_ko="둘째")
    organiser.post(address, listing_fields(listing, summary_ko="첫째"))

    answer = organiser.post(address, opened_before)

    listing.refresh_from_db()
    assert listing.summary_ko == "첫째"
    assert len(sentences(answer)) == 1
    assert answer.context["adminform"].form["summary_ko"].value() == "둘째"


def test_exhibits_change_places(edition, organiser):
    listing = factories.ListingFactory(participation__edition=edition)
    first = factories.ExhibitFactory(listing=listing, order=1, name_ko="가")
    second = factories.ExhibitFactory(listing=listing, order=2, name_ko="나")
    rows = {"exhibits-TOTAL_FORMS": 2, "exhibits-INITIAL_FORMS": 2}
    for place, (exhibit, order) in enumerate([(first, 2), (second, 1)]):
        prefix = f"exhibits-{place}"
        rows |= {f"{prefix}-id": exhibit.pk, f"{prefix}-listing": listing.pk}
        rows |= {f"{prefix}-order": order, f"{prefix}-name_ko": exhibit.name_ko}

    organiser.post(f"/admin/booths/listing/{listing.pk}/change/", listing_fields(listing, **rows))

    names = (
        Exhibit.objects.filter(listing=listing).order_by("order").values_list("name_ko", flat=True)
    )
    assert list(names) == ["나", "가"]


def test_the_list_of_spaces_says_who_stands_where_and_what_is_suspended(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    factories.SpaceFactory(edition=edition, code="FREE")
    factories.ServiceStatusFactory(outage__edition=edition, space=given.space)

    def listed(**filters):
        page = organiser.get("/admin/booths/space/", filters)
        return {space.code for space in page.context["cl"].result_list}

    assert listed() == {given.space.code, "FREE"}
    assert listed(given="no") == {"FREE"}
    assert listed(given="yes") == {given.space.code}
    assert listed(sector="public") == {given.space.code}
    assert listed(sector="private") == set()
    assert listed(operation="suspended") == {given.space.code}
    assert listed(hall=given.space.hall.code) == {given.space.code}
    assert listed(q="기관") == {given.space.code}


@pytest.mark.parametrize("rows", ["exhibitor", "participation", "listing", "member"])
def test_lists_show_who_stands_in_a_hall_each_once(rows, edition, organiser):
    """On two spaces of the hall, on that of a main, in another hall, and there no more."""
    hall = factories.HallFactory(edition=edition, code="4B")
    given = factories.AssignmentFactory(space__edition=edition, space__hall=hall)
    main = given.participation
    factories.AssignmentFactory(space__edition=edition, space__hall=hall, participation=main)
    guest = factories.CoParticipationFactory(edition=edition, main=main)
    away = factories.AssignmentFactory(space__edition=edition).participation
    gone = factories.AssignmentFactory(
        space__edition=edition, space__hall=hall, released_at=datetime.now(UTC)
    ).participation
    for one in (main, guest, away, gone):
        factories.ListingFactory(participation=one)
        factories.MemberFactory(exhibitor=one.exhibitor)

    listed = organiser.get(f"/admin/booths/{rows}/", {"hall": "4B"}).context["cl"].result_list

    assert len(listed) == 2


def test_a_list_shows_one_edition_at_a_time(edition, organiser):
    later = factories.EditionFactory()
    factories.RoleFactory(account=organiser.account, edition=later)
    old, new = factories.SpaceFactory(edition=edition), factories.SpaceFactory(edition=later)

    def listed(**filters):
        page = organiser.get("/admin/booths/space/", filters)
        return {space.code for space in page.context["cl"].result_list}

    assert listed() == {new.code}
    assert listed(edition=edition.slug) == {old.code}
    assert listed(edition="all") == {old.code, new.code}


def test_listings_that_lack_a_text_are_found(edition, organiser):
    texts = {"summary_ko": "가", "summary_en": "a", "text_ko": "나", "text_en": "b"}
    whole = factories.ListingFactory(participation__edition=edition, **texts)
    poor = factories.ListingFactory(participation__edition=edition, **texts | {"text_en": ""})

    def listed(texts):
        page = organiser.get("/admin/booths/listing/", {"texts": texts})
        return list(page.context["cl"].result_list)

    assert (listed("complete"), listed("incomplete")) == ([whole], [poor])
    assert list(Listing.objects.incomplete()) == [poor]


def stand(edition):
    """A space with its exhibitor, a guest, and an outage over it."""
    given = factories.AssignmentFactory(space__edition=edition)
    main = given.participation
    factories.CoParticipationFactory(edition=edition, main=main)
    factories.ServiceStatusFactory(outage__edition=edition, space=given.space)
    factories.ExhibitFactory(listing__participation=main)


@pytest.mark.parametrize(
    "rows", ["space", "assignment", "exhibitor", "participation", "outage", "listing"]
)
def test_lists_with_all_that_hangs_on_their_rows_cost_the_same(rows, edition, organiser):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            organiser.get(f"/admin/booths/{rows}/")
        return len(queries)

    stand(edition)
    cost()
    for_one = cost()
    for _number in range(20):
        stand(edition)

    assert cost() == for_one
