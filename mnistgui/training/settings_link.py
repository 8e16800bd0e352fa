"""Settings as a link: a text without spaces that chats and mails leave whole."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from mnistgui.errors import UserError

PREFIX = "mnistgui:settings?"
_LINK = re.compile(re.escape(PREFIX) + r"([^\s<>\"'()\[\]]*)")
_AFTER_A_LINK = ".,;:!?"  # what a sentence may put behind a link


def write_link(settings: Mapping[str, str]) -> str:
    """Write settings as a link.

    Parameters
    ----------
    settings : mapping of str to str
        By name, as people type them.

    Returns
    -------
    str
        Such as ``mnistgui:settings?hidden=512,768&epochs=10``.
    """
    pairs = settings.items()
    return PREFIX + "&".join(f"{name}={quote(value, safe=',')}" for name, value in pairs)


def linked_settings(text: str) -> dict[str, str] | None:
    """Find the settings of the first link in a text.

    Parameters
    ----------
    text : str
        May have words around the link.

    Returns
    -------
    dict of str to str, or None
        By name, as people type them; None where there is no link.

    Raises
    ------
    UserError
        The link is cut off or damaged.
    """
    found = _LINK.search(text)
    if found is None:
        return None
    link = found.group(1).rstrip(_AFTER_A_LINK)
    try:
        pairs = parse_qsl(link, keep_blank_values=True, strict_parsing=True)
    except ValueError as error:
        raise UserError(
            f"the link {PREFIX}{link} is cut off or damaged; one as 'Copy settings as a link' "
            f"writes it is accepted, such as {PREFIX}epochs=5"
        ) from error
    return dict(pairs)
