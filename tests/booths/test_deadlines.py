from datetime import UTC, datetime, timedelta

import pytest

from booths import deadlines
from booths.deadlines import DueState
from booths.models import Deadline, DeadlineKind, StaffPass
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    DeadlineFactory,
    EditionFactory,
    ListingChangeFactory,
    ListingFactory,
    ParticipationFactory,
    ServiceOrderFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2023, 11, 3, 9, tzinfo=UTC)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(seconds=1)
TEXTS = {"summary_ko": "짧게", "summary_en": "Short", "text_ko": "길게", "text_en": "Long"}


@pytest.fixture
def edition():
    edition = EditionFactory()
    for number, kind in enumerate(DeadlineKind):
        DeadlineFactory(edition=edition, kind=kind, due_at=DUE + timedelta(days=number))
    return edition


@pytest.fixture
def main(edition):
    """With a shell scheme."""
    return AssignmentFactory(space__edition=edition).participation


def states(participation, at=BEFORE):
    return {due.kind.value: due.state for due in deadlines.due_list(participation, at)}


def test_a_main_with_a_shell_scheme_is_asked_for_everything_the_soonest_first(main):
    dues = deadlines.due_list(main, BEFORE)

    assert [due.kind for due in dues] == list(DeadlineKind)
    assert {due.state for due in dues} == {DueState.OPEN}


def test_raw_space_has_no_sign(main):
    main.assignments.get().space.__class__.objects.update(kind="raw")

    assert "fascia_sign" not in states(main)
    assert "power" in states(main)


def test_a_co_exhibitor_is_asked_for_texts_logo_and_passes_a_represented_company_for_no_passes(
    edition, main
):
    co = CoParticipationFactory(edition=edition, main=main)
    represented = CoParticipationFactory(edition=edition, main=main, role="represented")

    assert set(states(co)) == {"texts", "logo", "passes"}
    assert set(states(represented)) == {"texts", "logo"}


def test_what_has_no_deadline_is_not_due(main):
    Deadline.objects.exclude(kind="power").delete()

    assert states(main) == {"power": DueState.OPEN}


def test_after_its_time_it_is_overdue(main):
    assert states(main, AFTER)["texts"] == DueState.OVERDUE
    assert states(main, AFTER)["logo"] == DueState.OPEN


def test_a_complete_listing_has_its_texts(main):
    listing = ListingFactory(participation=main, **TEXTS)
    assert states(main, AFTER)["texts"] == DueState.DONE

    listing.text_en = ""
    listing.save()
    assert states(main, AFTER)["texts"] == DueState.OVERDUE


def test_texts_that_are_lacking_and_proposed_wait(main):
    listing = ListingFactory(participation=main, **TEXTS | {"text_ko": "", "text_en": ""})
    ListingChangeFactory(listing=listing, field="text_ko")
    assert states(main)["texts"] == DueState.OPEN

    ListingChangeFactory(listing=listing, field="text_en")
    assert states(main)["texts"] == DueState.WAITING


def test_what_was_sent_back_is_said_until_it_is_proposed_again(main):
    listing = ListingFactory(participation=main, **TEXTS)
    ListingChangeFactory(
        listing=listing,
        field="logo",
        state="refused",
        reason="흐릿함",
        proposed_at=BEFORE,
        decided_at=BEFORE,
    )
    assert states(main, AFTER)["logo"] == DueState.SENT_BACK

    ListingChangeFactory(listing=listing, field="logo", proposed_at=BEFORE + timedelta(hours=2))
    assert states(main, AFTER)["logo"] == DueState.WAITING


def test_a_pass_or_an_order_is_told_by_its_row(main):
    ServiceOrderFactory(participation=main, kind="network")
    handed_back = StaffPass.objects.create(
        participation=main, ticket=1, issued_at=BEFORE, ended_at=BEFORE
    )
    assert states(main)["network"] == DueState.DONE
    assert states(main)["passes"] == DueState.OPEN

    StaffPass.objects.create(participation=main, ticket=2, issued_at=BEFORE)
    assert handed_back.ended_at
    assert states(main)["passes"] == DueState.DONE


def test_missing_are_those_whose_turn_it_is(edition, main):
    done = AssignmentFactory(space__edition=edition).participation
    ListingFactory(participation=done, **TEXTS)
    proposed = ListingFactory(participation=main, **TEXTS | {"text_en": ""})
    guest = CoParticipationFactory(edition=edition, main=main)
    ListingChangeFactory(listing=proposed, field="text_en")

    assert set(deadlines.missing(edition, "texts")) == {guest}
    assert set(deadlines.missing(edition, "power")) == {main, done}
    assert set(deadlines.asked(edition, "passes")) == {main, done, guest}


def test_whoever_has_withdrawn_is_missed_no_more(edition):
    ParticipationFactory(edition=edition, withdrawn_at=BEFORE)

    assert not deadlines.missing(edition, "power").exists()


def test_each_deadline_knows_how_many_are_missing_of_how_many(
    edition, main, django_assert_num_queries
):
    ServiceOrderFactory(participation=main, kind="power")
    ParticipationFactory.create_batch(2, edition=edition)
    ParticipationFactory()  # elsewhere

    with django_assert_num_queries(1):
        told = {row.kind: row for row in deadlines.with_missing(Deadline.objects.of(edition))}

    numbers = {kind: (row.missing, row.asked) for kind, row in told.items()}
    assert numbers["power"] == (2, 3)
    assert numbers["fascia_sign"] == (1, 1)
    assert numbers["logo"] == (3, 3)
    for kind in DeadlineKind:
        assert numbers[kind][0] == deadlines.missing(edition, kind).count()


def test_the_list_costs_the_same_for_everybody(main, django_assert_num_queries):
    ListingFactory(participation=main)

    with django_assert_num_queries(3):
        deadlines.due_list(main, BEFORE)
