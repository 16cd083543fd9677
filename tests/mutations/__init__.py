"""What people and programs do to the content, one change at a time: each module yields one sort of changes."""

from collections.abc import Iterator

from tests.mutations import files, harmless, lies, markup, numbers, settings, strings, words
from tests.mutations.change import Mutation


def every() -> Iterator[Mutation]:
    """All of them, those that must be caught and then those that must pass."""
    for module in (numbers, words, strings, markup, files, settings, lies, harmless):
        yield from module.mutations()
