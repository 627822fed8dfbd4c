"""The access log: each look is one entry, and no entry is ever changed."""

import pytest
from django.db import Error, IntegrityError, transaction
from django.test import RequestFactory

from expo import looks
from expo.models import Look, LookAct, SubjectKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return factories.EditionFactory()


@pytest.fixture
def request_of_an_account(rf: RequestFactory):
    request = rf.get("/", REMOTE_ADDR="192.0.2.7")
    request.user = factories.AccountFactory()
    return request


def saw(asker, edition, subjects, act=LookAct.VIEW, place="desk.card"):
    return looks.saw(asker, act, place, SubjectKind.PERSON, subjects, edition=edition)


def test_many_people_at_once_are_one_entry_by_one_statement(
    request_of_an_account, edition, django_assert_num_queries
):
    with django_assert_num_queries(1):
        saw(request_of_an_account, edition, [9, 7, 9, *range(100, 160)])

    entry = Look.objects.get()
    assert entry.subjects == [7, 9, *range(100, 160)]
    assert entry.size == 62
    assert entry.account == request_of_an_account.user
    assert entry.address == "192.0.2.7"


def test_a_search_that_finds_nobody_is_an_entry_of_size_nothing(request_of_an_account, edition):
    saw(request_of_an_account, edition, [], LookAct.SEARCH, "desk.search")

    assert Look.objects.get().size == 0


def test_a_scanner_is_named_as_a_device(edition):
    saw(looks.Caller(account=None, address="192.0.2.8", device=5), edition, [1])

    assert (Look.objects.get().device, Look.objects.get().account) == (5, None)


def test_an_entry_without_anybody_is_refused(edition):
    with pytest.raises(IntegrityError, match="a_look_is_somebodys"):
        saw(looks.Caller(account=None, address="192.0.2.8"), edition, [1])


def test_an_export_without_a_reason_is_refused(request_of_an_account, edition):
    with pytest.raises(IntegrityError, match="has_a_reason"):
        saw(request_of_an_account, edition, [1], LookAct.EXPORT)


def test_a_place_without_words_is_refused(request_of_an_account, edition):
    with pytest.raises(ValueError, match="nowhere"):
        saw(request_of_an_account, edition, [1], place="nowhere")


def test_an_entry_goes_with_the_transaction_it_belongs_to(request_of_an_account, edition):
    with transaction.atomic():
        saw(request_of_an_account, edition, [1])
        transaction.set_rollback(True)

    assert not Look.objects.exists()


def test_an_entry_is_never_changed_and_not_removed_within_its_year(request_of_an_account, edition):
    saw(request_of_an_account, edition, [1])

    with pytest.raises(Error), transaction.atomic():
        Look.objects.update(size=0)
    with pytest.raises(IntegrityError, match="kept for a year"), transaction.atomic():
        Look.objects.all().delete()
