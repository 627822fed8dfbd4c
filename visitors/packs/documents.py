"""Reading the JSON files of a pack, and finding in which line of them something stands."""

import json
from dataclasses import dataclass
from typing import Any

from visitors.packs.containers import Pack
from visitors.packs.faults import BadPack

LARGEST = 2**24


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON object and the text it was read from."""

    name: str
    text: str
    content: dict[str, Any]

    def fault(self, sentence: str, *path: str) -> BadPack:
        """About what stands under these keys or values, looked for one after the other."""
        place = 0
        for part in path:
            found = self.text.find(json.dumps(part, ensure_ascii=False), place)
            place = found if found >= 0 else place
        return BadPack(self.name, sentence, self.text.count("\n", 0, place) + 1)


def read(pack: Pack, name: str) -> Document:
    """Raises BadPack where the file is no JSON object."""
    text = _text(pack, name)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadPack(name, f"is no JSON: {error.msg}.", error.lineno) from error
    except (RecursionError, ValueError) as error:  # nested a thousand deep, a number of 5000 digits
        raise BadPack(
            name, "is JSON that nobody writes: too deep, or too large a number."
        ) from error
    if not isinstance(content, dict):
        raise BadPack(name, "is no JSON object.", 1)
    return Document(name, text, content)


def _text(pack: Pack, name: str) -> str:
    with pack.open(name) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise BadPack(name, f"is larger than {LARGEST} bytes.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadPack(name, f"is not UTF-8: {error.reason}.", line) from error
