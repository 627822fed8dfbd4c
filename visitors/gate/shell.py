"""Everything a phone must hold to scan without a network, and the version that names this state.

The list is made from what is there: all of the scanner's own files, the two packages it uses, and
whatever its page asks for. Each file stands beside the hash of what will be served, so that the
service worker never keeps half a file or the page of somebody's hotel.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

FOLDERS = ("gate/", "noble/", "zxing/")
NO_FILES = {"LICENSE"}
WORKER = Path(__file__).with_name("worker.js")
ASKED_FOR = re.compile(r"""(?:src|href|data-[a-z-]+)=["']([^"'#?]+)["']""")


@dataclass(frozen=True, slots=True)
class Shell:
    """`files`: address → hash, as a browser checks it. `page` and `manifest` are among them."""

    version: str
    files: dict[str, str]
    page: bytes
    manifest: bytes
    worker: str


def current() -> Shell:
    """The shell of this process; made anew each time where files may change under it."""
    return _gathered() if _is_gathered() else _build()


def version() -> str:
    """The version a scanner runs that was started just now."""
    return current().version


@cache
def _gathered() -> Shell:
    return _build()


def forget() -> None:
    """Look at the files again, which somebody has gathered anew under this process."""
    _gathered.cache_clear()


def _is_gathered() -> bool:
    return isinstance(staticfiles_storage, ManifestFilesMixin) and not settings.DEBUG


def _build() -> Shell:
    draft, manifest = _render("gate/gate.html", version=""), _render("gate/manifest.webmanifest")
    files = {address: _integrity(_content(name)) for address, name in _static(draft.decode())}
    files[reverse("gate_manifest")] = _integrity(manifest)
    version = _version(files, draft)
    page = _render("gate/gate.html", version=version)
    files[reverse("gate")] = _integrity(page)
    return Shell(version, files, page, manifest, _worker(version, files))


def _static(page: str) -> Iterator[tuple[str, str]]:
    """Address and name of the scanner's own files, and of others that the page asks for."""
    asked = set(ASKED_FOR.findall(page))
    for name in sorted(_names()):
        address = staticfiles_storage.url(name)
        if name.startswith(FOLDERS) or address in asked:
            yield address, name


def _names() -> Iterator[str]:
    for root in map(Path, settings.STATICFILES_DIRS):
        for path in root.rglob("*"):
            if path.is_file() and path.name not in NO_FILES:
                yield path.relative_to(root).as_posix()


def _content(name: str) -> bytes:
    """What is served at the file's address: gathered scripts name one another by their hashes."""
    if _is_gathered():
        hashed = cast(ManifestFilesMixin, staticfiles_storage).stored_name(name)
        with staticfiles_storage.open(hashed) as file:
            gathered: bytes = file.read()
            return gathered
    found = finders.find(name)
    return Path(str(found)).read_bytes()


def _render(template: str, **shell: str) -> bytes:
    """In Korean for everybody: the scanner itself keeps the language of whoever holds it."""
    with translation.override("ko"):
        return render_to_string(template, {"shell": shell}).encode()


def _version(files: dict[str, str], page: bytes) -> str:
    told = json.dumps(files, sort_keys=True).encode() + page + WORKER.read_bytes()
    return sha256(told).hexdigest()[:12]


def _integrity(content: bytes) -> str:
    return "sha256-" + b64encode(sha256(content).digest()).decode()


def _worker(version: str, files: dict[str, str]) -> str:
    shell = {
        "version": version,
        "page": reverse("gate"),
        "static": settings.STATIC_URL,
        "files": files,
    }
    return f"const SHELL = {json.dumps(shell)};\n{WORKER.read_text(encoding='utf-8')}"
