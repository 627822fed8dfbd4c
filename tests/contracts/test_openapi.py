"""The API's schema is a contract: a change of it is a diff that somebody reads."""

from pathlib import Path

from django.core.management import call_command

SNAPSHOT = Path(__file__).with_name("openapi.yaml")


def test_the_schema_is_the_one_that_was_reviewed(tmp_path):
    now = tmp_path / "openapi.yaml"
    call_command("spectacular", "--fail-on-warn", file=now)

    assert now.read_text() == SNAPSHOT.read_text(), "run `make schema` and read the difference"
