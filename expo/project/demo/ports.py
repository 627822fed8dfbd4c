"""The address the demo's pages are at."""

import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from expo.project.embedded import CannotStart

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104  # compared with, not bound to
START_SECONDS = 60.0
LOOK_SECONDS = 0.1
PORTS = range(1, 65536)


def check_free(host: str, port: int) -> None:
    """Raises `CannotStart` when nothing can listen there."""
    try:
        _bind(host, port)
    except (OSError, ValueError) as error:
        raise CannotStart(
            f"Port {port} of {host} cannot be used ({_reason(error)}): "
            f"name another one, as in `make demo PORT={_another(port)}`."
        ) from error


def _bind(host: str, port: int) -> None:
    if port not in PORTS:
        raise ValueError("a port is a number from 1 to 65535")
    family, kind, protocol, _, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def site(host: str, port: int) -> str:
    """The address to type into a browser of this machine."""
    return f"http://{'localhost' if host in EVERYWHERE else host}:{port}"


def wait_until_healthy(address: str, meanwhile: Callable[[], None]) -> None:
    """Wait for the web server's own word. Raises `CannotStart` when it does not come."""
    deadline = time.monotonic() + START_SECONDS
    while not _is_healthy(address):
        meanwhile()
        if time.monotonic() > deadline:
            raise CannotStart(f"No page came from {address} within {START_SECONDS:.0f} s.")
        time.sleep(LOOK_SECONDS)


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310  # ours
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _another(port: int) -> int:
    return port + 1 if port + 1 in PORTS else 8001
