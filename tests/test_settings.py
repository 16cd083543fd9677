"""mkdocs.yml says what a hospital and an editor may choose; anything else is told and stops the build."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from brochure.problems import SettingsError
from brochure.read import settings
from tests.conftest import LANGUAGES, PLUGINS, SETTINGS
from tests.test_parity import sub


def read(tmp_path: Path, text: str) -> str:
    """What is told of a mkdocs.yml."""
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    _, problems = settings.load(tmp_path / "mkdocs.yml")
    return "\n".join(map(str, problems))


@pytest.mark.parametrize(("pattern", "new", "message"), [
    ("guide: true", 'guide: "yes"', "plugins.brochure.features.guide\n    found: 'yes'\n    expected: true or false"),
    ("cards:", "card:", "plugins.brochure.card\n    found: the unknown key 'card'\n    expected: only beside, cards, publish, features"),
    ("home: feeding", "home: [feeding]", "plugins.brochure.cards.home\n    found: [feeding]"),
    ("strict: true", "strict: false", "strict\n    found: false\n    expected: true"),
    ("site_dir: site", "site_dir: docs/site", "site_dir\n    found: 'docs/site'\n    expected: site"),
    ("site_dir: site", "site_dir: site\nuse_directory_urls: false", "use_directory_urls\n    found: the unknown key"),
    ("site_dir: site", "site_dir: site\ndocs_dir: text", "docs_dir\n    found: the unknown key"),
    ("custom_dir: overrides", "custom_dir: mine", "theme.custom_dir\n    found: 'mine'\n    expected: overrides"),
    ("fallback_to_default: false", "fallback_to_default: true", "plugins.i18n.fallback_to_default\n    found: true\n    expected: false"),
    ("docs_structure: folder", "docs_structure: suffix", "plugins.i18n.docs_structure\n    found: 'suffix'"),
    ("- admonition", "- footnotes", "markdown_extensions.0\n    found: 'footnotes'"),
    ("assets/", "assets/\n  toilet.md", "exclude_docs\n    found: "),
    ("- i18n:", "- search\n  - i18n:", "plugins\n    found: ["),
    ("- toilet.md", "- Toilet: toilet.md", "nav.8\n    found: {Toilet: toilet.md}\n    expected: the file name of a page, without a title"),
    ("- toilet.md", "- toilet.md\n  - old/toilet.md", "nav\n    found: 'toilet' twice"),
    ("- toilet.md", "- ../toilet.md", "nav.8\n    found: '../toilet.md'"),
    (r"(        - \{ locale: fr.*\n)", r"\1\1", "plugins.i18n.languages\n    found: 'fr' twice"),
    ("locale: fr,", "locale: fr, fixed_link: /x,", "plugins.i18n.languages.1.fixed_link\n    found: the unknown key"),
    ("locale: fr", "locale: pt_BR", "plugins.i18n.languages.1.locale\n    found: 'pt_BR'\n    expected: the two letters of the language"),
    ("locale: fr", "locale: pt-BR", "found: 'pt-BR'\n    expected: the two letters of the language (ISO 639-1), without a region"),
    ("locale: fr", "locale: zh-Hant", "found: 'zh-Hant'\n    expected: the two letters of the language"),
    ("locale: nl", "locale: fr", "found: 'fr' twice"),
    (", default: true", "", "plugins.i18n.languages\n    found: 'nl' first, and as default none\n    expected: 'nl' first, the source of all others, and the only default"),
    ("site_name:", "site_nam:", "site_nam\n    found: the unknown key"),
    ("^theme:", "theme: [", "found: "),
    (r"\A", "extra: {}\n", "found: the key 'extra' stands here twice"),
])  # fmt: skip
def test_what_is_not_to_be_chosen_is_told(tmp_path: Path, pattern: str, new: str, message: str) -> None:
    found = read(tmp_path, sub(pattern, new)(SETTINGS))
    assert message in found
    assert all(line.startswith("mkdocs.yml, ") for line in found.splitlines() if not line.startswith(" "))


def test_every_choice_of_the_file_itself_is_understood(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    found, problems = settings.load(tmp_path / "mkdocs.yml")
    assert found and problems == []
    assert found.codes == LANGUAGES
    assert found.plugins.brochure.features.model_dump() == PLUGINS["brochure"]["features"]


@pytest.mark.parametrize(("written", "address"), [
    ("", ""),
    ("https://hospital.example", "https://hospital.example/"),
    ("https://Hospital.Example/Kine", "https://hospital.example/Kine/"),
    ("http://10.0.0.1:8080/kine/", "http://10.0.0.1:8080/kine/"),
    ("https://hospital.example/kine/index.html", "https://hospital.example/kine/"),
    ("https://hospital.example/caf%C3%A9/", "https://hospital.example/caf%C3%A9/"),
    ("https://xn--zkenhuis-o2a.example/", "https://xn--zkenhuis-o2a.example/"),
])  # fmt: skip
def test_the_sites_address_has_one_form(tmp_path: Path, written: str, address: str) -> None:
    text = re.sub("^site_url:.*$", f'site_url: "{written}"', SETTINGS, flags=re.M)
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    found, problems = settings.load(tmp_path / "mkdocs.yml")
    assert found and (found.address, problems) == (address, [])


@pytest.mark.parametrize("address", [
    "hospital.example/kine/",
    "ftp://hospital.example/",
    "https://hospital.example/?id=1",
    "https://hospital.example/#top",
    "https://hospital.example/a b/",
    " https://hospital.example/",
    "https://ziekenhuïs.example/",
    "https://hospital.example/café/",
    "https://me:secret@hospital.example/",
])  # fmt: skip
def test_an_address_that_would_not_be_the_same_everywhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    assert (
        f"mkdocs.yml, site_url (SITE_URL)\n    found: '{address}'\n    expected: an address such as"
        in read(tmp_path, SETTINGS)
    )


def test_keys_whose_head_is_lost_are_one_problem(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"^      features:.*\n", "", SETTINGS, flags=re.M), "utf-8")
    message = str(SettingsError(settings.load(tmp_path / "mkdocs.yml")[1]))
    assert message.startswith("1 problem in the settings.")
    assert "mkdocs.yml, plugins.brochure.cards.guide, plugins.brochure.cards.today, " in message


def test_the_preview_may_have_one_language(told: Callable[..., str]) -> None:
    assert told({}, command="serve", ONLY="fr") == ""
