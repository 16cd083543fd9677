"""Signs that nobody sees: what is checked has to be what is published, and what a reader's eye finds.

Controls, line separators, zero-width and direction signs, unassigned and replacement characters change
how a text reads, copies, compares and is searched, and no editor shows them.
"""

import unicodedata

from brochure.problems import Problem

_SPACES = "\u00a0\u202f"  # no break here: French puts one before ":" and "?"
_UNSEEN = "\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd" + "".join(map(chr, range(0xFE00, 0xFE10)))

# Scripts whose letters join: these languages part two of them with ZERO WIDTH NON-JOINER. Arabic does not.
_PARTED = {"fa", "ps", "ur"}
_NON_JOINER = "\u200c"


def check(text: str, name: str, code: str = "") -> list[Problem]:
    """Every sign of a source that has no business in it, once each, with its lines.

    `code`: the language of the text, "" for a file of no language.
    """
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for sign in unseen(_joined(line) if code in _PARTED else line):
            lines.setdefault(sign, []).append(number)
    return [
        Problem(
            name,
            ("line " if len(set(numbers)) == 1 else "lines ") + ", ".join(map(str, dict.fromkeys(numbers))),
            called(sign),
            "signs that a reader can see",
            "Delete the line from its first to its last sign and type it again, or remove the sign.",
        )
        for sign, numbers in lines.items()
    ]


def unseen(line: str) -> list[str]:
    """The signs of a line that no reader sees, in their order."""
    if line.isprintable() and not any(sign in line for sign in _UNSEEN):
        return []
    return [sign for sign in line if sign in _UNSEEN or not (sign.isprintable() or sign in _SPACES)]


def called(sign: str) -> str:
    """A sign by its number and its Unicode name."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, 'control character')}"


def _joined(line: str) -> str:
    """The line without the non-joiners that stand where they belong, inside a word."""
    return " ".join(
        word if word[0] == _NON_JOINER or word[-1] == _NON_JOINER else word.replace(_NON_JOINER, "")
        for word in line.split(" ")
        if word
    )
