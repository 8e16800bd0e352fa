"""The write-ups' derivations as text with formulas, from the page *By hand*."""

import re

from mnistgui.resources_dir import resource

TITLES = ("Softmax with cross-entropy", "The stable form", "Deltas")
"""Headings of the page whose sections are derivations."""


def derivation(title: str) -> str:
    """Read a derivation.

    Parameters
    ----------
    title : str
        One of :data:`TITLES`.

    Returns
    -------
    str
        The section in Markdown, with its subsections.
    """
    page = resource("docs/by-hand.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    if found is None:
        raise LookupError(f"the page By hand has no section {title!r}")
    return found[0].strip() + "\n"
