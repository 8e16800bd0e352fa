"""A process of its own in which a stranger's file is read first: only that may crash or hang."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import mnistgui
from mnistgui.own_process import module_command

if sys.platform != "win32":
    import resource


def refusal_by_child(
    module: str, words: Sequence[str], patience: float, variables: Mapping[str, str] | None = None
) -> str | None:
    """Run a module of this program in a child process, which writes why it refuses a file.

    Parameters
    ----------
    module : str
        It calls :func:`write_refusal` at its end.
    words : sequence of str
        On its command line.
    patience : float
        Seconds by the clock after which it is ended.
    variables : mapping of str to str, optional
        Added to the environment.

    Returns
    -------
    str or None
        Why the file is refused; None when it is harmless.

    Raises
    ------
    subprocess.TimeoutExpired
        It was not ready in time.
    subprocess.CalledProcessError
        It crashed, or used more than it may.
    OSError
        It could not be started.
    """
    child = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
        module_command(module, *words),
        env={**_environment(), **(variables or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=patience,
        check=True,
    )
    refusal: str | None = json.loads(child.stdout)["refusal"]
    return refusal


def write_refusal(refusal: str | None) -> None:
    """Write why a file is refused to standard output, for the parent process.

    Parameters
    ----------
    refusal : str or None
        None when it is harmless.
    """
    sys.stdout.write(json.dumps({"refusal": refusal}))


def limit_this_process(seconds: float, extra_bytes: int) -> None:
    """Limit the processor time and the memory of this process, where the system can.

    Parameters
    ----------
    seconds : float
        Of processor time from now on.
    extra_bytes : int
        Memory beyond what it uses now.
    """
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/statm")
    if status.exists():
        used = int(status.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + extra_bytes, used + extra_bytes))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _environment() -> dict[str, str]:
    """Return variables by which the child finds this package and starts no threads."""
    package = str(Path(mnistgui.__file__).parent.parent)
    search = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(search),
        "PYTHONFAULTHANDLER": "",
        "OPENBLAS_NUM_THREADS": "1",
    }
