"""The words that patients use stand before a page's text, once each, under what they lead to."""

import re
from collections.abc import Callable


def front(aliases: str) -> Callable[[str], str]:
    """The page with other aliases before its text."""
    return lambda text: (
        f"---\naliases:{aliases}\n---\n\n" + re.sub(r"\A---\n.*?\n---\n+", "", text, flags=re.DOTALL)
    )


def test_what_is_wrong_before_a_pages_text_is_told_all_at_once(told: Callable[..., str]) -> None:
    message = told(
        {
            "docs/nl/toilet.md": front(
                "\n  page: [wc, WC]\n  urination: ['-']\n  bowel: [kaka]\n  footstool: []"
            ),
            "docs/fr/toilet.md": front("\n  page: [no, '  pot', Pot, wc, WC]"),
            "docs/de/toilet.md": front(" [Klo]"),
            "docs/ar/toilet.md": front("\n  page: [wc"),
            "docs/en/toilet.md": front("\n  page: [loó, LOO]"),
            "docs/en/letter.md": lambda text: text.replace("exclude: true", "hide: true"),
            "docs/en/about.md": lambda text: text.replace("aliases:", "draft: true\ntitle: no\nalias:"),
        }
    )
    for part in [
        "docs/nl/toilet.md, aliases, page\n    found: 'WC' twice\n    expected: each word once",
        "docs/nl/toilet.md, aliases, urination\n    found: '-'\n    expected: a word",
        "docs/nl/toilet.md, aliases, bowel\n    found: no such heading on this page\n"
        "    expected: one of page, urination, bowel-movement, footstool",
        "docs/nl/toilet.md, aliases, footstool\n    found: []\n    expected: a list of words",
        "docs/fr/toilet.md, aliases, page\n    found: false\n    expected: a word",
        "docs/fr/toilet.md, aliases, page\n    found: 'Pot', 'WC' twice",
        "docs/de/toilet.md, aliases\n    found: [Klo]\n    expected: lists of words by page, urination, ",
        "docs/ar/toilet.md, line 4, column 1",
        "docs/en/toilet.md, aliases, page\n    found: 'LOO' twice",
        "docs/en/letter.md, search\n    found: {hide: true}\n    expected: exclude: true",
        "docs/en/about.md, front matter, draft\n    found: the unknown key 'draft'\n    expected: aliases or search",
        "docs/en/about.md, front matter, title\n    found: the unknown key 'title'",
        "docs/en/about.md, front matter, alias\n    found: the unknown key 'alias'",
    ]:
        assert part in message
    assert "13 problems in the content. Nothing was built." in message


def test_the_numbers_of_an_alias_are_not_the_brochures(told: Callable[..., str]) -> None:
    assert told({"docs/fr/postnatal.md": front("\n  page: [6 semaines, 8 weken]")}) == ""
