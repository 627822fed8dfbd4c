"""A Korean keyboard: what stands on the screen after some keys were pressed."""

import unicodedata

from booths.hangul import ALONE, LEADS, TWO_KEYS, VOWELS

JOINED = {two: one for one, two in TWO_KEYS.items()}
AS_LEAD = {jamo: chr(0x1100 + number) for number, jamo in enumerate(LEADS)}
AS_VOWEL = {jamo: chr(0x1161 + number) for number, jamo in enumerate(VOWELS)}
AS_TAIL = {jamo: part for part, jamo in ALONE.items() if ord(part) >= 0x11A8}


def composed(keys: str) -> str:
    """A consonant ends the syllable before it until a vowel calls it over to the next one."""
    return "".join(_drawn(block) for block in _blocks(keys))


def _blocks(keys: str) -> list[list[str]]:
    """Syllables as [lead, vowel, tail]: as far as they were typed."""
    blocks: list[list[str]] = []
    for key in keys:
        last = blocks[-1] if blocks else []
        if key in VOWELS:
            _press_vowel(blocks, last, key)
        elif len(last) == 2 and key in AS_TAIL:
            last.append(key)
        elif len(last) == 3 and last[2] + key in JOINED:
            last[2] = JOINED[last[2] + key]
        else:
            blocks.append([key])
    return blocks


def _press_vowel(blocks: list[list[str]], last: list[str], key: str) -> None:
    if len(last) == 1:
        last.append(key)
    elif len(last) == 2:
        last[1] = JOINED[last[1] + key]
    else:
        *rest, lead = TWO_KEYS.get(last[2], last[2])
        last[2:] = rest
        blocks.append([lead, key])


def _drawn(block: list[str]) -> str:
    if len(block) == 1:
        return block[0]
    parts = AS_LEAD[block[0]] + AS_VOWEL[block[1]] + (AS_TAIL[block[2]] if block[2:] else "")
    return unicodedata.normalize("NFC", parts)
