"""Signs that nobody sees: what is checked has to be what is published, and what a reader's eye finds.

Controls, line separators, zero-width and direction signs, unassigned and replacement characters change
how a text reads, copies, compares and is searched, and no editor shows them.
"""

import functools
import unicodedata

from brochure.problems import FEW, Problem

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
        for sign in unseen(line, code):
            lines.setdefault(sign, []).append(number)
    if len(lines) > FEW:
        numbers = sorted({number for some in lines.values() for number in some})
        signs = [called(sign) for sign in list(lines)[:FEW]]
        return [
            Problem(
                name,
                f"line {numbers[0]}" if len(numbers) == 1 else f"lines {numbers[0]} to {numbers[-1]}",
                f"{', '.join(signs)}, and {len(lines) - FEW} more",
                "signs that a reader can see",
                "Another program has written the file with other signs: put it back, and save it as UTF-8.",
            )
        ]
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


def unseen(line: str, code: str = "") -> list[str]:
    """The signs of a line, in a language, that no reader sees, in their order."""
    line = _joined(line) if code in _PARTED else line
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


# Signs of Western and Arabic and Ethiopic text. Not here: powers, fractions, figures in circles,
# ligatures and whatever else Unicode calls compatible with something plainer.
_PUNCTUATION = set("¡¿\n {}|*[]<>.,:;!?'\"()-/%&+@#=’‘“”„«»‹›…–—·→،؛؟۔።፣፤፥፦፧፡") | set(_SPACES) | {_NON_JOINER}
# Braces, bars and line breaks, < and >: `languages` and `markup` tell where these may stand.


def strange(text: str, script: str) -> list[str]:
    """The signs of a text that the writing of a language does not have, and its words in two scripts.

    `script`: the script by the first word of its letters' Unicode names, such as ARABIC; "" for any.
    Latin letters are known everywhere: for names such as WCAG.
    """
    words = [word for word in text.split() if len({_script(sign) for sign in word if sign.isalpha()}) > 1]
    return list(dict.fromkeys([sign for sign in text if not _known(sign, script)] + words))


@functools.cache
def _known(sign: str, script: str) -> bool:
    category = unicodedata.category(sign)
    if sign in _PUNCTUATION:
        return True
    if category == "Nd":  # Arabic and Persian write digits of their own too; they are compared as numbers
        return sign.isascii() or (script == "ARABIC" and _script(sign) in ("ARABIC-INDIC", "EXTENDED"))
    if category == "Mn":
        return script in ("ARABIC", "ETHIOPIC")
    plain = unicodedata.normalize("NFKC", sign) == sign
    return category[0] == "L" and plain and (not script or _script(sign) in ("LATIN", script))


@functools.cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
