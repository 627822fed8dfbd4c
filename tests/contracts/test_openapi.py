"""The API's schema is a contract: a change of it is a diff that somebody reads."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command

SNAPSHOT = Path(__file__).with_name("openapi.yaml")


def test_the_schema_is_the_one_that_was_reviewed():
    words, now = StringIO(), StringIO()
    call_command("spectacular", stdout=now, stderr=words)

    assert words.getvalue() == "", "drf-spectacular could not tell what an endpoint answers"
    assert now.getvalue() == SNAPSHOT.read_text(), "run `make schema` and read the difference"
