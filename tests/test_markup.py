"""A page holds what the brochure needs, and every word of its file reaches the reader."""

import pytest
from markdown import Markdown

from brochure.check import markup
from brochure.read import pages
from tests.conftest import CONFIG

BEGIN = "# Toilet\n\n"


def told(text: str) -> str:
    markdown = Markdown(extensions=["toc", "tables", "fenced_code", *CONFIG["markdown_extensions"]])
    return "\n".join(map(str, markup.check("docs/nl/toilet.md", text, pages.render(markdown, text))))


@pytest.mark.parametrize("text", [
    "Kom **niet** te laat.",
    "1. Een\n2. Twee\n\n    ![](picture:lying)\n\n3. Drie",
    "- Een\n- [Lees ook](index.md#tip) (dit)",
    "## Na keizersnede { #caesarean }\n\nTekst & 3 < 4 → “zo”… 3 – 10 s",
    '!!! tip "Goed om te weten"\n\n    Een **woord**.',
    "Een deel\n{ .kicker }",
    "Een wo**or**d, wo_or_d en e-mail.",
])  # fmt: skip
def test_what_the_brochure_needs_is_let_through(text: str) -> None:
    assert told(BEGIN + text) == ""


@pytest.mark.parametrize(("text", "message"), [
    ("Duw <<jamais>> hard.", "docs/nl/toilet.md, line 3\n    found: <jamais>\n"),
    ("```\nEen woord.\n```", "docs/nl/toilet.md, line 4\n    found: <pre><code>Een woord.\n"),
    ("Een woord.\n\n<!-- later -->", "line 5\n    found: <!-- later -->\n"),
    ('<meta http-equiv="refresh" content="0">', "found: <meta http-equiv"),
    ("Een&nbsp;woord.", "line 3\n    found: &nbsp;\n"),
    ('Woord\n{ onclick="alert(1)" }', "“Woord”\n    found: 'onclick=alert(1)' on <p>\n"),
    ('Woord\n{ style="color:red" }', "found: 'style=color:red' on <p>"),
    ("Woord\n{ hidden }", "found: 'hidden=' on <p>"),
    ('Woord\n{ data-interface="" }', "found: 'data-interface=' on <p>"),
    ("Woord\n{ .wide }", "found: 'class=wide' on <p>"),
    ("    ingesprongen", "found: <pre>"),
    ("a | b\n--|--\nc | d", "found: <table>"),
    ("> citaat", "found: <blockquote>"),
    ("een\n\n---\n\ntwee", "found: <hr>"),
    ("een  \ntwee", "found: <br>"),
    ('[Lees](index.md "de titel")', "found: 'title=de titel' on <a>"),
    ("!!! note\n\n    Woord.", "found: 'class=admonition note' on <div>"),
    ("![](picture:lying) Kom zitten.", "found: 'Kom zitten' in the file, '' on the page"),
    ("![een vrouw](picture:lying)", "found: 'een vrouw' in the file, '' on the page"),
    ("Wacht.\n\n2026. was een jaar.", "found: '2026' in the file, '1' on the page"),
    ("- Een\n    - Twee", "“Een Twee”\n    found: an item of several parts"),
    ("1. Een\n\n    ![](picture:lying)\n\n    Twee", "“Een Twee”\n    found: an item of several parts"),
    ("Een \\*\\*woord\\*\\*.", "docs/nl/toilet.md, “Een **woord**.”\n    found: the sign * for readers"),
    ('Een woord.\n\n!!! tip ""\n\n!!! tip ""\n\n    Tekst.', "after “Een woord.”\n    found: an empty callout"),
    ("Een \\[woord\\](index.md).", "found: the signs [ and ] for readers"),
    ('!!! tip\n\n    Woord.', "found: '' in the file, 'Tip' on the page"),
])  # fmt: skip
def test_anything_else_is_refused_by_name_and_place(text: str, message: str) -> None:
    found = told(BEGIN + text)
    assert message in found
    assert found.count("cure: ") == found.count("found: ")


@pytest.mark.parametrize(
    "text", ["Tekst\n\n# Titel", "Let op: dit\n\n# Titel", "# Titel { #id }\n", "Titel\n====="]
)
def test_a_page_begins_with_its_title(text: str) -> None:
    assert 'expected: a title, as in "# Title"' in told(text)


@pytest.mark.parametrize("text", ["", "\n", "   \n\n"])
def test_a_page_that_was_cut_off_after_its_head_has_no_title(text: str) -> None:
    assert told(text).startswith(
        f"docs/nl/toilet.md\n    found: {text.strip(chr(10))!r}\n    expected: a title, as in "
    )
