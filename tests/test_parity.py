"""A translation that says anything else than the Dutch stops the build, and the message tells where."""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from brochure.read import blocks
from tests.conftest import TRIED, Attempt, Edit, Site, every_language, every_path


def sub(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A bad site: what is changed, and what the message must say of it."""

    changes: Mapping[str, Edit]
    told: list[str]
    problems: int = 1


OUT = ["/exercises/index.md", "//host/x", "javascript:alert(1)", "http://hospital.example/", "mailto:a@b.example",
       "exercises/", "toilet.md?x=1", "exercises%2Findex.md", "../../README.md#x y"]  # fmt: skip
CASES = {
    "a number in digits of another script": Case(
        {"docs/ar/pelvic-floor.md": sub(r"\b3\b", "٤")},
        ["docs/ar/pelvic-floor.md, #layers\n    found: the numbers 4\n    expected: 3"],
    ),
    "a digit where the Dutch writes a word": Case(
        {"docs/en/pelvic-floor.md": sub(r"\bfour\b", "4")},
        ["docs/en/pelvic-floor.md, #functions\n    found: the numbers 4\n    expected: none"],
    ),
    "a list item dropped": Case(
        {"docs/fr/toilet.md": sub(r"^3\. .*\n", "")},
        [
            "docs/fr/toilet.md, #urination, block 4",
            "found: numbered item × 2\n    expected: numbered item × 3, as in docs/nl/toilet.md",
            " / “Wachten tot de blaas volledig leeg is”.",
        ],
    ),
    "a paragraph dropped": Case(
        {"docs/de/exercises/coordination.md": sub(r"\n\n[^\n]+\n\n(!.*)\n\Z", r"\n\n\1\n")},
        [
            "docs/de/exercises/coordination.md, top of the page",
            "found: paragraph\n    expected: paragraph × 2",
        ],
    ),
    "the line under the title set as any other in every language": Case(
        {f"docs/{code}/index.md": sub(r"^\{ \.kicker \}\n", "") for code in TRIED},
        ["docs/<language>/index.md (nl, fr, en, de, ar), { .kicker }\n    found: it 0 times"],
    ),
    "a callout made an ordinary paragraph": Case(
        {"docs/de/pregnancy.md": sub(r'^!!! .*\n\n    ', "")},
        ["found: paragraph × 2\n    expected: paragraph, paragraph in important callout"],
    ),
    "a folder without its language, a language without its folder and a code that nobody knows": Case(
        {"mkdocs.yml": sub(r"^( *)- \{ locale: fr.*", r"\1- { locale: it, name: Italiano }\n\1- { locale: xx, name: Xx }")},
        [
            "docs/fr/\n    found: a folder for a language that the site does not have\n    expected: one folder for each language in mkdocs.yml: nl, it, xx, en, de, ar",
            "docs/it/language.yml, docs/it/index.md,",
            "plugins.i18n.languages\n    found: the language code 'xx'\n    expected: a language code that the Unicode CLDR knows",
        ],
        problems=5,  # and the published addresses of both
    ),
    "links that lead out of the pages": Case(
        {"docs/fr/about.md": lambda text: text + "".join(f"\n\n[mot]({link})" for link in OUT)},
        ["docs/fr/about.md, " + ", ".join(f"the link '{link}'" for link in OUT) + "\n    found: an address of another kind\n"
         "    expected: a file of this language, such as exercises/index.md#tip"],
    ),
    "a file that nothing reads": Case(
        {"docs/index.md": "# Start\n", "docs/fr/toilet.markdown": "x", "docs/fr/language.yaml": "x", "docs/fr/photo.png": b"x"},
        ["docs/index.md\n    found: a file that nothing reads", "docs/fr/toilet.markdown\n    found: a file that nothing reads",
         "docs/fr/language.yaml\n    found: a file that nothing reads", "docs/fr/photo.png\n    found: a file that nothing reads"],
        problems=4,
    ),
    "files of a system or an editor": Case(
        dict.fromkeys(("docs/.obsidian/app.json", "docs/@eaDir/x", "docs/fr/._toilet.md", "docs/fr/.#toilet.md", "docs/fr/toilet.md~", "docs/assets/pictures/._lying.svg", "docs/assets/._site.css", "docs/.DS_Store"), "x")
        | {"docs/fr/postnatal.md": sub(r"\b6\b", "8")},
        ["docs/fr/postnatal.md"],
    ),
    "a page that is not read as it was meant": Case(
        {"docs/fr/toilet.md": "", "docs/nl/lifting.md": b"# Tillen\n\n\x00", "docs/exercises.yml": "a: \x0c", "docs/published.yml": b"\xff\xfe"},
        ["docs/fr/toilet.md\n    found: an empty file", "docs/nl/lifting.md, line 3\n    found: U+0000 control character",
         "docs/exercises.yml, line 1\n    found: U+000C control character", "docs/published.yml, byte 0\n    found: the byte 0xff"],
        problems=4,
    ),
    "many things at once": Case(
        {
            "docs/fr/toilet.md": sub("#urination", "#uriner"),
            "docs/ar/postnatal.md": sub(r"\b6\b", "7"),
            "docs/exercises.yml": sub(r"hold-seconds: 3..10", "hold-seconds: 10..3"),
            "docs/de/language.yml": sub(r"^  page\.next: .*$", '  page.next: ""'),
        },
        ["docs/fr/toilet.md", "docs/ar/postnatal.md", "docs/exercises.yml", "docs/de/language.yml"],
        problems=4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told(told: Callable[..., str], name: str) -> None:
    case = CASES[name]
    message = told(case.changes)
    for part in case.told:
        assert part in message
    noun = "problem" if case.problems == 1 else "problems"
    assert message.startswith(f"{case.problems} {noun} in the ")
    assert message.count("cure: ") == case.problems


def test_what_was_built_before_stays_untouched(build: Callable[..., Attempt], tmp_path: Path) -> None:
    before = tmp_path / "built"
    before.mkdir()
    (before / "index.html").write_text("yesterday's site")
    attempt = build({"docs/fr/postnatal.md": sub(r"\b6\b", "8")})
    assert attempt.returncode != 0
    assert {path.name: path.read_text() for path in before.iterdir()} == {"index.html": "yesterday's site"}


@functools.cache
def read(site: Site, language: str, path: str) -> blocks.Page:
    return blocks.read(str(site.article(language, path)))


@every_language
@every_path
def test_blocks_are_numbered_from_one_and_have_the_dutch_kinds(site: Site, language: str, path: str) -> None:
    own, dutch = read(site, language, path), read(site, "nl", path)
    numbered = [tag["data-block"] for tag in site.article(language, path).select("[data-block]")]
    assert numbered == [str(n) for n in range(1, len(own.blocks) + 1)]
    assert [block.kind for block in own.blocks] == [block.kind for block in dutch.blocks]
    assert own.ids == dutch.ids


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_heading_that_lost_its_id_is_one_mistake_though_numbers_belong_to_it(
    told: Callable[..., str], code: str
) -> None:
    found = told({f"docs/{code}/lifting.md": sub(r"#caesarean \}", "#cesarean }")})
    assert "#caesarean, block" not in found
    assert "the numbers none" not in found
    if code == "fr":
        assert found.startswith("1 problem in the content.")
        assert "expected: caesarean, as in docs/nl/lifting.md" in found
    else:
        assert "the published anchor #caesarean, which is not on lifting/" in found
