"""A scanner's side of the API, over real HTTP: one connection, opened again when it broke."""

import http.client
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import orjson

from expo.errors import DomainError
from visitors.scans import Scan
from visitors.simulation.scripts import document

PATIENCE = 10.0  # seconds for one answer
SCHEMES = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
CHECKINS, SNAPSHOT = "/api/v1/checkins/", "/api/v1/gate/snapshot/"
CONTACT = "/api/v1/gate/contact/"


class NotAnAddress(DomainError):
    code = "not_an_address"
    message = "This is not an address such as http://127.0.0.1:8000."


class NoAnswer(DomainError):
    """The server is away, or busy: the same again, later."""

    code = "no_answer"
    message = "The server does not answer."


class TurnedDown(DomainError):
    """The server understood and does not want it: no use in sending it again."""

    code = "turned_down"
    message = "The server turned the scanner down."


class Client:
    """Speaks for any number of scanners, each with its token, one call after another."""

    def __init__(self, url: str) -> None:
        """Raises NotAnAddress."""
        parts = urlsplit(url)
        try:
            host, port, kind = parts.hostname, parts.port, SCHEMES[parts.scheme]
        except (KeyError, ValueError) as error:
            raise NotAnAddress(url=url) from error
        if not host:
            raise NotAnAddress(url=url)
        self.connection = kind(host, port, timeout=PATIENCE)

    def upload(
        self, token: str, scans: Sequence[Scan], *, sent_at: datetime, pending: int = 0
    ) -> list[dict[str, Any]]:
        """Send scans and return one result for each. Raises NoAnswer and TurnedDown, the latter
        also for a scanner that was revoked: it asks in vain from now on."""
        body = {
            "pending": pending,
            "sent_at": sent_at.isoformat(),
            "scans": [document(scan) for scan in scans],
        }
        answer = self._ask("POST", CHECKINS, token, body)
        if answer["is_revoked"]:
            raise TurnedDown("The scanner has been revoked.")
        results: list[dict[str, Any]] = answer["results"]
        return results

    def contact(self, token: str, *, sent_at: datetime, pending: int) -> None:
        """Say that the scanner is there. Raises NoAnswer and TurnedDown."""
        self._ask("POST", CONTACT, token, {"pending": pending, "sent_at": sent_at.isoformat()})

    def snapshot(self, token: str) -> dict[str, Any]:
        """What the gate's phone must know to decide by itself. Raises NoAnswer and TurnedDown."""
        return self._ask("GET", SNAPSHOT, token)

    def close(self) -> None:
        self.connection.close()

    def _ask(
        self, method: str, path: str, token: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Device {token}", "Content-Type": "application/json"}
        try:
            self.connection.request(method, path, orjson.dumps(body) if body else None, headers)
            answer = self.connection.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            raise NoAnswer(str(error)) from error
        return _read(status, content)


def _read(status: int, content: bytes) -> dict[str, Any]:
    if status >= http.client.INTERNAL_SERVER_ERROR or status == http.client.TOO_MANY_REQUESTS:
        raise NoAnswer(status=status)
    if status >= http.client.MULTIPLE_CHOICES:
        raise TurnedDown(f"The server turned the scanner down with {status}.", status=status)
    document: dict[str, Any] = orjson.loads(content)
    return document
