"""mkdocs.yml, strictly: what a hospital and an editor may choose, and that nothing else is changed.

MkDocs, its theme and static-i18n know many more options. Most have no effect on pages that are our own,
and some break addresses that stand on paper: whatever is not named here is refused.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml_env_tag
from pydantic import BeforeValidator, ConfigDict, Field, field_validator

from brochure.problems import Problem, listed
from brochure.read.sections import Section
from brochure.read.source import (
    LINE,
    SOURCE,
    Strict,
    StrictLoader,
    UnreadableError,
    read_yaml,
    shown,
    validate,
)

FILE = "mkdocs.yml"

PageFile = Annotated[
    str,
    Field(
        pattern=r"^([a-z0-9-]+/)*[a-z0-9-]+\.md$",
        description="the file name of a page, without a title or a group, such as exercises/index.md",
    ),
]
Switch = Annotated[bool, Field(description="true or false")]


def _boolean(value: Any) -> Any:
    """For pydantic 1 and 1.0 are literally true; for MkDocs they are not."""
    if not isinstance(value, bool):
        raise ValueError("not a boolean")
    return value


class Option(Strict):
    """Keys as MkDocs writes them."""

    model_config = ConfigDict(alias_generator=None)


class Features(Option):
    """What a hospital may turn off; the site is complete without any of it."""

    guide: Switch = True
    today: Switch = True
    reminders: Switch = True
    date: Switch = True
    aloud: Switch = True
    letter: Switch = True
    together: Switch = True
    search: Switch = True
    booklet: Switch = True
    offline: Switch = True


class Brochure(Option):
    """The plugin's own options."""

    beside: Annotated[list[PageFile], Field(default_factory=list, description="a list of pages")]
    cards: Annotated[dict[str, str], Field(default_factory=dict, description="lines such as home: feeding")]
    publish: Annotated[
        Literal["all", "reviewed"],
        Field(description="all, or reviewed: only the languages and pages that a clinician has reviewed"),
    ] = "all"
    features: Annotated[Features, Field(description="lines such as guide: true")] = Features()


class Entry(Option):
    """A language of the site."""

    locale: Annotated[
        str,
        Field(
            pattern=r"^[a-z]{2}$",
            description="the two letters of the language (ISO 639-1), without a region or a script: they "
            "stand in every address, and a phone that is set to another region must find the language too",
        ),
    ]
    name: Annotated[str, Field(pattern=LINE, description="the language's own name, on one line")]
    default: (
        Annotated[Literal[True], BeforeValidator(_boolean), Field(description="true, for Dutch alone")] | None
    ) = None


class I18n(Option):
    docs_structure: Annotated[Literal["folder"], Field(description="folder")]
    fallback_to_default: Annotated[
        Literal[False],
        BeforeValidator(_boolean),
        Field(description="false: never a page in another language than its address says"),
    ]
    reconfigure_material: Annotated[Literal[False], BeforeValidator(_boolean), Field(description="false")]
    languages: Annotated[list[Entry], Field(min_length=1, description="a list of languages")]


class Plugins(Option):
    brochure: Annotated[Brochure, Field(description="its options")]
    i18n: Annotated[I18n, Field(description="its options")]


class Theme(Option):
    name: Annotated[Literal["material"], Field(description="material")]
    custom_dir: Annotated[Literal["overrides"], Field(description="overrides")]
    font: Annotated[
        Literal[False], BeforeValidator(_boolean), Field(description="false: no request to another host")
    ]


class Extra(Option):
    hospital: Annotated[dict[str, Any] | None, Field(description="the hospital's details")] = None


