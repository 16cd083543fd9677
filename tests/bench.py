"""Prints what a first visit, a search, a build and a server cost: bytes, requests, paint, tasks, shift, time, memory.

A cold visit on a 360x780 phone, "Slow 4G" (150 ms, 1.6 Mbit/s), processor four times slower,
2.5 s without touching anything; medians of interleaved rounds. Two yardsticks, measured in the same run:
the exercise's bare text in one HTML file, and the same text with the site's style sheet and nothing else,
which is the best that a strict policy allows. `make bench BEFORE=folder` visits another build of the site
beside this one. A search is typed key by key on the same slow processor.
"""

import copy
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from brochure import acceptance
from brochure.read.languages import Review
from brochure.read.wording import Text
from brochure.write import pdfs, returned, review
from brochure.write.returned import Outcome
from tests.conftest import (
    EXERCISES,
    LANGUAGES,
    PATHS,
    PHONE,
    ROOT,
    TRIED,
    Site,
    accepted,
    address,
    change,
    chromium,
    serve,
)
from tests.load import print_load
from tests.test_search import QUERIES, answers, first_use, open_search

ROUNDS = 5
VISITS = {
    "home": "",
    "exercise": EXERCISES[1],
    "exercise, Arabic": f"ar/{EXERCISES[1]}",
    "bare text": "bare.html",
    "styled text": "styled.html",
}
BEFORE = "before: "
# Observes what the browser measures; the total blocking time is what tasks take beyond 50 ms.
OBSERVE = """
window.seen = { lcp: 0, fcp: 0, cls: 0, tbt: 0, get nodes() { return document.querySelectorAll("*").length } };
const on = (type, use) => new PerformanceObserver(l => l.getEntries().forEach(use)).observe({ type, buffered: true });
on("largest-contentful-paint", e => seen.lcp = e.startTime);
on("paint", e => { if (e.name === "first-contentful-paint") seen.fcp = e.startTime });
on("layout-shift", e => { if (!e.hadRecentInput) seen.cls += e.value });
on("longtask", e => seen.tbt += Math.max(0, e.duration - 50));
"""
# Types each query key by key; how long each key keeps the browser, layout included, in ms.
TYPE = """queries => queries.flatMap(words => Array.from(words, (_, end) => {
    const field = document.querySelector("[data-search-field]");
    const start = performance.now();
    field.value = words.slice(0, end + 1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.closest("dialog").getBoundingClientRect();
    return performance.now() - start;
}))"""
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js"}


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "site"
        print_builds(Path(scratch), folder)
        print_pdfs()
        print_load(folder)
        visits = VISITS | copy_before(folder / "before")
        write_yardsticks(folder)
        with serve(folder) as origin, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium(),
                args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
            )
            print_visits(visits, browser, origin)
            print_searches(browser, origin, folder)
            browser.close()


def copy_before(target: Path) -> dict[str, str]:
    """The visits to the other build that was named, if one was."""
    if len(sys.argv) < 2:
        return {}
    shutil.copytree(sys.argv[1], target)
    return {BEFORE + name: f"before/{VISITS[name]}" for name in ("home", "exercise")}


def write_yardsticks(folder: Path) -> None:
    text = copy.copy(Site(folder).article("nl", EXERCISES[1]))
    for picture in text.select("figure svg"):
        picture.decompose()
    (sheet,) = folder.glob("assets/site.*.css")
    style = f'<link rel="stylesheet" href="assets/{sheet.name}">'
    for name, head in {"bare": "", "styled": style}.items():
        html = f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>.</title>{head}{text}</html>'
        (folder / f"{name}.html").write_text(html, "utf-8")


def print_builds(scratch: Path, folder: Path) -> None:
    """What a build costs with a few languages, with all, and with as many again; `folder` gets that with all."""
    revision = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    print(f"revision {revision.stdout.strip() or '?'}, Python {sys.version.split()[0]}")
    columns = ["languages", "pages", "s", "ms a page", "MB", "files", "site KB", "exercise KB"]
    print("".join(f"{column:>13}" for column in columns))
    for codes, more in ((TRIED, 0), (LANGUAGES, 0), (LANGUAGES, len(LANGUAGES))):
        name = f"{len(codes) + more}"
        project = change(scratch / name, {}, codes)
        add_languages(project, more)
        target = folder if codes is LANGUAGES and not more else scratch / name / "site"
        figures = build(project, target, len(codes) + more)
        print("".join(f"{figure:13.{0 if figure == int(figure) else 1}f}" for figure in figures))
    print()


def print_pdfs() -> None:
    """What the PDFs cost on top, one after the other as in a build."""
    start = time.perf_counter()
    made = pdfs.collect(accepted(), ROOT, accepted().languages)
    seconds, size = time.perf_counter() - start, sum(len(pdf.made.content) for pdf in made)
    most = max(len(pdf.made.content) for pdf in made)
    print(
        f"{len(made)} PDFs: {1000 * seconds / len(made):.0f} ms each, {size / 1e6:.1f} MB, at most {most / 1e3:.0f} kB\n"
    )


