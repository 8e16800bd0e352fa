"""Downloads one file from one mirror: with a limited size, with time limits, and resumable.

A mirror is a stranger: it may send too much, too little, too slowly or something else. What has
arrived stays in a ``.part`` file, so the next attempt, on any mirror, goes on from there; whether
the whole is right is for the caller to check.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import requests
from urllib3.exceptions import HTTPError

from mnistgui.data.mnist_files import PublishedFile
from mnistgui.notation import thousands

_PIECE_BYTES = 1 << 16


class MirrorError(Exception):
    """A mirror failed to deliver the file; another one may succeed.

    Parameters
    ----------
    reason : str
        Why, in words.
    """


class DownloadCancelledError(Exception):
    """The person cancelled; what has arrived is kept for the next download."""


@dataclass(frozen=True)
class TransferLimits:
    """How slow a mirror may be before it is given up.

    Parameters
    ----------
    silence : float
        Seconds without any byte.
    window : float
        Seconds in which at least ``window_bytes`` must arrive.
    window_bytes : int
        See there.
    """

    silence: float = 8.0
    window: float = 10.0
    window_bytes: int = 1 << 14


class Transfer:
    """Downloads one file; pooch calls it.

    Parameters
    ----------
    file : PublishedFile
        What to fetch; a mirror that sends more bytes than its size is given up.
    part : pathlib.Path
        Keeps what has arrived when a transfer ends early.
    progress : callable
        Called with the number of bytes that are there.
    cancelled : callable
        Asked between pieces whether to stop.
    limits : TransferLimits
        When to give a mirror up.
    """

    def __init__(
        self,
        file: PublishedFile,
        part: Path,
        progress: Callable[[int], None],
        cancelled: Callable[[], bool],
        limits: TransferLimits,
    ) -> None:
        self._file = file
        self._part = part
        self._progress = progress
        self._cancelled = cancelled
        self._limits = limits

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Download the file.

        Parameters
        ----------
        url : str
            The file on one mirror.
        output_file : str
            Where pooch wants it, to check its SHA-256.

        Raises
        ------
        MirrorError
            The mirror did not deliver.
        DownloadCancelledError
            The person cancelled.
        """
        with _mirror_faults():
            present = self._part.stat().st_size if self._part.exists() else 0
            if present < self._file.size:
                self._fetch(url, present)
        self._part.replace(output_file)

    def _fetch(self, url: str, present: int) -> None:
        """Append what is missing, or start again where the mirror cannot resume."""
        headers = {"Accept-Encoding": "identity"}
        if present:
            headers["Range"] = f"bytes={present}-"
        timeout = self._limits.silence
        with requests.get(url, headers=headers, stream=True, timeout=timeout) as response:
            resumed = response.status_code == 206 and response.headers.get(
                "Content-Range", ""
            ).startswith(f"bytes {present}-")
            if response.status_code != 200 and not resumed:
                raise MirrorError(f"it answered {response.status_code}")
            with self._part.open("ab" if resumed else "wb") as target:
                self._receive(response.raw, target, present if resumed else 0)

    def _receive(self, source: Any, target: BinaryIO, present: int) -> None:
        """Copy the pieces as they arrive."""
        check = _SpeedCheck(self._limits)
        while True:
            if self._cancelled():
                raise DownloadCancelledError
            piece = source.read1(_PIECE_BYTES)
            if not piece:
                break
            present += len(piece)
            if present > self._file.size:
                raise MirrorError(f"it sent more than {thousands(self._file.size)} bytes")
            target.write(piece)
            check.check(len(piece))
            self._progress(present)
        if present < self._file.size:
            raise MirrorError(f"it sent {thousands(present)} of {thousands(self._file.size)} bytes")


class _SpeedCheck:
    """Detects a mirror that sends too slowly.

    Parameters
    ----------
    limits : TransferLimits
        What is too slow.
    """

    def __init__(self, limits: TransferLimits) -> None:
        self._limits = limits
        self._since = time.monotonic()
        self._bytes = 0

    def check(self, arrived: int) -> None:
        """Count bytes, and compare at the end of each window."""
        self._bytes += arrived
        if time.monotonic() - self._since < self._limits.window:
            return
        if self._bytes < self._limits.window_bytes:
            raise MirrorError("it is too slow")
        self._since, self._bytes = time.monotonic(), 0


@contextmanager
def _mirror_faults() -> Iterator[None]:
    """Raise every fault of the network as a :class:`MirrorError`."""
    try:
        yield
    except (requests.RequestException, HTTPError, TimeoutError, ConnectionError) as fault:
        raise MirrorError("it cannot be reached or stopped answering") from fault
