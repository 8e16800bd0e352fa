"""Files that lie beside digits and are none: hidden ones, documents, what systems leave behind."""

from pathlib import PurePath

_FOLDERS = frozenset({"__macosx", "__pycache__", "$recycle.bin"})
_FILES = frozenset({"thumbs.db", "desktop.ini", "license", "readme", "checksums", "saved_model.pb"})
_DOCUMENTS = (
    ".md",
    ".rst",
    ".doc",
    ".docx",
    ".odt",
    ".ods",
    ".pdf",
    ".ppt",
    ".pptx",
    ".xls",
    ".xlsx",
)
_CODE = (
    ".html",
    ".htm",
    ".py",
    ".ipynb",
    ".m",
    ".r",
    ".c",
    ".h",
    ".cpp",
    ".java",
    ".js",
    ".sh",
    ".bat",
)
_NOTES = (
    ".exe",
    ".log",
    ".yml",
    ".yaml",
    ".toml",
    ".ini",
    ".cfg",
    ".xml",
    ".url",
    ".lnk",
    ".bib",
    ".tex",
)
_LEFT_BEHIND = (".md5", ".sha1", ".sha256", ".part", ".crdownload", ".tmp", ".jsonl", ".json")
_SUFFIXES = frozenset((*_DOCUMENTS, *_CODE, *_NOTES, *_LEFT_BEHIND))


def is_ignored(name: str) -> bool:
    """Return whether a file or folder of this name is passed over in silence.

    Parameters
    ----------
    name : str
        Without its folder.

    Returns
    -------
    bool
    """
    small = name.lower()
    path = PurePath(small)
    return (
        small.startswith((".", "~$"))
        or small in _FOLDERS
        or small in _FILES
        or path.suffix in _SUFFIXES
    )
