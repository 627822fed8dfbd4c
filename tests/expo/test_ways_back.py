"""Every change has a way back, for the organisers of its edition, and it is a change itself."""

import pytest

from booths import assignments, participations
from booths.models import Assignment, Space
from expo import histories
from expo.models import Hall, RoleKind
from tests import factories, organisers
from tests.booths.test_assignments import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER, name="김주최")


def address(row, page):
    meta = row._meta
    return f"/admin/{meta.app_label}/{meta.model_name}/{row.pk}/{page}"


def ways(client, row):
    """The changes that have a way back: their address, and what its button says."""
    changes = client.get(address(row, "history/")).context["changes"]
    return {address(row, f"history/{one.key}/return/"): way for one, way in changes if way}


def go_back(client, row, number=0):
    way = list(ways(client, row))[number]
    return client.post(way, follow=True)


def said(answer):
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def changed_hall(edition, **fields):
    hall = factories.HallFactory(edition=edition, capacity=100, name_ko="전")
    for name, value in fields.items():
        setattr(hall, name, value)
    hall.save()
    return hall


def test_a_change_is_put_back_and_stands_in_the_history(edition, organiser):
    hall = changed_hall(edition, capacity=200)

    answer = go_back(organiser, hall)

    hall.refresh_from_db()
    latest = histories.of(hall)[0]
    assert said(answer)[0][0] == "success"
    assert hall.capacity == 100
    assert latest.by == "김주최"
    assert [(one.before, one.after) for one in latest.differences] == [("200", "100")]


def test_only_the_fields_of_that_change_go_back(edition, organiser):
    hall = changed_hall(edition, capacity=200)
    hall.name_ko = "후"
    hall.save()

    go_back(organiser, hall, number=1)

    hall.refresh_from_db()
    assert (hall.capacity, hall.name_ko) == (100, "후")


def test_what_is_as_it_was_has_no_way_back(edition, organiser):
    hall = changed_hall(edition, capacity=200)
    hall.capacity = 100
    hall.save()

    assert len(ways(organiser, hall)) == 1  # the second change, from 200; the first is undone


def test_what_no_longer_fits_is_refused_in_words(edition, organiser):
    hall = changed_hall(edition, width=80)
    factories.SpaceFactory(edition=edition, hall=hall, x=70, y=0)

    answer = go_back(organiser, hall)

    hall.refresh_from_db()
    assert said(answer)[0][0] == "error"
    assert hall.width == 80


def test_a_code_that_somebody_else_took_is_not_put_back(edition, organiser):
    hall = factories.HallFactory(edition=edition, code="4B")
    hall.code = "4C"
    hall.save()
    factories.HallFactory(edition=edition, code="4B")

    answer = go_back(organiser, hall)

    hall.refresh_from_db()
    assert said(answer)[0][0] == "error"
    assert hall.code == "4C"


def test_what_nobody_may_edit_is_not_put_back_by_the_back_door(edition, organiser):
    """The start of an outage, from which downtime is counted, is said once."""
    outage = factories.OutageFactory(edition=edition)
    outage.started_at = NOON
    outage.save()

    assert ways(organiser, outage) == {}


