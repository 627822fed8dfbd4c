"""The rules as a scanner runs them: in a real browser, with its own Ed25519 and without."""

import pytest

from tests.contracts import answers
from tests.contracts.answers import KEYS, RULES, TICKETS
from tests.javascript import CONTRACTS

WITHOUT_ED25519 = """
    crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));
"""
ASK = """
    async ([address, questions]) => (await import(address)).answers(questions)
"""


@pytest.fixture(params=["browser", "package"])
def ask(request, page, live_server):
    """Ask the modules that this server hands out; the questions stand beside them."""
    site = f"{live_server.url}/static/gate"
    questions = (CONTRACTS / "questions.mjs").read_text(encoding="utf-8")
    page.route("**/gate/questions.mjs", script(questions))
    page.route("**/gate/empty.html", lambda route: route.fulfill(content_type="text/html", body=""))
    if request.param == "package":
        page.add_init_script(WITHOUT_ED25519)
    page.goto(f"{site}/empty.html")

    def ask(questions):
        return page.evaluate(ASK, [f"{site}/questions.mjs", questions])

    assert ask([{"ask": "verifier"}]) == [request.param]
    return ask


def script(text):
    return lambda route: route.fulfill(content_type="text/javascript", body=text)


def test_a_browser_says_what_the_vectors_say(ask):
    known = [
        {"ask": "know", "name": name, "document": document}
        for name, document in RULES["snapshots"].items()
    ]
    asked = [{"ask": "decide"} | vector for vector in RULES["vectors"]]
    conflicts = [{"ask": "conflict"} | vector for vector in RULES["conflicts"]]

    verdicts = ask([*known, *asked])[len(known) :]
    found = ask(conflicts)

    for vector, said in zip(RULES["vectors"], verdicts, strict=True):
        assert said == answers.verdict(vector), vector["name"]
    assert found == [vector["conflict"] for vector in RULES["conflicts"]]


def test_a_browser_reads_tickets_as_the_vectors_do(ask):
    tickets = TICKETS["tickets"]
    told = ask([{"ask": "ticket", "keys": KEYS, "code": vector["code"]} for vector in tickets])

    for vector, said in zip(tickets, told, strict=True):
        assert said["verdict"] == vector["verdict"], vector["name"]
        assert said.get("claims") == answers.claims(vector), vector["name"]
