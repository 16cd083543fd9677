"""What the oldest phones that the site is made for lack, from MDN's browser compatibility data (CC0).

    npm pack @mdn/browser-compat-data && tar xzf mdn-*.tgz
    python -m tests.phones package/data.json

writes tests/data/lacking.json, with which tests/test_phones.py looks at everything that is built.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data/lacking.json"
OLDEST = {
    "safari": 15.4,
    "safari_ios": 15.4,
    "chrome": 90,
    "chrome_android": 90,
    "firefox": 91,
    "firefox_android": 91,
    "samsunginternet_android": 15,
}
# Units that the data has under a name in common.
_UNITS = {
    f"viewport_percentage_units_{kind}": [f"{kind[0]}v{side}" for side in ("h", "w", "i", "b", "min", "max")]
    for kind in ("dynamic", "small", "large")
} | {"container_query_length_units": [f"cq{side}" for side in ("h", "w", "i", "b", "min", "max")]}
_NOT_NAMES = {"__compat", "__meta"}


def lacking(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """By kind, the names that one of the oldest phones does not know."""
    css, html, api, builtins = data["css"], data["html"], data["api"], data["javascript"]["builtins"]
    found = {
        "properties": [name for name, one in _named(css["properties"]) if _lacks(one)],
        "values": [
            f"{name}: {value.replace('_', '-')}"
            for name, one in _named(css["properties"])
            if not _lacks(one)
            for value, inner in _named(one)
            if _lacks(inner)
        ],
        "at-rules": [name for name, one in _named(css["at-rules"]) if _lacks(one)],
        "media": [name for name, one in _named(css["at-rules"]["media"]) if _lacks(one)],
        "selectors": [name for name, one in _named(css["selectors"]) if _lacks(one)],
        "functions": [name for name, one in _below(css["types"]) if _lacks(one)],
        "units": [
            unit
            for name, one in _named(css["types"]["length"])
            if _lacks(one)
            for unit in _UNITS.get(name, [name])
        ],
        "elements": [name for name, one in _named(html["elements"]) if _lacks(one)],
        "attributes": [
            f"{element} {name}"
            for element, one in [("*", html["global_attributes"]), *_named(html["elements"])]
            for name, inner in _named(one)
            if _lacks(inner)
        ],
        "globals": [name for name, one in [*_named(api), *_named(builtins)] if _lacks(one)],
        "members": list(_members([*_named(api), *_named(builtins)])),
    }
    return {kind: sorted({*names}) for kind, names in found.items()}


def _members(interfaces: list[tuple[str, Any]]) -> Iterator[str]:
    """Names of members that only newer interfaces have: of `x.name` nobody can tell what x is."""
    known: defaultdict[str, bool] = defaultdict(bool)
    for name, interface in interfaces:
        known[name] |= not _lacks(interface)  # such as window.caches
        for member, one in _named(interface):
            known[member.removesuffix("_static")] |= not _lacks(interface) and not _lacks(one)
    return (name for name, is_known in known.items() if not is_known)


def _named(branch: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, one) for name, one in branch.items() if name not in _NOT_NAMES]


def _below(branch: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, one in _named(branch):
        yield name, one
        yield from _below(one)


def _lacks(feature: Mapping[str, Any]) -> bool:
    if "__compat" not in feature:
        return False
    support = feature["__compat"]["support"]
    return any(not _supports(support.get(browser), oldest) for browser, oldest in OLDEST.items())


def _supports(told: Any, oldest: float) -> bool:
    """Whether a browser knows it by its own name, without a switch."""
    for one in told if isinstance(told, list) else [told]:
        plain = one and not {"flags", "prefix", "alternative_name", "version_removed"} & {*one}
        if plain and one["version_added"] not in (False, None, "preview"):
            numbers = str(one["version_added"]).lstrip("≤").split(".")
            if float(".".join(numbers[:2])) <= oldest:
                return True
    return told is None  # nothing is known: nothing is claimed


if __name__ == "__main__":
    found = lacking(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    FILE.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print({kind: len(names) for kind, names in found.items()})
