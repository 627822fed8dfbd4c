"""What a scanner of the soak does when the server closes its connection after an answer."""

import socket
from threading import Thread

import pytest

from tests.soak.scanners import Scanner

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n{"results": [], "updates": {"cursor": ""}}'
REFUSED = b"HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 2\r\n\r\n{}"


def closing_server(answers: list[bytes]) -> int:
    """The port of one that gives each connection one answer, and closes it."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        with server:
            for answer in answers:
                connection, _address = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(answer)

    Thread(target=serve, daemon=True).start()
    return int(server.getsockname()[1])


@pytest.mark.parametrize(("first", "troubles"), [(REFUSED, 0), (OK, 1)])
def test_only_after_a_refusal_another_connection_is_no_trouble(first, troubles):
    scanner = Scanner(closing_server([first, OK]), "token", [], clock=None)
    scanner.held = [(0.0, {"id": "a"})]
    scanner._upload = lambda _scans: b"upload"

    scanner._send()
    scanner._send()

    assert sum(scanner.troubles.values()) == troubles