class Settings(Option):
    """Everything in mkdocs.yml."""

    site_name: Annotated[str, Field(min_length=1, description="a name; readers see that of language.yml")]
    site_url: Annotated[str | None, Field(description='the line site_url: !ENV [SITE_URL, ""]')]
    site_dir: Annotated[Literal["site"], Field(description="site")]
    strict: Annotated[
        Literal[True], BeforeValidator(_boolean), Field(description="true: what is not right stops the build")
    ]
    dev_addr: Annotated[
        str,
        Field(pattern=r"^[\w.-]+:\d{2,5}$", description="where make serve shows the site: 127.0.0.1:8000"),
    ] = "127.0.0.1:8000"
    theme: Annotated[Theme, Field(description="the theme")]
    watch: Annotated[list[Literal["overrides", "brochure"]], Field(description="overrides and brochure")]
    plugins: Annotated[Plugins, Field(description="brochure and i18n")]
    extra: Annotated[Extra, Field(description="the hospital's details, below hospital")] = Extra()
    markdown_extensions: Annotated[
        list[Literal["admonition", "attr_list"]],
        Field(min_length=2, max_length=2, description="admonition and attr_list"),
    ]
    exclude_docs: Annotated[Literal["*.yml\nassets/\n"], Field(description="the lines *.yml and assets/")]
    nav: Annotated[list[PageFile], Field(min_length=1, description="a list of pages, in reading order")]

    @field_validator("plugins", mode="before")
    @classmethod
    def _by_name(cls, plugins: Any) -> Any:
        """MkDocs writes plugins as a list; their options are found by name."""
        if isinstance(plugins, list) and all(isinstance(one, dict) and len(one) == 1 for one in plugins):
            names = [name for one in plugins for name in one]
            if len(set(names)) == len(names):
                return {name: one[name] for one in plugins for name in one}
        return plugins

    @property
    def codes(self) -> list[str]:
        return [language.locale for language in self.plugins.i18n.languages]

    @property
    def address(self) -> str:
        """The address of the site, "" for none: without a page's name, with a slash at its end."""
        parts = urlsplit((self.site_url or "").removesuffix("index.html"))
        if not parts.netloc:
            return ""
        return parts._replace(netloc=parts.netloc.lower(), path=f"{parts.path.rstrip('/')}/").geturl()


class _Loader(StrictLoader):
    """The one file that may read a value from the environment."""

    tags = frozenset({"!ENV"})


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)


def load(file: Path) -> tuple[Settings | None, list[Problem]]:
    """The settings, or everything that is wrong with them."""
    try:
        data = read_yaml(file, FILE, loader=_Loader)
    except UnreadableError as error:
        return None, [*error.problems]
    settings, problems = validate(Settings, data, FILE)
    if settings:
        problems += _twice(settings) + _address(settings)
        first = settings.codes[0]
        defaults = [one.locale for one in settings.plugins.i18n.languages if one.default]
        if [first, *defaults] != [SOURCE, SOURCE]:
            cure = f"Put {{ locale: {SOURCE}, name: …, default: true }} first, and no other default."
            found = f"{first!r} first, and as default {listed(map(repr, defaults))}"
            expected = f"{SOURCE!r} first, the source of all others, and the only default"
            problems.append(Problem(FILE, "plugins.i18n.languages", found, expected, cure))
    return settings, problems


def _twice(settings: Settings) -> list[Problem]:
    """A page, a section or a language may stand in its list once."""
    pages = [*settings.nav, *settings.plugins.brochure.beside]
    lists = {
        "plugins.i18n.languages": settings.codes,
        "nav": pages,
        "nav ": [Section(page).id for page in dict.fromkeys(pages)],
    }
    return [
        Problem(
            FILE, place.strip(), f"{one!r} twice", "each once", "Remove one of the two, or name it otherwise."
        )
        for place, names in lists.items()
        for one, count in Counter(names).items()
        if count > 1
    ]


def _address(settings: Settings) -> list[Problem]:
    address = settings.site_url or ""
    if not address or re.fullmatch(r"https?://[A-Za-z0-9._-]+(:[0-9]+)?(/[A-Za-z0-9._~%/+-]*)?", address):
        return []
    return [
        Problem(
            FILE,
            "site_url (SITE_URL)",
            shown(address),
            "an address such as https://hospital.example/kine/, in the letters of the Latin alphabet, "
            "with nothing after ? or #",
            "Open the site in a browser, and copy the address of its first page up to its last slash.",
        )
    ]
