import pytest

from booths.models import Outage
from expo.project.demo import preparation

pytestmark = pytest.mark.django_db


def test_what_an_organiser_changed_outlives_a_restart_of_the_demo():
    preparation.seed()
    Outage.objects.update(ended_at="2023-11-24T17:00:00+09:00")

    preparation.seed()

    assert Outage.objects.get().ended_at is not None
