"""What is wrong with a pack, in one line: which file, which line of it, and what."""

MOST_SHOWN = 60  # characters of a value
LONGEST = 400  # of a whole complaint


class BadPack(ValueError):
    """The pack cannot be read as one. Always one printable line, whatever is in the pack."""

    def __init__(self, file: str, sentence: str, line: int | None = None) -> None:
        self.file, self.line, self.sentence = file, line, sentence
        place = file if line is None else f"{file}:{line}"
        super().__init__(printable(f"{place}: {sentence}"[:LONGEST]))


def printable(text: str) -> str:
    """The text with everything escaped that is no letter, digit, sign or space."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in text
    )


def shown(value: object) -> str:
    """A value of the pack as it stands in a sentence: quoted, and cut when it is long."""
    text = str(value)
    return f"“{text[:MOST_SHOWN]}…”" if len(text) > MOST_SHOWN else f"“{text}”"
