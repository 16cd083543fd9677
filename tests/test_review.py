"""The review sheet: a clinician needs a browser and nothing else, and what she sends back is what she meant."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from brochure import acceptance
from brochure.write.review import lay, markdown, signs
from tests.conftest import PATIENCE, change
from tests.test_accessibility import violations

ENDURANCE = "exercises/endurance.md, 4, numbered item"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with sheets for a left-to-right, a right-to-left and a new language."""
    folder = change(tmp_path_factory.mktemp("review"), {})
    for code in ("fr", "ar", "it"):
        acceptance.write_sheet(folder, code)
    return folder


@pytest.fixture
def open_sheet(browser: Browser, project: Path) -> Iterator[Open]:
    """Opens a sheet from the disk; fails when the browser complained about anything."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_sheet(
        code: str = "fr", *, context: BrowserContext | None = None, script: str = "", **options: object
    ) -> Page:
        context = context or browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:"))
                else complaints.append(request.url)
            ),
        )
        page.goto((project / f"dist/review-{code}.html").as_uri())
        return page

    yield open_sheet
    for context in contexts:
        context.close()
    assert complaints == []


def text(page: Page, key: str) -> Locator:
    return page.locator(f'[data-key="{key}"]')


def choose(page: Page, key: str, choice: str, words: str = "") -> None:
    part = text(page, key)
    part.locator(f"[value={choice}]").check()
    if words:
        part.locator(f"[data-field={'change' if choice == 'change' else 'remark'}] textarea").fill(words)


def saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.locator(f"[data-do={button}]").click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def sign(page: Page, name: str = "Anne Dupont") -> None:
    page.locator("#name").fill(name)
    page.locator("#profession").fill("sage-femme")
    page.locator("#date").fill("2026-11-20")


def test_the_glossary_comes_first_then_the_pages_in_reading_order_then_the_interface(
    open_sheet: Open,
) -> None:
    page = open_sheet()
    titles = [title.strip().split("\n")[-1].strip() for title in page.locator("h2").all_inner_texts()]
    assert titles[:2] == [
        "Woordenlijst",
        "Bekkenbodem en perinatale kinesitherapie (eerste dagen postpartum)",
    ]
    assert titles[-2:] == ["Woorden van de website", "Afronden"]
    keys = page.locator("fieldset").evaluate_all("all => all.map(one => one.dataset.key)")
    assert len(keys) == len(set(keys)) > 300
    order = [
        keys.index(f"{page}, 1, heading 1") for page in ("index.md", "exercises/strength.md", "toilet.md")
    ]
    assert order == sorted(order)
    assert keys.index("language.yml, pictures, lying, alt") < keys.index(
        "exercises/strength.md, 3, numbered item"
    )


def test_a_text_stands_beside_its_dutch_with_bold_links_and_numbers_to_see(open_sheet: Open) -> None:
    page = open_sheet()
    assert text(page, ENDURANCE).locator("[data-dutch] mark").all_inner_texts() == ["3", "10", "20"]
    assert text(page, ENDURANCE).locator("[data-text] strong").count() == 2
    assert text(page, "exercises/index.md, 2, paragraph").locator("[data-text] u").count() == 3
    expect(text(page, "language.yml, strings, guide.stop").locator("legend")).to_contain_text(
        "The button that ends the series."
    )


def test_a_changed_number_is_told_at_once_in_both_languages(open_sheet: Open) -> None:
    page = open_sheet()
    choose(
        page,
        ENDURANCE,
        "change",
        "Contractez *plusieurs secondes* (de 3 à 12 secondes). *Relâchez* pendant 20 secondes.",
    )
    warning = text(page, ENDURANCE).locator("[data-warning] p")
    expect(warning).to_have_count(2)
    expect(warning.nth(0)).to_contain_text("3, 12, 20")
    expect(warning.nth(1)).to_have_text("Getallen in het Nederlands: 3, 10, 20. In uw tekst: 3, 12, 20.")
    expect(warning.nth(1)).to_have_attribute("lang", "nl")


@pytest.mark.parametrize(("key", "words", "told"), [
    ("exercises/index.md, 2, paragraph", "But : la force, l’[endurance] et la [coordination].", "De sterretjes of haken kloppen niet meer."),
    ("toilet.md, 4, numbered item", "*Position : assise", "De sterretjes of haken kloppen niet meer."),
    ("language.yml, strings, today.count", "Séries aujourd’hui", "Dit moet in de tekst blijven staan: {count}"),
    ("pelvic-floor.md, 6, paragraph", "Le plancher pelvien a cinq fonctions.", "Getallen in het Nederlands: 4. In uw tekst: 5."),
])  # fmt: skip
def test_what_a_text_must_keep_is_told(open_sheet: Open, key: str, words: str, told: str) -> None:
    page = open_sheet()
    choose(page, key, "change", words)
    expect(text(page, key).locator("[data-warning]")).to_contain_text(told)


def test_a_word_that_scripts_know_is_a_word(open_sheet: Open) -> None:
    page = open_sheet()
    key = "exercises/endurance.md, 1, heading 1"
    choose(page, key, "change", "Constructor")
    assert text(page, key).locator("[data-warning] p").all_inner_texts() == []


def test_her_work_is_kept_and_can_be_saved_sent_on_and_joined(
    open_sheet: Open, browser: Browser, project: Path, tmp_path: Path
) -> None:
    page = open_sheet(accept_downloads=True)
    choose(page, "toilet.md, 1, heading 1", "good")
    choose(page, "postnatal.md, 1, heading 1", "question", "Kiné ou kinésithérapie ?")
    page.reload()
    expect(page.locator("[data-progress] .dutch")).to_have_text(
        "2 van " + str(page.locator("fieldset").count()) + " nagekeken"
    )
    page.locator("#name").fill("Anne Dupont")
    page.reload()
    expect(page.locator("#name")).to_have_value("Anne Dupont")
    first = saved(page, "save", tmp_path)

    other = open_sheet(accept_downloads=True)
    choose(other, "toilet.md, 1, heading 1", "change", "Position sur les toilettes")
    other.locator("[data-load]").set_input_files(first)
    expect(other.locator("[data-said] .dutch")).to_have_text(
        [
            "Teksten uit het bestand overgenomen: 1",
            "Teksten waarover u en uw collega iets anders kozen: 1",
        ]
    )
    expect(text(other, "postnatal.md, 1, heading 1").locator("[value=question]")).to_be_checked()
    differing = text(other, "toilet.md, 1, heading 1").locator("[data-other]")
    expect(differing).to_contain_text("Anne Dupont koos iets anders:")
    differing.locator("button").click()
    expect(text(other, "toilet.md, 1, heading 1").locator("[value=good]")).to_be_checked()
    expect(differing).to_be_hidden()
    expect(other.locator("#name")).to_have_value("")  # nobody signs for a colleague


def test_a_review_goes_all_the_way_into_the_sources(open_sheet: Open, tmp_path: Path) -> None:
    page = open_sheet(accept_downloads=True)
    page.evaluate("document.querySelectorAll('[value=good]').forEach(choice => choice.click())")
    area = text(page, "toilet.md, 4, numbered item").locator("[data-field=change] textarea")
    before = area.input_value()
    choose(page, "toilet.md, 4, numbered item", "change", before.replace("*Position", "*Posture"))
    links = text(page, "exercises/index.md, 2, paragraph").locator("[data-field=change] textarea")
    choose(
        page,
        "exercises/index.md, 2, paragraph",
        "change",
        links.input_value().replace("[force]", "[puissance]"),
    )
    choose(page, "language.yml, strings, guide.stop", "change", "Stop : finir")
    choose(page, "language.yml, pictures, layers, legend, 2", "change", "couche du milieu")
    choose(
        page,
        ENDURANCE,
        "change",
        "Contractez *plusieurs secondes* (de 3 à 12 secondes). *Relâchez* pendant 20 secondes.",
    )
    choose(page, "lifting.md, 1, heading 1", "question", "Est-ce clair ?")
    sign(page)
    page.locator("[data-do=finish]").click()  # tells of the number first
    expect(page.locator("[data-finished] .dutch")).to_contain_text("Teksten met een waarschuwing: 1.")
    file = saved(page, "finish", tmp_path)
    expect(page.locator("[data-finished] .dutch")).to_have_text(
        "Bewaard. Mail het bestand review-fr.json terug."
    )

    copy = change(tmp_path, {})
    old = {
        path: path.read_text("utf-8") for path in (copy / "docs").rglob("*") if path.suffix in (".md", ".yml")
    }
    told = acceptance.take(copy, file)
    new = {path: path.read_text("utf-8") for path in old}
    changed = {path.relative_to(copy / "docs").as_posix() for path in old if old[path] != new[path]}
    assert changed == {"fr/toilet.md", "fr/exercises/index.md", "fr/language.yml"}
    toilet = copy / "docs/fr/toilet.md"
    assert new[toilet] == old[toilet].replace("1. **Position", "1. **Posture", 1)
    index = copy / "docs/fr/exercises/index.md"
    assert new[index] == old[index].replace("[force](strength.md)", "[puissance](strength.md)")
    strings = new[copy / "docs/fr/language.yml"]
    assert "  guide.stop: Stop : finir\n" in strings or "  guide.stop: 'Stop : finir'\n" in strings
    assert "- couche du milieu\n" in strings
    assert (
        "Refused\n    exercises/endurance.md, 4, numbered item: the numbers 3, 12, 20 instead of 3, 10, 20"
        in told
    )
    assert "Questions\n    lifting.md, 1, heading 1: Est-ce clair ?" in told

    found = acceptance.read(copy)
    assert not found.records["fr"].changes
    states = found.language("fr").states
    assert {name for name, state in states.items() if state == "draft"} == {"endurance", "lifting"}
    assert states["toilet"] == "reviewed"
    assert [str(review) for review in found.language("fr").reviews["toilet"]] == [
        "reviewed by Anne Dupont, sage-femme, on 2026-11-20"
    ]


def test_the_same_sheet_makes_a_new_language(open_sheet: Open, tmp_path: Path) -> None:
    page = open_sheet("it", accept_downloads=True)
    assert page.locator("[value=good]").count() == 0
    page.evaluate(
        """() => document.querySelectorAll("fieldset").forEach(one => {
          one.querySelector("[value=change]").click();
          one.querySelector("[data-field=change] textarea").value = one.querySelector("[data-dutch]").dataset.dutch
            .replace(/(?<![{\\p{L}])[\\p{L}]{2,}(?![}\\p{L}])/gu, word => word + "o");
        })"""
    )
    text(page, "mkdocs.yml, name").locator("textarea").first.fill("Italiano")
    sign(page)
    file = saved(page, "finish", tmp_path)
    copy = change(tmp_path, {})
    acceptance.take(copy, file)
    found = acceptance.read(copy)
    assert found.language("it").name == "Italiano"
    assert not found.records["it"].changes
    assert set(found.language("it").states.values()) == {"draft"}  # nobody reviews what she has written
    assert "it" in found.published.languages
    assert found.sources.pages["it"]["toilet.md"].blocks[0].text == "Toilethoudingo"
    assert (copy / "mkdocs.yml").read_text("utf-8").count("locale: ") == 6


def test_without_three_fields_it_cannot_be_signed(open_sheet: Open) -> None:
    page = open_sheet()
    page.locator("#name").fill("Anne Dupont")
    page.locator("[data-do=finish]").click()
    expect(page.locator("[data-finished] .dutch")).to_contain_text("Vul eerst in:")
    expect(page.locator("#profession")).to_be_focused()


@pytest.mark.parametrize(
    "content",
    ["no json", "{}", '{"format": "perinatal-review", "version": 1, "language": "de", "texts": {}}'],
)
def test_a_file_that_does_not_belong_here_is_told_and_changes_nothing(
    open_sheet: Open, tmp_path: Path, content: str
) -> None:
    page = open_sheet()
    file = tmp_path / "review.json"
    file.write_text(content, "utf-8")
    page.locator("[data-load]").set_input_files(file)
    expect(page.locator("[data-said] .dutch")).to_have_text("Dit bestand hoort niet bij dit blad.")
    assert page.locator("[data-choice]").count() == 0


@pytest.mark.parametrize("kept", ["{}", '{"texts": {}}', "[]", "1"])
def test_what_the_browser_kept_in_another_form_does_not_stop_the_sheet(open_sheet: Open, kept: str) -> None:
    page = open_sheet(script=f"Storage.prototype.getItem = () => {kept!r}")
    choose(page, "toilet.md, 1, heading 1", "good")
    expect(page.locator("[data-progress]")).to_contain_text("1")


def test_a_browser_that_keeps_nothing_says_so(open_sheet: Open) -> None:
    script = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })"
    page = open_sheet(script=script)
    choose(page, "toilet.md, 1, heading 1", "good")
    expect(page.locator("[data-stored] .dutch")).to_have_text(
        "Deze browser bewaart niets. Bewaar uw werk als bestand."
    )


def test_what_changed_since_a_file_was_saved_is_counted_and_left_out(
    open_sheet: Open, tmp_path: Path
) -> None:
    page = open_sheet(accept_downloads=True)
    choose(page, "toilet.md, 1, heading 1", "good")
    choose(page, "toilet.md, 2, heading 2", "good")
    file = saved(page, "save", tmp_path)
    data = json.loads(file.read_text("utf-8"))
    data["texts"]["toilet.md, 1, heading 1"]["dutch"] = "Anders"
    file.write_text(json.dumps(data), "utf-8")
    fresh = open_sheet()
    fresh.locator("[data-load]").set_input_files(file)
    expect(fresh.locator("[data-said]")).to_contain_text("Niet overgenomen: 1")
    assert fresh.locator("[data-choice]").count() == 1


def test_without_javascript_it_can_be_read_and_printed_and_claims_nothing(open_sheet: Open) -> None:
    page = open_sheet(java_script_enabled=False)
    expect(text(page, ENDURANCE).locator("[data-dutch]")).to_be_visible()
    for part in (".choices", "[data-buttons]", "[data-field]", "[data-other]"):
        assert page.locator(part).locator("visible=true").count() == 0
    page.emulate_media(media="print")
    expect(text(page, ENDURANCE).locator(".pen")).to_be_visible()


@pytest.mark.parametrize("code", ["fr", "ar"])
def test_it_is_used_by_keyboard(open_sheet: Open, code: str) -> None:
    page = open_sheet(code)
    page.locator("[data-do=next]").focus()
    page.keyboard.press("Enter")
    first = page.locator("fieldset").first
    expect(first.locator("[value=good]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(first.locator("[value=change]")).to_be_checked()
    page.keyboard.press("Tab")
    expect(first.locator("[data-field=change] textarea")).to_be_focused()


@pytest.mark.parametrize(("code", "scheme"), [("fr", "light"), ("ar", "dark")])
def test_it_fits_a_phone_and_axe_finds_nothing(open_sheet: Open, code: str, scheme: str) -> None:
    page = open_sheet(code, viewport={"width": 360, "height": 780}, color_scheme=scheme)
    choose(page, ENDURANCE, "change", "x")
    # A sample of each form: the whole sheet is the same again, some hundred times.
    page.evaluate(
        "document.querySelectorAll('fieldset:nth-of-type(n+4):not([data-choice])').forEach(one => one.remove())"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else "ltr")
    assert violations(page) == []
    for control in page.locator("button, .button, .choices label").locator("visible=true").all():
        box = control.bounding_box()
        assert box and box["height"] >= 44


def test_a_lay_form_and_markdown_are_one_text() -> None:
    source = "**Fort**, [ici](a.md#b) et [là](c.md)"
    assert lay(source) == "*Fort*, [ici] et [là]"
    assert markdown("[ici] et *plus*, [là-bas]", source) == "[ici](a.md#b) et **plus**, [là-bas](c.md)"
    assert [signs(words) for words in ("*a* [b]", "a", "*a", "[a*]*", "*a* *b*")] == [
        "*[",
        "",
        "?",
        "?",
        "**",
    ]
