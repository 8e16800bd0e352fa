"""Keeps the run files of a study where other workers can reach them."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, run_bytes
from mnistgui.sweeps.optuna_library import missing_driver, optuna

if TYPE_CHECKING:
    from optuna.artifacts import Boto3ArtifactStore
    from optuna.artifacts._protocol import ArtifactStore

_S3 = "s3"


class FolderStore:
    """An artifact store of Optuna in a folder, whose files are whole or not there.

    Parameters
    ----------
    folder : pathlib.Path
        Made when the first file is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open_reader(self, artifact_id: str) -> BinaryIO:
        """Open a file; an ``OSError`` where it is not there."""
        return self._path(artifact_id).open("rb")

    def write(self, artifact_id: str, content_body: BinaryIO) -> None:
        """Write a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_bytes(self._path(artifact_id), content_body.read())

    def remove(self, artifact_id: str) -> None:
        """Remove a file, if it is there."""
        self._path(artifact_id).unlink(missing_ok=True)

    def _path(self, artifact_id: str) -> Path:
        if Path(artifact_id).name != artifact_id:
            raise UserError(f"{artifact_id!r} is no name of a run file of this study")
        return self.folder / artifact_id


class RunStore:
    """Saves and loads runs by their names.

    Parameters
    ----------
    where : str
        A folder, or ``s3://BUCKET/PREFIX``.

    Raises
    ------
    UserError
        The library for S3 is not installed.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._prefix = ""
        self._store: ArtifactStore
        if urlsplit(where).scheme == _S3:
            self._store = self._bucket(where)
        else:
            self._store = FolderStore(Path(where))

    def _bucket(self, where: str) -> "Boto3ArtifactStore":
        parts = urlsplit(where)
        self._prefix = parts.path.strip("/") and parts.path.strip("/") + "/"
        try:
            import boto3 as _  # noqa: F401, PLC0415 - only studies with a bucket need it
        except ImportError as fault:
            raise missing_driver(fault) from fault
        store: Boto3ArtifactStore = optuna().artifacts.Boto3ArtifactStore(parts.netloc)
        return store

    def save(self, name: str, run: SavedRun) -> None:
        """Save a run.

        Parameters
        ----------
        name : str
        run : SavedRun

        Raises
        ------
        UserError
            It cannot be written.
        """
        try:
            self._store.write(self._prefix + name, io.BytesIO(run_bytes(run)))
        except OSError as fault:
            raise UserError(f"cannot write {name} in {self.where}: {fault.strerror}") from fault

    def load(self, name: str) -> SavedRun:
        """Load a run.

        Parameters
        ----------
        name : str

        Returns
        -------
        SavedRun

        Raises
        ------
        UserError
            It cannot be reached from here, or is no run.
        """
        library = optuna()
        with tempfile.TemporaryDirectory(prefix="mnistgui-") as folder:
            path = Path(folder) / "run.h5"
            try:
                with self._store.open_reader(self._prefix + name) as reader:
                    path.write_bytes(reader.read())
            except (OSError, library.artifacts.exceptions.ArtifactNotFound) as fault:
                raise UserError(f"{name} is not in {self.where}, as seen from here") from fault
            return load_run(path)

    def remove(self, name: str) -> None:
        """Remove a run, if it is there."""
        self._store.remove(self._prefix + name)
