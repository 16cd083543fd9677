"""Every translation says what the Dutch says: checked over all sources before a page is written."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from posixpath import dirname, normpath

from brochure.check import markup
from brochure.problems import Problem, listed
from brochure.read import blocks, exercises
from brochure.read.blocks import Block, Page
from brochure.read.exercises import Exercises
from brochure.read.pages import Pages, Sources
from brochure.read.pictures import Picture
from brochure.read.source import SOURCE

_FIRST = "index.md"

# What a link may be: a page as seen from this one, an anchor, or both. Nothing leads out of the site.
_LINK = re.compile(r"(?=.)((\.\./)*[\w-]+(/[\w-]+)*\.md)?(#[\w-]+)?")


def check(sources: Sources, parameters: Exercises | None, drawings: Mapping[str, Picture]) -> list[Problem]:
    """Everything in which a language differs from the Dutch, from exercises.yml or from the drawings."""
    stated = parameters.stated() if parameters else {}
    problems = [*sources.problems, *_formed(sources)]
    unclear = {problem.file for problem in problems}
    told = set(unclear)  # what is wrong there would be told twice
    dutch = sources.pages[SOURCE]
    for code, pages in sources.pages.items():
        for file, page in pages.items():
            name, source = f"docs/{code}/{file}", f"docs/{SOURCE}/{file}"
            if dead := list(_links(name, file, page, pages)):
                told.add(name)
            problems += dead
            problems += _prescribed(name, page, {a: n for (f, a), n in stated.items() if f == file})
            if unknown := list(_drawn(name, page, drawings)):
                told.add(name)
            problems += unknown
            if name not in unclear:
                problems += _empty(name, page)
                problems += _kicked(name, file, page)
            if code != SOURCE and file in dutch and not {name, source} & told:
                prescribed = {anchor for f, anchor in stated if f == file}
                problems += _same(name, page, source, dutch[file], prescribed)
    return problems


def _formed(sources: Sources) -> Iterator[Problem]:
    for code, pages in sources.pages.items():
        for file, page in pages.items():
            yield from _malformed(f"docs/{code}/{file}", sources.texts[code][file], page)


@functools.lru_cache(maxsize=2048)
def _malformed(name: str, text: str, page: Page) -> Sequence[Problem]:
    """A page is looked at once, however often a command reads the project."""
    return list(markup.check(name, text, page))


def _empty(name: str, page: Page) -> Iterator[Problem]:
    for block in page.blocks:
        if not block.text and not block.kind.startswith("picture "):
            yield Problem(
                name, _place(block), f"an empty {block.kind}", "text", "Write the text, or remove it."
            )


def _kicked(name: str, file: str, page: Page) -> Iterator[Problem]:
    """The brochure's first page has a small line under its title, in every language."""
    if len(page.kickers) != (file == _FIRST):
        expected = f"it once on {_FIRST}, and nowhere else"
        cure = f"Write it below the line under the title of {_FIRST}, and only there."
        yield Problem(name, "{ .kicker }", f"it {len(page.kickers)} times", expected, cure)


def _prescribed(name: str, page: Page, stated: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    sections = page.sections()
    for anchor, parameters in stated.items():
        if anchor not in sections:
            continue  # that the heading has lost its id is told already
        found = blocks.count_numbers(sections[anchor])
        if expected := exercises.differing(parameters, found):
            yield Problem(
                name,
                _part(anchor),
                _numbers(found),
                f"{expected}, as in {exercises.FILE}",
                f"Write the numbers of the brochure, in the page or in {exercises.FILE}.",
            )


def _drawn(name: str, page: Page, drawings: Mapping[str, Picture]) -> Iterator[Problem]:
    for picture in page.pictures:
        if picture not in drawings:
            yield Problem(
                name,
                f"the picture {picture!r}",
                "no such drawing",
                f"one of {listed(drawings)}",
                "Mend the name, or put the drawing into docs/assets/pictures.",
            )


def _links(name: str, file: str, page: Page, pages: Pages) -> Iterator[Problem]:
    for link in page.links:
        place = f"the link {link!r}"
        if not _LINK.fullmatch(link):
            found = "an address of another kind"
            expected = "a file of this language, such as exercises/index.md#tip"
            yield Problem(name, place, found, expected, "Name the file, as seen from this one.")
            continue
        path, _, anchor = link.partition("#")
        target = normpath(f"{dirname(file)}/{path}").lstrip("/") if path else file
        if target not in pages:
            yield Problem(
                name,
                place,
                f"no page {target!r} in this language",
                "a file of this language: " + listed(pages),
                "Link to one of these files.",
            )
        elif anchor and anchor not in pages[target].ids:
            yield Problem(
                name,
                place,
                f"no anchor {anchor!r} on {target}",
                f"one of {listed(pages[target].ids)}" if pages[target].ids else "the page alone",
                "Link to what is there.",
            )


def _same(name: str, page: Page, source: str, dutch: Page, prescribed: set[str]) -> Iterator[Problem]:
    if page.ids != dutch.ids:
        yield Problem(
            name,
            "the ids of its headings",
            listed(page.ids),
            f"{listed(dutch.ids)}, as in {source}",
            "Give each heading the id of the Dutch one, as in { #id }: printed letters point at it.",
        )
        return  # every later comparison would only repeat this
    if page.links != dutch.links:
        yield Problem(
            name,
            "its links",
            listed(page.links),
            f"{listed(dutch.links)}, as in {source}",
            "Link to what the Dutch page links to, in the same order.",
        )
    mine, theirs = page.sections(), dutch.sections()
    for anchor in theirs:
        yield from _same_blocks(name, anchor, mine[anchor], theirs[anchor], source)
        found, expected = blocks.count_numbers(mine[anchor]), blocks.count_numbers(theirs[anchor])
        if found != expected and anchor not in prescribed:
            yield Problem(
                name,
                _part(anchor),
                _numbers(found),
                f"{listed(expected.elements())}, as in {source}",
                "Write the numbers that the Dutch writes in digits, and no others.",
            )


def _same_blocks(
    name: str, anchor: str, mine: list[Block], theirs: list[Block], source: str
) -> Iterator[Problem]:
    found, expected = _runs(mine), _runs(theirs)
    matcher = SequenceMatcher(
        None, [_run(run) for run in found], [_run(run) for run in expected], autojunk=False
    )
    for change, a, b, c, d in matcher.get_opcodes():
        if change != "equal":
            yield Problem(
                name,
                _place(found[a][0]) if a < len(found) else f"{_part(anchor)}, at its end",
                listed(map(_run, found[a:b])),
                f"{listed(map(_run, expected[c:d]))}, as in {source}",
                f"Translate each block of the Dutch as one block{_quote(expected[c:d])}.",
            )


def _runs(section: list[Block]) -> list[list[Block]]:
    """The blocks of a section, those of one kind that follow each other as one run."""
    return [list(run) for _, run in groupby(section, key=lambda block: block.kind)]


def _run(run: list[Block]) -> str:
    return run[0].kind if len(run) == 1 else f"{run[0].kind} × {len(run)}"


def _quote(missing: list[list[Block]]) -> str:
    texts = [f"“{blocks.short(block.text)}”" for run in missing for block in run if block.text]
    return ": " + " / ".join(texts) if texts else ""


def _numbers(found: Counter[int]) -> str:
    return f"the numbers {listed(found.elements())}" if found else "no number"


def _place(block: Block) -> str:
    return f"{_part(block.section)}, block {block.number} “{blocks.short(block.text)}”"


def _part(anchor: str) -> str:
    return f"#{anchor}" if anchor else "top of the page"