def test_a_space_that_was_taken_back_is_given_again(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    assignments.release(given, at=NOON)

    answer = go_back(organiser, given)

    assert said(answer)[0][0] == "success"
    assert Assignment.objects.standing().get().participation == given.participation


def test_a_space_that_somebody_else_has_by_now_is_not_given_again(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    assignments.release(given, at=NOON)
    factories.AssignmentFactory(space=given.space, participation__exhibitor__name_ko="가온행정처")

    ((level, sentence),) = said(go_back(organiser, given))

    assert level == "error"
    assert "가온행정처" in sentence


def test_an_exhibitor_that_withdrew_takes_part_again(edition, organiser):
    gone = participations.withdraw(factories.ParticipationFactory(edition=edition), at=NOON)

    go_back(organiser, gone)

    gone.refresh_from_db()
    assert gone.withdrawn_at is None


def test_a_guest_takes_part_again_only_while_its_main_does(edition, organiser):
    guest = factories.CoParticipationFactory(edition=edition)
    participations.withdraw(guest, at=NOON)
    participations.withdraw(guest.main, at=NOON)

    answer = go_back(organiser, guest)

    guest.refresh_from_db()
    assert said(answer)[0][0] == "error"
    assert guest.withdrawn_at == NOON


def test_who_takes_part_in_another_way_by_now_does_not_twice(edition):
    gone = participations.withdraw(factories.ParticipationFactory(edition=edition), at=NOON)
    participations.enter_main(gone.exhibitor)

    with pytest.raises(participations.AlreadyTakesPart):
        participations.take_part_again(gone)


def test_a_role_that_ended_is_given_again(edition, organiser):
    role = factories.RoleFactory(edition=edition, kind=RoleKind.PLANNER)
    role.ended_at = NOON
    role.save()

    go_back(organiser, role)

    assert role.account.roles.held().get().kind == RoleKind.PLANNER


def test_a_removed_row_comes_back_under_its_own_key(edition, organiser):
    space = factories.SpaceFactory(edition=edition, code="A-17")
    pk, area = space.pk, Space.objects.get().area
    organiser.post(f"/admin/booths/space/{pk}/delete/", {"post": "yes"})
    ((event, _row, author),) = organiser.get("/admin/booths/space/removed/").context["rows"]

    answer = organiser.post(f"/admin/booths/space/removed/{event.pgh_id}/return/", follow=True)

    back = Space.objects.get()
    assert author == "김주최"
    assert said(answer)[0][0] == "success"
    assert (back.pk, back.code, back.area) == (pk, "A-17", area)
    assert organiser.get("/admin/booths/space/removed/").context["rows"] == []


def test_a_removed_row_whose_place_is_taken_stays_away_with_a_sentence(edition, organiser):
    space = factories.SpaceFactory(edition=edition, x=0, y=0)
    space.delete()
    factories.SpaceFactory(edition=edition, hall=space.hall, x=1, y=1)
    ((event, _row, _author),) = organiser.get("/admin/booths/space/removed/").context["rows"]

    answer = organiser.post(f"/admin/booths/space/removed/{event.pgh_id}/return/", follow=True)

    assert said(answer)[0][0] == "error"
    assert Space.objects.count() == 1


def test_a_removed_row_whose_hall_is_gone_stays_away_with_a_sentence(edition, organiser):
    space = factories.SpaceFactory(edition=edition)
    hall = space.hall
    space.delete()
    hall.delete()
    ((event, _row, _author),) = organiser.get("/admin/booths/space/removed/").context["rows"]

    answer = organiser.post(f"/admin/booths/space/removed/{event.pgh_id}/return/", follow=True)

    assert said(answer)[0][0] == "error"
    assert not Space.objects.exists()


def test_the_list_leads_to_what_was_removed(organiser):
    assert (
        'href="/admin/booths/space/removed/"'
        in organiser.get("/admin/booths/space/").content.decode()
    )


def test_an_exhibitors_history_tells_of_its_members(edition, organiser):
    member = factories.MemberFactory(exhibitor__edition=edition)
    member.ended_at = NOON
    member.save()

    page = organiser.get(address(member.exhibitor, "history/")).content.decode()

    assert page.count(str(member.account)) >= 2


def test_a_listings_history_tells_of_exhibits_that_are_gone(edition, organiser):
    exhibit = factories.ExhibitFactory(listing__participation__edition=edition, name_ko="세금비서")
    listing = exhibit.listing
    exhibit.delete()

    assert "세금비서" in organiser.get(address(listing, "history/")).content.decode()


def test_a_listings_text_goes_back_as_a_new_version(edition, organiser):
    listing = factories.ListingFactory(participation__edition=edition, summary_ko="옛 글")
    listing.summary_ko = "새 글"
    listing.version = 2
    listing.save()

    go_back(organiser, listing)

    listing.refresh_from_db()
    assert (listing.summary_ko, listing.version) == ("옛 글", 3)


OTHERS = [kind for kind in RoleKind if kind != RoleKind.ORGANISER]


@pytest.mark.parametrize("kind", OTHERS)
def test_nobody_but_organisers_goes_back(kind, edition, organiser):
    hall = changed_hall(edition, capacity=200)
    space = factories.SpaceFactory(edition=edition)
    space.delete()
    (way,) = ways(organiser, hall)
    ((event, _row, _author),) = organiser.get("/admin/booths/space/removed/").context["rows"]
    other = organisers.arrive(edition, kind)

    answers = [
        other.post(way),
        other.get("/admin/booths/space/removed/"),
        other.post(f"/admin/booths/space/removed/{event.pgh_id}/return/"),
    ]

    hall.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert hall.capacity == 200
    assert not Space.objects.exists()


def test_an_organiser_of_another_edition_goes_nowhere(edition, organiser):
    hall = changed_hall(edition, capacity=200)
    factories.SpaceFactory(edition=edition).delete()
    (way,) = ways(organiser, hall)
    ((event, _row, _author),) = organiser.get("/admin/booths/space/removed/").context["rows"]
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)

    answers = [
        elsewhere.post(way),
        elsewhere.post(f"/admin/booths/space/removed/{event.pgh_id}/return/"),
    ]

    hall.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404]
    assert elsewhere.get("/admin/booths/space/removed/").context["rows"] == []
    assert hall.capacity == 200


def test_a_link_puts_nothing_back(edition, organiser):
    hall = changed_hall(edition, capacity=200)
    (way,) = ways(organiser, hall)

    assert organiser.get(way).status_code == 405
    assert Hall.objects.get(pk=hall.pk).capacity == 200


def test_a_change_of_another_row_is_nothing_here(edition, organiser):
    one, other = changed_hall(edition, capacity=200), changed_hall(edition, capacity=300)
    (way,) = ways(organiser, one)

    answer = organiser.post(way.replace(f"/{one.pk}/", f"/{other.pk}/"))

    assert answer.status_code == 404
