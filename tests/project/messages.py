"""Every message of an app, found in its Python and its templates, and what its catalogue says."""

import io
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("expo", "booths", "visitors")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


Message = tuple[str, str, str]
"""What is said of one, and of several, and in which context; empty where there is no difference."""


def wanted(app: str) -> set[Message]:
    """The messages of an app's Python and templates."""
    return {*_in_python(ROOT / app), *_in_templates(ROOT / app)}


def translated(app: str) -> set[Message]:
    """The messages for which the app's Korean catalogue has words."""
    return {
        (entry.msgid, entry.msgid_plural, entry.msgctxt or "")
        for entry in catalogue(app)
        if entry.translated() and "fuzzy" not in entry.flags
    }


def catalogue(app: str) -> polib.POFile:
    return polib.pofile(str(ROOT / app / "locale" / "ko" / "LC_MESSAGES" / "django.po"))


def _in_python(folder: Path) -> Iterator[Message]:
    for path in folder.rglob("*.py"):
        if "migrations" not in path.parts:
            yield from _extracted(path.read_bytes())


def _in_templates(folder: Path) -> Iterator[Message]:
    for pattern in ("*.html", "*.txt"):
        for path in folder.rglob(f"templates/**/{pattern}"):
            source = templatize(path.read_text("utf-8"))
            # Indentation means nothing in a template, and an error in what Babel reads.
            lines = (line.strip() for line in source.splitlines())
            yield from _extracted("\n".join(lines).encode())


def _extracted(source: bytes) -> Iterator[Message]:
    options = {"encoding": "utf-8"}
    found = extract("python", io.BytesIO(source), KEYWORDS, (), options)
    for _line, ids, _comments, context in found:
        of_one, of_several = (*ids[:2],) if isinstance(ids, tuple) else (ids, "")
        if of_one:
            yield of_one, of_several, context or ""
