"""The pages of the documentation that Help shows, and where the links between them lead."""

import posixpath
import re
from dataclasses import dataclass
from functools import cache

from mnistgui.resources_dir import resource

CONTENTS = "index.md"
_LINK = re.compile(r"\[([^\]]+)\]\(([^)#:]+\.md)\)")
_NO_WORD = re.compile(r"[^\w\s-]")


@dataclass(frozen=True)
class HelpPlace:
    """A page, and a section in it.

    Parameters
    ----------
    page : str
        Its path inside the documentation, such as ``"panels/curves.md"``.
    section : str
        Anchor of a heading; empty for the top.
    """

    page: str
    section: str = ""


def text_of(page: str) -> str:
    """Read a page's Markdown."""
    return resource(f"docs/{page}").read_text(encoding="utf-8")


@cache
def title_of(page: str) -> str:
    """Read the first heading of a page."""
    return text_of(page).partition("\n")[0].removeprefix("# ").strip()


@cache
def pages() -> tuple[str, ...]:
    """List all pages in the order in which the contents name them, which come first themselves."""
    linked = [link for _, link in _LINK.findall(text_of(CONTENTS))]
    return (CONTENTS, *dict.fromkeys(linked))


def anchor_of(heading: str) -> str:
    """Name a heading as links do: in small letters, with hyphens between words."""
    words = _NO_WORD.sub("", heading).strip().lower()
    return re.sub(r"[\s-]+", "-", words)


def followed(page: str, link: str) -> HelpPlace | None:
    """Work out where a link of a page leads; None out of the documentation."""
    target, _, section = link.partition("#")
    if ":" in target:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target)) if target else page
    return HelpPlace(path, section)


def page_of_panel(name: str) -> HelpPlace:
    """Name the page that explains a panel."""
    return HelpPlace(f"panels/{name}.md")


@cache
def summary_of(page: str) -> str:
    """Read the first paragraph after the heading, as plain words."""
    paragraphs = text_of(page).split("\n\n")
    first = next(one for one in paragraphs[1:] if not one.startswith(("!", "#", "|", "```")))
    words = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", first)
    return re.sub(r"[*`]", "", words).replace("\n", " ")
