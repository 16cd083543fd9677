"""`make screenshots`: every kind of page on a phone and a desktop, in light and dark, in three scripts, on one sheet.

A person looks it over in a minute before a release: dist/screenshots.png. The pictures of the README are made with it.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import EXERCISES, PHONE, ROOT, address, build_changed, chromium, serve

LANGUAGES = ["nl", "ar", "ti"]
# Each kind of page, and what is tapped on it before it is looked at.
KINDS = {
    "home": ("", ""),
    "text": ("toilet/", ""),
    "exercises": ("exercises/", ""),
    "exercise": (EXERCISES[1], ""),
    "guide": (EXERCISES[1], "[data-guide-start]"),
    "search": ("", "[data-search]"),
    "languages": ("toilet/", "header .menu:last-child summary"),
    "about": ("about/", ""),
    "letter": ("letter/", ""),
}
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}
THEMES = ["light", "dark"]
HEIGHT, GAP, LABEL = 300, 8, 90


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        attempt = build_changed(Path(scratch), {}, LANGUAGES)
        assert attempt.returncode == 0, attempt.message
        with serve(attempt.folder) as root, browser() as chrome:
            sheet = contact_sheet(chrome, root)
            for name, path, size in (("phone", EXERCISES[1], "phone"), ("desktop", "", "desktop")):
                picture = shot(chrome, root + path, size, "light")
                picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128).save(
                    ROOT / f"manual/{name}.png", optimize=True
                )
    (ROOT / "dist").mkdir(exist_ok=True)
    sheet.save(ROOT / "dist/screenshots.png", optimize=True)
    print(f"dist/screenshots.png, {sheet.width}x{sheet.height}")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chrome
        chrome.close()


def contact_sheet(chrome: Browser, root: str) -> Image.Image:
    """A row for each kind of page; in it the languages, and of each the sizes in both themes."""
    rows = []
    for name, (path, tap) in KINDS.items():
        row = [
            shot(chrome, root + address(language, path), size, theme, tap, language)
            for language in LANGUAGES
            for size in SIZES
            for theme in THEMES
        ]
        rows.append((name, [small(picture) for picture in row]))
    width = LABEL + sum(picture.width + GAP for picture in rows[0][1])
    sheet = Image.new("RGB", (width, len(rows) * (HEIGHT + GAP)), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for number, (name, pictures) in enumerate(rows):
        top, left = number * (HEIGHT + GAP), LABEL
        pen.text((GAP, top + GAP), name, fill="black", font=font)
        for picture in pictures:
            sheet.paste(picture, (left, top))
            left += picture.width + GAP
    return sheet


def shot(
    chrome: Browser, url: str, size: str, theme: str, tap: str = "", language: str = "nl"
) -> Image.Image:
    """What stands on the first screen of a device that is set to the page's language."""
    width, height = SIZES[size]
    options = PHONE if size == "phone" else {"viewport": {"width": width, "height": height}}
    device = {**options, "locale": language, "color_scheme": theme, "reduced_motion": "reduce"}
    page = chrome.new_page(**device)
    page.goto(url)
    page.locator("html[data-script]").wait_for(state="attached")
    if tap:
        page.locator(tap).first.click()
        page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.close()
    return picture.convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    return picture.resize((round(picture.width * HEIGHT / picture.height), HEIGHT), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
