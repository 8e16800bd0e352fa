"""The place of a study: the URL of its storage, its name in there, and its files."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from platformdirs import user_data_path

from mnistgui.errors import UserError

STORAGE_VARIABLE = "MNISTGUI_STORAGE"
_SQLITE = "sqlite:///"
_SECRET = re.compile(r"(\w+://[^\s:/@]*:)[^\s]*@(?=[^\s@]*(?:\s|$))")


@dataclass(frozen=True)
class StudyPlace:
    """Where a study is kept.

    Parameters
    ----------
    url : str
        Of the storage, with its password if it has one: never show or write it.
    name : str
        Of the study in the storage.
    """

    url: str
    name: str

    def __repr__(self) -> str:
        """The place without its password, as dataclasses would show it."""
        return f"StudyPlace({self.shown!r}, {self.name!r})"

    @property
    def file(self) -> Path | None:
        """The study file; None where the storage is a server."""
        if not self.url.startswith(_SQLITE):
            return None
        return Path(self.url.removeprefix(_SQLITE))

    @property
    def shown(self) -> str:
        """The place for people: a file's path, or a URL without its password."""
        return str(self.file or without_password(self.url))

    @property
    def artifacts(self) -> str:
        """The folder for run files where the plan names none."""
        if self.file is not None:
            return str(self.file.with_name(f"{self.file.stem}.runs"))
        return str(user_data_path("mnistgui", appauthor=False) / "studies" / f"{self.name}.runs")

    def hide(self, text: str) -> str:
        """Take the password out of words of a library.

        Parameters
        ----------
        text : str

        Returns
        -------
        str
        """
        secret = urlsplit(self.url).password
        for form in filter(None, {secret, unquote(secret or "")}):
            text = text.replace(form, "***")
        return _SECRET.sub(r"\1***@", text)


def without_password(url: str) -> str:
    """Return a URL that can be shown.

    Parameters
    ----------
    url : str

    Returns
    -------
    str
        With three stars in the place of a password, also of one among the options.
    """
    parts = urlsplit(url)
    place = parts.netloc
    if "@" in place:
        person, _, host = place.rpartition("@")
        name, colon, _ = person.partition(":")
        place = f"{name}{colon and ':***'}@{host}"
    options = re.sub(r"(?i)((?:password|passfile|sslpassword)=)[^&]*", r"\1***", parts.query)
    return urlunsplit(parts._replace(netloc=place, query=options))


def file_place(path: Path) -> StudyPlace:
    """Return the place of the study in a file."""
    return StudyPlace(f"{_SQLITE}{path.absolute()}", path.stem)


def study_place(study: str, storage: str | None = None) -> StudyPlace:
    """Return the place that a person means.

    Parameters
    ----------
    study : str
        The path of a study file, whose ending ``.db`` may be left out; or, with a storage, the
        study's name in there.
    storage : str or None
        A URL; None for that in the environment variable ``MNISTGUI_STORAGE``, else for a file.

    Returns
    -------
    StudyPlace

    Raises
    ------
    UserError
        The storage is of a kind that cannot keep a study.
    """
    url = storage or os.environ.get(STORAGE_VARIABLE)
    if not url:
        path = Path(study).expanduser()
        return file_place(path if path.suffix else path.with_name(f"{path.name}.db"))
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.partition("://")[2]
    if not url.startswith((_SQLITE, "postgresql+psycopg://")):
        raise UserError(
            f"{without_password(url)} cannot keep a study; "
            "postgresql+psycopg://USER@HOST/DATABASE and sqlite:///FILE can"
        )
    if url.startswith(_SQLITE):
        url = _SQLITE + str(Path(url.removeprefix(_SQLITE)).expanduser().absolute())
    return StudyPlace(url, study)
