"""What a process makes ready before others part from it, so that they share it in memory."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from expo import fonts

OURS = ("expo", "dashboard", "booths", "visitors")
"""Labels of the apps whose templates are read before anybody asks for one."""
M_ARENA_MAX = -8
"""glibc's number (malloc.h) for how many heaps a process may have."""
A_TURN = 0.002
"""Seconds that a thread may go on while others wait for the interpreter."""


def have_one_heap() -> None:
    """For all threads of this process. glibc gives each one of its own, and each grows to the most
    that a thread ever held; an interpreter's threads take turns anyway. Others have one heap."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(M_ARENA_MAX, 1)


def take_short_turns() -> None:
    """An upload has the interpreter many times for a moment: each time a page is being drawn, it
    would wait for the usual 5 ms. Uploads that meet only each other finish within a turn."""
    sys.setswitchinterval(A_TURN)


def read_pages() -> None:
    """Addresses, words of each language and templates: what the first request would wait for.

    Asks no database: a connection is nothing to share."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("home")
    for name in _templates():
        get_template(name)


def read_fonts() -> None:
    """For whatever is printed; where there are none, whoever prints says so."""
    try:
        fonts.load(settings.FONTS)
    except fonts.FontMissing:
        return


def keep() -> None:
    """Whatever there is stays to the end: collecting garbage need not look at it any more, nor
    write beside it, which would give each process a copy of its own."""
    gc.collect()
    gc.freeze()


def _templates() -> Iterator[str]:
    for label in OURS:
        folder = Path(apps.get_app_config(label).path) / "templates"
        for path in folder.rglob("*.html"):
            yield path.relative_to(folder).as_posix()
