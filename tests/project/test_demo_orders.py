import pytest
from django.core.management import call_command

from booths.models import DeadlineKind, ServiceOrder
from booths.order_forms import FORMS
from expo.models import Edition
from expo.project.demo import orders

pytestmark = pytest.mark.django_db


def test_most_have_ordered_everything_but_what_is_due_last_and_again_changes_nothing():
    call_command("seed", verbosity=0)
    edition = Edition.objects.get()

    orders.create(edition)
    made = ServiceOrder.objects.count()
    orders.create(edition)

    told = set(ServiceOrder.objects.values_list("kind", flat=True))
    assert ServiceOrder.objects.count() == made > 200
    assert told == set(FORMS) - {DeadlineKind.MOVE_OUT}


def test_every_invented_order_is_one_that_its_form_would_take():
    call_command("seed", verbosity=0)
    edition = Edition.objects.get()
    orders.create(edition)

    for order in ServiceOrder.objects.all():
        form = FORMS[DeadlineKind(order.kind)](edition, order.details)
        assert form.is_valid(), (order.kind, order.details, form.errors)
        assert form.details() == order.details
