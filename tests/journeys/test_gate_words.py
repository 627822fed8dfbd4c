"""The scanner speaks two languages equally well, and says everything that can go wrong."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from visitors.classes import TicketClass
from visitors.verdicts import Flag, Reason

GATE = Path(settings.ROOT) / "static" / "gate"
TEMPLATES = Path(settings.ROOT) / "visitors" / "templates" / "gate"
WORDS = r"const (ko|en) = (\{.*?\n\});"
TROUBLES = [
    "network",
    "timeout",
    "html",
    "server",
    "cut",
    "strange",
    "busy",
    "throttled",
    "refused",
    "bad_token",
    "snapshot",
]
ENROLMENT = [
    "enrolment_code_not_valid",
    "throttled",
    "busy",
    "network",
    "timeout",
    "html",
    "server",
    "strange",
    "cannot_store",
]
CAMERA = [
    "starting",
    "off",
    "refused",
    "absent",
    "in_use",
    "insecure",
    "unsupported",
    "failed",
    "reader",
]


@pytest.fixture(scope="module")
def words():
    """Both languages, read as the JSON that their script nearly is."""
    script = (GATE / "words.js").read_text(encoding="utf-8")
    found = dict(re.findall(WORDS, script, re.DOTALL))
    return {name: json.loads(re.sub(r",\s*\}$", "}", text)) for name, text in found.items()}


def test_both_languages_have_the_same_keys_and_the_same_facts(words):
    korean, english = words["ko"], words["en"]

    assert list(korean) == list(english)
    assert [key for key in korean if facts(korean[key]) != facts(english[key])] == []


def facts(text):
    return set(re.findall(r"\{\w+\}", text))


def test_nothing_is_left_unsaid(words):
    assert [key for key, text in {**words["ko"], **words["en"]}.items() if not text.strip()] == []


def test_every_code_of_server_and_engine_has_words(words):
    wanted = {f"word.{reason}" for reason in [*Reason, "cannot_store"]}
    wanted |= {f"reason.{reason}" for reason in [*Reason, "cannot_store"]}
    wanted |= {f"class.{each}" for each in TicketClass} | {f"note.{Flag.EXIT_WITHOUT_ENTRY}"}
    wanted |= {f"trouble.{kind}" for kind in TROUBLES} | {f"enrol.{code}" for code in ENROLMENT}
    wanted |= {f"camera.{state}" for state in CAMERA}

    assert wanted - set(words["ko"]) == set()


def test_every_word_that_is_asked_for_is_there_and_no_other(words):
    sources = [*GATE.rglob("*.js"), *TEMPLATES.glob("*.html")]
    told = "\n".join(
        path.read_text(encoding="utf-8") for path in sources if path.name != "words.js"
    )
    asked = set(re.findall(r"""(?:say\(|data-(?:word|label)=)["']([a-z_.]+)["']""", told))
    families = set(re.findall(r"[`\"]([a-z_.]+)\.\$\{", told)) | set(
        re.findall(r"sayCode\(\s*\"(\w+)\"", told)
    )

    assert asked - set(words["ko"]) == set()
    unused = {key for key in words["ko"] if f'"{key}"' not in told}
    assert {key for key in unused if key.rpartition(".")[0] not in families} == set()
