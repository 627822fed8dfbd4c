"""How wide a text is, about, and how it is cut or broken to fit. Errs on the wide side.

Nobody knows in which font a page will show a drawing: letters are measured by their kind."""

import unicodedata

WIDE, NARROW = 1.0, 0.64
CAPITAL, SLIM = 0.75, 0.34
SLIM_LETTERS = frozenset(" .,:;'|!()[]iljtfI·-")
DOTS = "…"


def width(text: str, size: float) -> float:
    return size * sum(_letter(letter) for letter in text)


def cut(text: str, size: float, room: float) -> str:
    """The text, or as much of it as fits with dots behind."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + DOTS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + DOTS


def broken(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """At most so many lines, broken between words; what is too long is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = cut(longer + DOTS, size, room)
            break
        else:
            lines.append(word)
    return _even([cut(each, size, room) for each in lines], size)


def _even(lines: list[str], size: float) -> list[str]:
    """Two lines of about one length read better than a long one and a word."""
    words = " ".join(lines).split()
    if len(lines) != 2 or lines[-1].endswith(DOTS):
        return lines
    halves = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(halves, key=lambda pair: max(width(half, size) for half in pair)))


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    if letter in SLIM_LETTERS:
        return SLIM
    return CAPITAL if letter.isupper() or letter in "mwMW%" else NARROW
