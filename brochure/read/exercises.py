"""What the brochure prescribes, as validated data (docs/exercises.yml)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from brochure.problems import Problem
from brochure.read.source import Strict, UnreadableError, read_yaml, validate

FILE = "docs/exercises.yml"


class Hold(NamedTuple):
    """How many seconds to hold a contraction: any whole number from `min` to `max`."""

    min: int
    max: int


def _hold(value: Any) -> Hold:
    match = re.fullmatch(r"([1-9]\d*)\.\.([1-9]\d*)", value) if isinstance(value, str) else None
    if not match or int(match[1]) >= int(match[2]):
        raise ValueError("not a range")
    return Hold(int(match[1]), int(match[2]))


def _all_different(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("one stands there twice")
    return values


Position = Annotated[Literal["supine-knees-bent"], Field(description="supine-knees-bent")]
Sessions = Annotated[Literal["several-a-day"], Field(description="several-a-day")]
Count = Annotated[int, Field(ge=1, le=100, description="a whole number from 1 to 100")]
Weeks = Annotated[int, Field(ge=1, le=52, description="a whole number of weeks from 1 to 52")]
HoldSeconds = Annotated[
    Hold,
    BeforeValidator(_hold),
    PlainSerializer(lambda hold: hold._asdict(), return_type=dict[str, int]),
    WithJsonSchema(
        {
            "description": "how many seconds to hold: any whole number from min to max",
            "type": "object",
            "properties": {"min": {"type": "integer"}, "max": {"type": "integer"}},
            "required": ["min", "max"],
            "additionalProperties": False,
        },
        mode="serialization",
    ),
    Field(description='two whole numbers of seconds, the smaller first, as in "3..10"'),
]


class Fact(NamedTuple):
    """A line of an exercise at a glance, in the keys of a language's strings."""

    name: str
    """What it is about: "exercise." and this is the key of its label."""
    values: Sequence[tuple[str, Mapping[str, int]]]
    """The key of each value, and the numbers for its placeholders."""


class Exercise(Strict):
    """What every exercise can tell a page, a script and a sheet of paper about itself."""

    def facts(self) -> list[Fact]:
        """What she is to do, in the order of doing."""
        return []

    def data(self) -> dict[str, str | int]:
        """The `data-` attributes of the page's contract, by name without the prefix."""
        return {}


class Strength(Exercise):
    """Short and strong contractions; the brochure gives no seconds for them."""

    position: Position
    contraction: Annotated[Literal["short-strong"], Field(description="short-strong")]
    repetitions: Count
    sessions: Sessions

    def facts(self) -> list[Fact]:
        return [*_start(self), *_series(self)]

    def data(self) -> dict[str, str | int]:
        return {
            "position": self.position,
            "contraction": self.contraction,
            "repetitions": self.repetitions,
            "sessions": self.sessions,
        }


class Endurance(Exercise):
    """Contractions held for some seconds, each followed by a rest."""

    position: Position
    contraction: Annotated[Literal["hold"], Field(description="hold")]
    hold_seconds: HoldSeconds
    rest_seconds: Annotated[int, Field(ge=1, le=300, description="a whole number of seconds from 1 to 300")]
    repetitions: Count
    sessions: Sessions

    def facts(self) -> list[Fact]:
        hold = "exercise.hold.value", self.hold_seconds._asdict()
        rest = "exercise.rest.value", {"seconds": self.rest_seconds}
        return [*_start(self), Fact("hold", [hold]), Fact("rest", [rest]), *_series(self)]

    def data(self) -> dict[str, str | int]:
        return {
            "position": self.position,
            "contraction": self.contraction,
            "repetitions": self.repetitions,
            "hold-min": self.hold_seconds.min,
            "hold-max": self.hold_seconds.max,
            "rest": self.rest_seconds,
            "sessions": self.sessions,
        }


class Coordination(Exercise):
    """Tightening just before an effort; nothing to count."""

    tighten_before: Annotated[
        list[Literal["sneezing", "coughing", "lifting"]],
        AfterValidator(_all_different),
        Field(min_length=3, max_length=3, description="the list [sneezing, coughing, lifting]"),
    ]

    def facts(self) -> list[Fact]:
        return [Fact("before", [(f"exercise.before.{moment}", {}) for moment in self.tighten_before])]


def _start(exercise: Strength | Endurance) -> Iterator[Fact]:
    yield Fact("position", [(f"exercise.position.{exercise.position}", {})])
    yield Fact("contraction", [(f"exercise.contraction.{exercise.contraction}", {})])


def _series(exercise: Strength | Endurance) -> Iterator[Fact]:
    yield Fact("repetitions", [("exercise.repetitions.value", {"count": exercise.repetitions})])
    yield Fact("sessions", [(f"exercise.sessions.{exercise.sessions}", {})])


class Tip(Strict):
    repetitions: Count


class AfterCaesarean(Strict):
    heaviest: Annotated[Literal["baby"], Field(description="baby")]
    weeks: Weeks


class PostnatalPhysiotherapy(Strict):
    after_weeks: Weeks


class Exercises(Strict):
    """What the brochure prescribes, as data."""

    strength: Annotated[Strength, Field(description="the parameters of the exercise")]
    endurance: Annotated[Endurance, Field(description="the parameters of the exercise")]
    coordination: Annotated[Coordination, Field(description="the parameters of the exercise")]
    tip: Annotated[Tip, Field(description="repetitions")]
    after_caesarean: Annotated[AfterCaesarean, Field(description="heaviest and weeks")]
    postnatal_physiotherapy: Annotated[PostnatalPhysiotherapy, Field(description="after-weeks")]

    def of(self, section: str) -> Exercise | None:
        """The exercise that a page is about, by the page's section id."""
        exercise = getattr(self, section.replace("-", "_"), None)
        return exercise if isinstance(exercise, Exercise) else None

    def stated(self) -> Mapping[tuple[str, str], Mapping[str, int]]:
        """The numbers that the prose must state: (page, anchor) to parameter and number.

        The prose of that part holds exactly these numbers, in every language.
        """
        strength, endurance = self.strength, self.endurance
        return {
            ("exercises/strength.md", ""): {"strength.repetitions": strength.repetitions},
            ("exercises/endurance.md", ""): {
                "endurance.hold-seconds, first": endurance.hold_seconds.min,
                "endurance.hold-seconds, last": endurance.hold_seconds.max,
                "endurance.rest-seconds": endurance.rest_seconds,
                "endurance.repetitions": endurance.repetitions,
            },
            ("exercises/coordination.md", ""): {},
            ("exercises/index.md", "tip"): {"tip.repetitions": self.tip.repetitions},
            ("lifting.md", "caesarean"): {"after-caesarean.weeks": self.after_caesarean.weeks},
            ("postnatal.md", ""): {
                "postnatal-physiotherapy.after-weeks": self.postnatal_physiotherapy.after_weeks
            },
        }


def load(docs: Path) -> tuple[Exercises | None, list[Problem]]:
    """The brochure's parameters, or everything that is wrong with the file."""
    try:
        data = read_yaml(docs / "exercises.yml", FILE)
    except UnreadableError as error:
        return None, [*error.problems]
    return validate(Exercises, data, FILE)


def differing(stated: Mapping[str, int], found: Counter[int]) -> str:
    """The stated numbers in words when the prose holds others, else nothing."""
    if Counter(stated.values()) == found:
        return ""
    listed = ", ".join(f"{number} ({name})" for name, number in stated.items())
    return listed or "no number"
