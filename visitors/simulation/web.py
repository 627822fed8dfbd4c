"""A web server of our own for a while, on a free port of this machine, over this very database."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.wsgi import get_wsgi_application
from django.db import connections

LOOPBACK = "127.0.0.1"


class Quiet(WSGIRequestHandler):
    """Says nothing of single requests."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's word
        return


@contextmanager
def served() -> Iterator[str]:
    """Answer requests, one at a time, as the real server does; yields the address."""
    with WSGIServer((LOOPBACK, 0), Quiet) as server:
        server.set_app(get_wsgi_application())
        thread = Thread(target=_serve, args=[server], name="web")
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _serve(server: WSGIServer) -> None:
    try:
        server.serve_forever(poll_interval=0.05)
    finally:
        connections.close_all()
