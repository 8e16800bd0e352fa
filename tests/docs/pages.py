"""Reads the README and the pages of the documentation for the tests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mnistgui.resources_dir import resource

DOCS = resource("docs")
CHECKOUT = Path(__file__).parents[2]
PAGES = tuple(sorted(DOCS.rglob("*.md")))
README = CHECKOUT / "README.md"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(mnistgui [^`\[]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    language: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    """All fenced blocks, in order."""
    for language, text in _FENCE.findall(page.read_text(encoding="utf-8")):
        yield Block(page, language, text)


def commands(text: str) -> Iterator[str]:
    """The lines of a block that begin with the program's name, without comments."""
    joined = text.replace("\\\n", " ")
    for line in joined.splitlines():
        if line.removeprefix("$ ").startswith("mnistgui "):
            yield line.removeprefix("$ ").partition("  #")[0].strip()


def all_commands() -> Iterator[tuple[Path, str]]:
    """Every command that a page or the README names, in blocks and in sentences."""
    for page in (README, *PAGES):
        if not page.exists():
            continue
        for block in blocks(page):
            yield from ((page, command) for command in commands(block.text))
        text = _FENCE.sub("", page.read_text(encoding="utf-8")).replace("\n", " ")
        yield from ((page, command) for command in _INLINE.findall(text))
