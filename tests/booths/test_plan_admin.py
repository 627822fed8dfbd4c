"""The floor plan in the admin, through HTTP: acts in words, each with a way back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from booths.models import Assignment
from expo.models import RoleKind
from tests import factories, organisers

NOON = datetime(2023, 11, 20, 3, tzinfo=UTC)
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def edition(db):
    edition = factories.EditionFactory()
    for day in (factories.FIRST_DAY, factories.LAST_DAY):
        factories.ShowDayFactory(edition=edition, date=day)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def text(answer):
    return answer.content.decode()


def give(client, space, participation, **fields):
    asked = {"participation": participation.pk} | fields
    return client.post(f"/admin/plan/spaces/{space.code}/assignment/", asked, headers=SCRIPT)


def standing():
    rows = Assignment.objects.standing().select_related("space", "participation")
    return {row.space.code: row.participation_id for row in rows}


def test_the_plan_leads_to_every_space(edition, organiser):
    space = factories.SpaceFactory(edition=edition)

    page = organiser.get("/admin/plan/")

    assert page.status_code == 200
    assert f'href="/admin/plan/spaces/{space.code}/?edition={edition.slug}"' in text(page)


def test_a_space_is_a_page_of_its_own_without_a_script_and_a_panel_with_one(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    address = f"/admin/plan/spaces/{given.space.code}/"

    page, panel = organiser.get(address), organiser.get(address, headers=SCRIPT)

    assert "plan-drawing" in text(page)
    assert "plan-drawing" not in text(panel)
    for answer in (page, panel):
        assert str(given.participation.exhibitor) in text(answer)


def test_an_exhibitor_is_given_a_space_and_that_is_put_back(edition, organiser):
    space = factories.SpaceFactory(edition=edition)
    main = factories.ParticipationFactory(edition=edition)

    answer = give(organiser, space, main)
    given = standing()
    organiser.post("/admin/plan/last-act/", {"space": space.code}, headers=SCRIPT)

    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "floor-changed"
    assert given == {space.code: main.pk}
    assert standing() == {}


def test_putting_back_twice_does_it_again(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    organiser.post(f"/admin/plan/assignments/{given.pk}/release/")
    seen = [standing()]

    for _time in range(2):
        organiser.post("/admin/plan/last-act/")
        seen.append(standing())

    assert seen == [{}, {given.space.code: given.participation_id}, {}]


def test_without_a_script_an_act_leads_back_to_the_space(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)
    target = factories.SpaceFactory(edition=edition)

    answer = organiser.post(
        f"/admin/plan/assignments/{given.pk}/move/", {"target": target.code}, follow=True
    )

    assert answer.redirect_chain[0][0].startswith(f"/admin/plan/spaces/{target.code}/")
    assert standing() == {target.code: given.participation_id}
    assert given.space.code in text(answer)


def test_two_exhibitors_change_places_in_one_act(edition, organiser):
    one, other = factories.AssignmentFactory.create_batch(2, space__edition=edition)

    organiser.post(f"/admin/plan/assignments/{one.pk}/swap/", {"other": other.pk})

    assert standing() == {
        one.space.code: other.participation_id,
        other.space.code: one.participation_id,
    }


def test_who_stood_here_is_given_the_space_again(edition, organiser):
    past = factories.AssignmentFactory(space__edition=edition, released_at=NOON)

    organiser.post(f"/admin/plan/assignments/{past.pk}/return/")

    assert standing() == {past.space.code: past.participation_id}


def test_a_booth_runs_again_and_others_of_the_outage_stay(edition, organiser):
    status = factories.ServiceStatusFactory(outage__edition=edition)
    other = factories.ServiceStatusFactory(outage=status.outage)

    answer = organiser.post(f"/admin/plan/spaces/{status.space.code}/reopening/", headers=SCRIPT)
    again = organiser.post(f"/admin/plan/spaces/{status.space.code}/reopening/", headers=SCRIPT)

    status.refresh_from_db()
    other.refresh_from_db()
    assert (answer.status_code, again.status_code) == (200, 409)
    assert status.ended_at is not None
    assert other.ended_at is None


def refused_pairs(edition):
    """A space and whom it cannot be given, by reason."""
    taken = factories.AssignmentFactory(space__edition=edition)
    main = factories.ParticipationFactory(edition=edition)
    free = factories.SpaceFactory(edition=edition)
    host = {"edition": edition, "main": main}
    return {
        "taken": (taken.space, main),
        "guest": (free, factories.CoParticipationFactory(**host)),
        "represented": (free, factories.CoParticipationFactory(**host, role="represented")),
        "withdrawn": (free, factories.ParticipationFactory(edition=edition, withdrawn_at=NOON)),
        "stranger": (free, factories.ParticipationFactory()),
    }


@pytest.mark.parametrize("reason", ["taken", "guest", "represented", "withdrawn", "stranger"])
@pytest.mark.parametrize("headers", [SCRIPT, {}], ids=["script", "page"])
def test_what_cannot_be_is_a_sentence_beside_the_space(reason, headers, edition, organiser):
    space, whom = refused_pairs(edition)[reason]
    before = standing()

    answer = organiser.post(
        f"/admin/plan/spaces/{space.code}/assignment/", {"participation": whom.pk}, headers=headers
    )

    assert answer.status_code in {409, 422}
    assert 'role="alert"' in text(answer)
    assert len(answer.context["refusals"]) == 1
    assert standing() == before


def test_a_taken_space_says_who_has_it_now(edition, organiser):
    held = factories.AssignmentFactory(
        space__edition=edition, participation__exhibitor__name_ko="가온행정처"
    )

    answer = give(organiser, held.space, factories.ParticipationFactory(edition=edition))

    assert (answer.status_code, answer["HX-Trigger"]) == (409, "floor-changed")
    assert "가온행정처" in answer.context["refusals"][0]


@pytest.mark.parametrize(
    "fields",
    [
        {"first_day": "2023-11-24"},
        {"first_day": "2023-11-25", "last_day": "2023-11-23"},
        {"first_day": "yesterday", "last_day": "2023-11-25"},
        {"participation": "x"},
        {"participation": ""},
        {"participation": "99999999999999999999999"},
    ],
)
def test_nonsense_is_a_sentence(fields, edition, organiser):
    space = factories.SpaceFactory(edition=edition)
    main = factories.ParticipationFactory(edition=edition)

    answer = organiser.post(
        f"/admin/plan/spaces/{space.code}/assignment/", {"participation": main.pk} | fields
    )

    assert answer.status_code == 422
    assert answer.context["refusals"]
    assert standing() == {}


def test_overlapping_days_are_refused_and_the_rest_of_the_days_given(edition, organiser):
    first_only = factories.DateRange(factories.FIRST_DAY, factories.date(2023, 11, 24))
    held = factories.AssignmentFactory(space__edition=edition, days=first_only)
    main = factories.ParticipationFactory(edition=edition)
    overlapping = {"first_day": "2023-11-23", "last_day": "2023-11-25"}
    rest = {"first_day": "2023-11-24", "last_day": "2023-11-25"}

    assert give(organiser, held.space, main, **overlapping).status_code == 409
    assert give(organiser, held.space, main, **rest).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"), [("ㅎㅂ", True), ("한비", True), ("hanb", True), ("가온", False)]
)
def test_exhibitors_are_found_as_korean_is_typed(asked, found, edition, organiser):
    factories.ParticipationFactory(
        edition=edition, exhibitor__name_ko="한빛신원청", exhibitor__name_en="Hanbit"
    )
    space = factories.SpaceFactory(edition=edition)

    panel = organiser.get(f"/admin/plan/spaces/{space.code}/", {"q": asked}, headers=SCRIPT)

    assert ("한빛신원청" in text(panel)) is found


def test_those_without_a_space_come_first(edition, organiser):
    placed = factories.AssignmentFactory(
        space__edition=edition, participation__exhibitor__name_ko="가"
    )
    bare = factories.ParticipationFactory(edition=edition, exhibitor__name_ko="하")
    space = factories.SpaceFactory(edition=edition)

    panel = organiser.get(f"/admin/plan/spaces/{space.code}/", headers=SCRIPT).context["panel"]

    offered = [candidate.participation for candidate in panel.candidates]
    assert offered == [bare, placed.participation]


def test_filters_dim_the_others(edition, organiser):
    public = factories.AssignmentFactory(space__edition=edition).space
    private = factories.AssignmentFactory(
        space__edition=edition, participation__exhibitor__sector="private"
    ).space
    free = factories.SpaceFactory(edition=edition, kind="raw")
    factories.ServiceStatusFactory(outage__edition=edition, space=private)

    def shown(**query):
        page = organiser.get("/admin/plan/", query)
        codes = {tile.code for tile in page.context["tiles"]}
        assert page.context["dimmed"] == {public.code, private.code, free.code} - codes
        assert text(page).count(" is-dimmed") == 3 - len(codes)
        return codes

    assert shown() == {public.code, private.code, free.code}
    assert shown(sector="private") == {private.code}
    assert shown(state="free") == {free.code}
    assert shown(state="suspended") == {private.code}
    assert shown(kind="raw") == {free.code}
    assert shown(hall=public.hall.code) == {public.code}
    assert shown(hall="nowhere", state="nonsense") == set()


def bulk(client, act, spaces, **fields):
    return client.post(
        "/admin/plan/chosen/", {"act": act, "space": [space.code for space in spaces], **fields}
    )


def test_several_spaces_are_given_to_one_exhibitor_and_taken_back(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(3, edition=edition)
    main = factories.ParticipationFactory(edition=edition)

    bulk(organiser, "assign", spaces, participation=main.pk)
    given = standing()
    bulk(organiser, "release", spaces)
    taken = standing()
    organiser.post("/admin/plan/last-act/")

    assert given == {space.code: main.pk for space in spaces}
    assert taken == {}
    assert standing() == given


def test_several_spaces_of_which_one_is_taken_are_not_given_at_all(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(2, edition=edition)
    held = factories.AssignmentFactory(space__edition=edition)
    main = factories.ParticipationFactory(edition=edition)

    answer = bulk(organiser, "assign", [*spaces, held.space], participation=main.pk)

    assert answer.status_code == 409
    assert len(answer.context["refusals"]) == 1
    assert held.space.code in answer.context["refusals"][0]
    assert answer.context["chosen"] == {space.code for space in [*spaces, held.space]}
    assert list(standing()) == [held.space.code]


def test_nothing_chosen_and_nothing_to_do_are_sentences(edition, organiser):
    space = factories.SpaceFactory(edition=edition)

    answers = [
        bulk(organiser, "release", []),
        bulk(organiser, "release", [space]),
        bulk(organiser, "nonsense", [space]),
        bulk(organiser, "assign", [space]),
        organiser.post("/admin/plan/last-act/"),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 409]
    assert all(answer.context["refusals"] for answer in answers)


def test_one_outage_is_reported_over_the_chosen_spaces(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(2, edition=edition)

    answer = bulk(organiser, "outage", spaces)
    form = organiser.get(answer["Location"]).context["adminform"].form

    assert {int(key) for key in form.initial["spaces"]} == {space.pk for space in spaces}


def test_a_mail_is_written_to_whoever_stands_on_the_chosen_spaces(edition, organiser):
    given = factories.AssignmentFactory.create_batch(2, space__edition=edition)
    free = factories.SpaceFactory(edition=edition)

    answer = bulk(organiser, "mail", [free, *(row.space for row in given)])
    nobody = bulk(organiser, "mail", [free])

    keys = sorted(row.participation_id for row in given)
    assert answer["Location"].endswith(f"to={keys[0]}%2C{keys[1]}")
    assert organiser.get(answer["Location"]).status_code == 200
    assert nobody.status_code == 422


def fill(client, codes):
    return client.post(
        "/admin/plan/table/", {f"space-{main.pk}": code for main, code in codes.items()}
    )


def test_everybody_without_a_space_is_placed_in_one_form(edition, organiser):
    spaces = factories.SpaceFactory.create_batch(2, edition=edition)
    mains = factories.ParticipationFactory.create_batch(3, edition=edition)

    answer = fill(
        organiser, {mains[0]: spaces[0].code.lower(), mains[1]: spaces[1].code, mains[2]: ""}
    )

    assert answer.status_code == 302
    assert standing() == {spaces[0].code: mains[0].pk, spaces[1].code: mains[1].pk}


def test_the_table_says_for_each_row_why_not_and_keeps_what_was_typed(edition, organiser):
    held = factories.AssignmentFactory(space__edition=edition)
    free = factories.SpaceFactory(edition=edition)
    mains = factories.ParticipationFactory.create_batch(3, edition=edition)

    typed = {mains[0]: free.code, mains[1]: held.space.code, mains[2]: free.code}
    answer = fill(organiser, typed)

    assert answer.status_code == 409
    rows = {row.participation: row for row in answer.context["rows"]}
    assert {main: rows[main].typed for main in mains} == typed
    assert [bool(rows[main].refusal) for main in mains] == [False, True, True]
    assert list(standing()) == [held.space.code]


def test_a_code_that_no_space_has_is_a_sentence_in_its_row(edition, organiser):
    main = factories.ParticipationFactory(edition=edition)
    factories.SpaceFactory(code="ELSEWHERE")

    answer = fill(organiser, {main: "ELSEWHERE"})

    assert answer.status_code == 409
    assert "ELSEWHERE" in answer.context["rows"][0].refusal


def test_who_got_a_space_meanwhile_is_not_lost_from_the_table(edition, organiser):
    held = factories.AssignmentFactory(space__edition=edition)
    free = factories.SpaceFactory(edition=edition)

    fill(organiser, {held.participation: free.code})

    assert set(standing()) == {held.space.code, free.code}


def addresses(given):
    space = given.space.code
    return [
        ("get", "/admin/plan/"),
        ("get", f"/admin/plan/spaces/{space}/"),
        ("post", f"/admin/plan/spaces/{space}/assignment/"),
        ("post", f"/admin/plan/spaces/{space}/reopening/"),
        ("post", f"/admin/plan/assignments/{given.pk}/move/"),
        ("post", f"/admin/plan/assignments/{given.pk}/swap/"),
        ("post", f"/admin/plan/assignments/{given.pk}/release/"),
        ("post", f"/admin/plan/assignments/{given.pk}/return/"),
        ("post", "/admin/plan/last-act/"),
        ("post", "/admin/plan/chosen/"),
        ("get", "/admin/plan/table/"),
        ("post", "/admin/plan/table/"),
    ]


@pytest.mark.parametrize("kind", [None, *(kind for kind in RoleKind if kind != RoleKind.ORGANISER)])
def test_only_organisers_get_to_the_floor(kind, edition):
    given = factories.AssignmentFactory(space__edition=edition)
    client = organisers.arrive(edition, *([kind] if kind else []))

    answers = [getattr(client, method)(address) for method, address in addresses(given)]

    assert {answer.status_code for answer in answers} == {404}
    assert standing() == {given.space.code: given.participation_id}


def test_an_organiser_of_another_edition_finds_nothing_of_this_one(edition):
    given = factories.AssignmentFactory(space__edition=edition)
    elsewhere = organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER)
    ours = addresses(given)[1:8]

    answers = [getattr(elsewhere, method)(address) for method, address in ours]
    named = elsewhere.get("/admin/plan/", {"edition": edition.slug})

    assert {answer.status_code for answer in [*answers, named]} == {404}
    assert standing() == {given.space.code: given.participation_id}


def test_whoever_is_not_logged_in_is_asked_to(edition):
    given = factories.AssignmentFactory(space__edition=edition)

    for method, address in addresses(given):
        assert getattr(Client(), method)(address).status_code == 302


def test_following_a_link_changes_nothing(edition, organiser):
    given = factories.AssignmentFactory(space__edition=edition)

    answers = [
        organiser.get(address)
        for method, address in addresses(given)
        if method == "post" and "table" not in address
    ]

    assert {answer.status_code for answer in answers} == {405}
    assert standing() == {given.space.code: given.participation_id}


def test_the_plan_costs_the_same_for_one_space_and_for_fifty(edition, organiser):
    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            organiser.get(address)
        return len(queries)

    first = factories.AssignmentFactory(space__edition=edition)
    factories.ParticipationFactory(edition=edition)
    panel = f"/admin/plan/spaces/{first.space.code}/"
    for_one = [cost("/admin/plan/"), cost(panel), cost("/admin/plan/table/")]
    factories.AssignmentFactory.create_batch(20, space__edition=edition)
    factories.ParticipationFactory.create_batch(20, edition=edition)
    factories.SpaceFactory.create_batch(20, edition=edition)

    assert [cost("/admin/plan/"), cost(panel), cost("/admin/plan/table/")] == for_one


@pytest.mark.django_db(transaction=True)
def test_eight_organisers_in_the_same_second_get_one_space_and_seven_sentences():
    edition = factories.ShowDayFactory().edition
    space = factories.SpaceFactory(edition=edition)
    mains = factories.ParticipationFactory.create_batch(8, edition=edition)
    clients = [organisers.arrive(edition, RoleKind.ORGANISER) for _main in mains]
    start = Barrier(8)

    def ask(client, main):
        try:
            start.wait(timeout=60)
            return give(client, space, main)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, clients, mains))

    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 7]
    holder = Assignment.objects.standing().get().participation.exhibitor
    for answer in answers:
        assert str(holder) in text(answer)


@pytest.mark.parametrize(
    ("room", "status"), [("chosen/", 422), ("last-act/", 409)], ids=["chosen", "last-act"]
)
def test_a_code_that_nobody_can_write_is_none(organiser, room, status):
    answer = organiser.post(f"/admin/plan/{room}", {"space": "\0", "act": "assign"})

    assert answer.status_code == status
