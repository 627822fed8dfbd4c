"""What a test committed is gone when the next one begins, and what migrations made is not."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from expo.models import Edition
from tests import emptying
from tests.visitors import scenes
from visitors.models import CheckIn

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_that_were_committed_are_gone(request):
    edition = scenes.edition()
    scenes.Phone.at(scenes.gate(edition)).show(scenes.ticket(edition))
    assert CheckIn.objects.exists()  # which no statement of ours may delete

    emptying.after_test(request.instance)

    assert not CheckIn.objects.exists()
    assert not Edition.objects.exists()
    assert Permission.objects.exists()


def test_triggers_work_again_afterwards(request):
    emptying.after_test(request.instance)

    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
