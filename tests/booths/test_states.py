"""Which booths do not run, as open pages ask it every few seconds."""

from datetime import UTC, datetime

import pytest

from booths import outages, states
from expo import editions
from tests.factories import EditionFactory, OutageFactory, ServiceStatusFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=24):
    """A moment of November 2023 in Korea."""
    return datetime(2023, 11, day, hour - 9, minute, tzinfo=UTC)


@pytest.fixture
def edition():
    return editions.set_clock(EditionFactory(), to=at(16, 25), rate=0)


def stop(space, **told):
    outage = OutageFactory(edition=space.edition, **{"started_at": at(15, 25), **told})
    ServiceStatusFactory(outage=outage, space=space)
    return outage


def ask(client, address="/states/", **headers):
    return client.get(address, headers=headers)


def test_a_booth_that_operates_is_not_named(client, edition):
    SpaceFactory(edition=edition)

    told = ask(client).json()

    assert told["spaces"] == {}
    assert told["counted"] == {"suspended": 0, "degraded": 0}
    assert told["at"] == "2023-11-24T16:25:00+09:00"


def test_a_suspended_booth_is_told_with_its_word_its_cause_and_its_time(client, edition):
    stop(SpaceFactory(edition=edition, code="A-17"), start_is_estimated=True)

    assert ask(client).json()["spaces"] == {
        "A-17": {
            "state": "suspended",
            "word": "중단",
            "cause": "행정 전산망",
            "since": "2023-11-24T15:25:00+09:00",
            "is_estimated": True,
            "until": None,
            "when": "11월 24일(금) 15:25경부터 · 재개 시각 미정",
            "text": "서비스를 중단했습니다.",
        }
    }


def test_the_words_are_those_of_the_address(client, edition):
    stop(SpaceFactory(edition=edition, code="A-17"), expected_until=at(17))

    told = ask(client, "/en/states/").json()["spaces"]["A-17"]

    assert (told["word"], told["text"]) == ("Suspended", "Suspended.")
    assert told["when"] == "Since Fri, 24 November, 15:25 · expected back Fri, 24 November, 17:00"


@pytest.mark.parametrize(("started_at", "ended_at"), [(at(17), None), (at(14), at(15))])
def test_what_has_not_begun_or_is_over_is_not_told(client, edition, started_at, ended_at):
    outage = OutageFactory(edition=edition, started_at=started_at, ended_at=ended_at)
    ServiceStatusFactory(
        outage=outage, space__edition=edition, started_at=started_at, ended_at=ended_at
    )

    assert ask(client).json()["spaces"] == {}


def test_of_several_outages_over_a_booth_the_worst_is_told_then_the_longest(edition):
    space = SpaceFactory(edition=edition)
    stop(space, state="degraded", started_at=at(10))
    worst = stop(space, started_at=at(12))
    stop(space, started_at=at(13))
    stop(space, state="degraded", started_at=at(14))

    assert states.troubles(edition, at(16)) == {space.code: worst}


def test_nothing_is_sent_again_until_an_outage_starts_changes_or_ends(client, edition):
    empty = ask(client)["ETag"]
    outage = stop(SpaceFactory(edition=edition))
    stopped = ask(client, **{"if-none-match": empty})
    assert stopped.status_code == 200
    outage.expected_until = at(17)
    outage.save()
    amended = ask(client, **{"if-none-match": stopped["ETag"]})
    assert amended.status_code == 200

    outages.end(outage, at=at(16, 25))

    assert ask(client, **{"if-none-match": amended["ETag"]})["ETag"] == empty


def test_the_fairs_clock_alone_is_no_news(client, edition):
    stop(SpaceFactory(edition=edition))
    tag = ask(client)["ETag"]
    editions.set_clock(edition, to=at(16, 40), rate=1)

    assert ask(client, **{"if-none-match": tag}).status_code == 304


def test_booths_of_another_edition_and_of_none_are_not_told(client):
    assert ask(client).json()["spaces"] == {}
    hidden = EditionFactory(is_published=False)
    stop(SpaceFactory(edition=hidden))
    EditionFactory(number=hidden.number + 1)

    assert ask(client).json()["spaces"] == {}


@pytest.mark.parametrize("size", [1, 40])
def test_any_number_of_suspended_booths_costs_two_queries(
    client, edition, size, django_assert_num_queries
):
    outage = OutageFactory(edition=edition, started_at=at(15))
    for space in SpaceFactory.create_batch(size, edition=edition):
        ServiceStatusFactory(outage=outage, space=space)

    with django_assert_num_queries(2):
        assert len(ask(client).json()["spaces"]) == size
