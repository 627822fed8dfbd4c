"""What a scanner of the soak does with a connection that the server closed after an answer."""

import socket
from threading import Thread

from tests.soak.scanners import Scanner

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


def closing_server(times: int) -> int:
    """The port of one that answers so many connections once each, and closes them."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        with server:
            for _time in range(times):
                connection, _address = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(ANSWER)

    Thread(target=serve, daemon=True).start()
    return int(server.getsockname()[1])


def test_a_connection_that_was_closed_after_an_answer_is_opened_anew():
    scanner = Scanner(closing_server(times=2), "token", [], clock=None)

    assert [scanner._ask(b"upload") for _time in range(2)] == [(200, b"{}")] * 2
    assert scanner.reopened == 1


def test_a_server_that_is_gone_is_trouble():
    scanner = Scanner(closing_server(times=1), "token", [], clock=None)
    scanner.held = [(0.0, {"id": "a"})]
    scanner._upload = lambda _scans: b"upload"
    scanner._hear = lambda *_told: None

    scanner._send()
    scanner._send()

    assert sum(scanner.troubles.values()) == 1
