"""Addresses of databases on the server of this test run, for processes and lines of one's own."""

import os
from urllib.parse import urlsplit

from django.db import connection

ELSEWHERE = "postgres"
"""A database of the same server that is not ours."""


def url_of(database: str | None = None) -> str:
    """The address of that database; of the test's own without a name."""
    name = database or connection.settings_dict["NAME"]
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
