"""The manifest: every file with its SHA-256. One that is there is believed or the pack is not."""

import hashlib
import io
import re

from visitors.packs import documents, layout
from visitors.packs.containers import Pack, check_name
from visitors.packs.documents import Document
from visitors.packs.faults import shown

SHA256 = re.compile(r"[0-9a-fA-F]{64}")


def verify(pack: Pack) -> None:
    """Raises BadPack where a listed file is missing or another, or one of ours is not listed.

    Files that are not ours may lie beside them unlisted: nobody reads them."""
    if not pack.has(layout.MANIFEST):
        return
    manifest = documents.read(pack, layout.MANIFEST)
    files = manifest.content.get("files")
    if not isinstance(files, dict):
        raise manifest.fault("has no “files” with the SHA-256 of each.")
    for name, told in files.items():
        _verify(pack, manifest, name, told)
    for name in layout.LISTED:
        if pack.has(name) and name not in files:
            raise manifest.fault(f"does not list {name}, which is in the pack.")


def _verify(pack: Pack, manifest: Document, name: str, told: object) -> None:
    check_name(layout.MANIFEST, name)
    if not isinstance(told, str) or not SHA256.fullmatch(told):
        raise manifest.fault(f"tells no SHA-256 of {shown(name)}.", "files", name)
    if not pack.has(name):
        raise manifest.fault(f"lists {shown(name)}, which is missing.", "files", name)
    with pack.open(name) as stream:
        found = digest(stream)
    if found != told.lower():
        raise manifest.fault(
            f"{shown(name)} is not the file that was packed: its SHA-256 is {found}.",
            "files",
            name,
        )


def digest(stream: io.BufferedReader) -> str:
    return hashlib.file_digest(stream, "sha256").hexdigest()
