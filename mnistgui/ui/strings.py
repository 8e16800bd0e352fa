"""Every sentence the window shows passes through here, so that it can be translated."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Text in the person's language; the English text itself where no translation is loaded.

    Parameters
    ----------
    text : str
        English text; placeholders in braces are filled in by the caller afterwards.

    Returns
    -------
    str
        Translated text.
    """
    return QCoreApplication.translate("mnistgui", text)
