import pytest
from django.core.management import call_command

from booths.models import Exhibitor
from expo.models import Edition, Look
from expo.project.demo import accounts, traces
from visitors import leads

pytestmark = pytest.mark.django_db


def test_the_demo_has_leads_and_looks_once():
    call_command("seed", verbosity=0)
    edition = Edition.objects.get()
    accounts.create(edition)

    traces.create(edition)
    traces.create(edition)

    exhibitor = Exhibitor.objects.get(edition=edition, code=accounts.BOOTH)
    assert leads.known_to(edition, exhibitor.pk).count() == len(traces.VISITORS)
    assert Look.objects.of(edition).count() == 6
    assert not Look.objects.filter(act="export", reason="").exists()
