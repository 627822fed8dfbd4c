"""Addresses for servers of a test's own, which may be killed and come back to the same one."""

import socket
from itertools import count

from django.conf import settings

HOST = "127.0.0.1"
NOBODY = 1
"""A port at which nobody listens."""
OURS = count(20_000 + 1000 * settings.WORKER)


def free_port() -> int:
    """None of those that the system gives to whoever asks for any, nor of another worker's tests:
    it stays free until it is used, and while its server is dead."""
    return next(filter(_is_free, OURS))


def _is_free(port: int) -> bool:
    with socket.socket() as line:
        try:
            line.bind((HOST, port))
        except OSError:
            return False
        return True
