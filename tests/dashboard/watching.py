"""An open dashboard as the web server hears it: before Django, and small."""

import gzip
import json
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from expo.dashboard.regulars import Regulars


class Dashboard(Client):
    """Asks through the application that the web server runs; several may share one process."""

    def __init__(self, process=None):
        super().__init__(headers={"Accept-Encoding": "gzip"})
        self.process = process or Regulars(WSGIHandler())

    def request(self, **asked):
        told = {}

        def start_response(status, headers, _error=None):
            told.update(status=int(status.split()[0]), headers=dict(headers))

        with _one_connection():
            body = self.process(self._base_environ(**asked), start_response)
            answer = Told(b"".join(body), **told)
            if hasattr(body, "close"):
                body.close()
        return answer


class Told(HttpResponse):
    def json(self):
        is_small = self.get("Content-Encoding") == "gzip"
        return json.loads(gzip.decompress(self.content) if is_small else self.content)


@contextmanager
def _one_connection():
    """A request that begins or ends may close it, and with it the transaction of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
