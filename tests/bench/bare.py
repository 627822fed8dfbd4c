"""The yardstick of the web server: it reads a request and answers, and does nothing else."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

ANSWER = b'{"status": "ok"}'
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(ANSWER)))]


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", HEADERS)
    return [ANSWER]