def build(project: Path, target: Path, languages: int) -> list[float]:
    """The figures of one build; memory is that of this one process."""
    pages, start = languages * len(PATHS), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(target)],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "ONLY": "", "SITE_URL": ""},
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, "the build failed"
    files = [file for file in target.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1024
    page = (target / EXERCISES[1] / "index.html").read_bytes()
    html = len(gzip.compress(page, 6)) / 1024
    memory = usage.ru_maxrss / 1024
    return [languages, pages, seconds, 1000 * seconds / pages, memory, len(files), size, html]


# Languages of Europe that the site does not have; their words are the Dutch ones with an ending.
INVENTED = [
    "it",
    "sv",
    "da",
    "fi",
    "hu",
    "cs",
    "sk",
    "hr",
    "sl",
    "lt",
    "lv",
    "et",
    "ca",
    "eu",
    "gl",
    "is",
    "ga",
    "cy",
]


def add_languages(project: Path, count: int) -> None:
    """Gives a project languages that nobody speaks, by the way of a review sheet."""
    if not count:
        return
    found = acceptance.read(project)
    who = {"state": "reviewed", "name": "Nobody", "profession": "none", "date": date.today()}
    for code in INVENTED[:count]:
        texts = {text.key: invented(text, code) for text in returned.wanted(found)}
        outcome = Outcome(code, Review.model_validate(who), texts)
        acceptance.write(project, returned.revised(outcome, found, project))
    found = acceptance.read(project)
    for code in INVENTED[:count]:
        acceptance.accept_all(found, project, code, acceptance.files_of(found, code, ""))


def invented(text: Text, code: str) -> str:
    words = review.lay(text.text) if text.is_block else text.text
    made = re.sub(r"(?<![{\w])[^\W\d_]{2,}(?![}\w])", lambda word: word[0] + code, words)
    return review.markdown(made, text.text) if text.is_block else made


def print_visits(visits: dict[str, str], browser: Browser, origin: str) -> None:
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in visits}
    for _ in range(ROUNDS):
        for name, path in visits.items():
            task = longest_task(browser, origin + path)
            rounds[name].append(visit(browser, origin + path) | {"task": task})
    columns = ["html", "css", "js", "rest", "KB", "requests", "nodes", "fcp", "lcp", "task", "tbt", "cls"]
    print(f"{'':18}" + "".join(f"{column:>9}" for column in columns))
    for name, measured in rounds.items():
        median = {column: statistics.median(one[column] for one in measured) for column in columns}
        print(
            f"{name:18}" + "".join(f"{median[column]:9.{2 if column == 'cls' else 1}f}" for column in columns)
        )
    lcp = {name: statistics.median(one["lcp"] for one in measured) for name, measured in rounds.items()}
    for yardstick in ("bare text", "styled text"):
        print(f"LCP, exercise over {yardstick}: {lcp['exercise'] / lcp[yardstick]:.2f}")
    print(
        "KB are compressed, as they cross the network; times in ms; task is the longest of the main thread."
    )


def open_page(browser: Browser) -> tuple[Page, CDPSession]:
    """A phone that has not been here before, on a slow network and with a slow processor."""
    page = browser.new_context(**PHONE).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    bits = 1.6e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": bits, "uploadThroughput": bits},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page, session


def longest_task(browser: Browser, address: str) -> float:
    """Of a cold visit, in ms. A visit of its own, since watching costs time."""
    page, _ = open_page(browser)
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.goto(address)
    page.wait_for_timeout(1500)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.context.close()
    parsed = {(event["pid"], event["tid"]) for event in events if event["name"] == "ParseHTML"}
    tasks = [
        event["dur"]
        for event in events
        if event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in parsed and "dur" in event
    ]
    return float(max(tasks)) / 1000


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One cold visit: compressed KB by kind, number of requests, and what the browser measured."""
    page, session = open_page(browser)
    page.add_init_script(OBSERVE)
    kinds: dict[str, str] = {}
    figures = {"html": 0.0, "css": 0.0, "js": 0.0, "rest": 0.0}

    def weigh(event: dict[str, Any]) -> None:
        figures[kinds[event["requestId"]]] += event["encodedDataLength"] / 1024

    session.on(
        "Network.requestWillBeSent", lambda e: kinds.update({e["requestId"]: KINDS.get(e["type"], "rest")})
    )
    session.on("Network.loadingFinished", weigh)
    page.goto(address)
    page.wait_for_timeout(2500)
    figures |= page.evaluate("seen")
    page.context.close()
    return figures | {"KB": sum(figures[k] for k in ("html", "css", "js", "rest")), "requests": len(kinds)}


def print_searches(browser: Browser, origin: str, folder: Path) -> None:
    """How well and how fast a search answers what mothers type, and what its first use loads."""
    columns = ["queries", "first %", "in 3 %", "KB", "open ms", "key ms", "worst ms"]
    print(f"\n{'search':18}" + "".join(f"{column:>9}" for column in columns))
    for language in LANGUAGES:
        expected = QUERIES[language]["found"]
        page = browser.new_page(**PHONE)
        session = page.context.new_cdp_session(page)
        page.goto(origin + address(language, ""))
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        start = time.perf_counter()
        open_search(page)
        opened = time.perf_counter() - start
        rounds = [page.evaluate(TYPE, list(expected)) for _ in range(ROUNDS)]
        keys = sorted(map(min, zip(*rounds, strict=True)))  # without what else the machine does
        found = answers(page, list(expected))
        share = {
            most: sum(place in found[words][:most] for words, place in expected.items()) / len(expected)
            for most in (1, 3)
        }
        figures = [
            len(expected), 100 * share[1], 100 * share[3], sum(first_use(page, folder).values()) / 1024,
            1000 * opened, statistics.median(keys), keys[-1],
        ]  # fmt: skip
        print(f"{language:18}" + "".join(f"{figure:9.1f}" for figure in figures))
        page.close()


if __name__ == "__main__":
    main()
