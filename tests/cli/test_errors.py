import errno
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from mnistgui.cli.errors import SentenceGroup
from mnistgui.errors import UserError


@click.group(cls=SentenceGroup)
@click.option("--speed", type=int)
def group(speed: int | None) -> None:
    del speed


@group.command()
@click.option("--count", type=click.IntRange(1, 5))
@click.argument("kind")
def fail(kind: str, count: int | None) -> None:
    del count
    if kind == "user":
        raise UserError("the file 'a\nb' is cut off; a whole one is accepted")
    if kind == "disk":
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/x\ny")  # noqa: S108 only a name
    if kind == "missing":
        Path("/no/such/file").read_bytes()
    raise ZeroDivisionError


@group.group()
def inner() -> None:
    pass


@inner.command()
def deep() -> None:
    raise UserError("deep down")


def run(*words: str) -> Result:
    return CliRunner().invoke(group, words)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["fail", "user"], r"Error: the file 'a\nb' is cut off; a whole one is accepted"),
        (["fail", "disk"], r"Error: /tmp/x\ny: No space left on device"),
        (["fail", "missing"], "Error: /no/such/file: No such file or directory"),
        (["inner", "deep"], "Error: deep down"),
        (["fail"], "Missing argument 'KIND'"),
        (["fail", "user", "--count", "9"], "1<=x<=5"),
        (["--speed", "fast", "fail", "user"], "'fast' is not a valid integer"),
        (["nothing"], "nothing is neither a command nor a file that is there"),
        (["fail", "user", "--bogus"], "No such option"),
    ],
)
def test_every_failure_of_the_person_is_one_line_and_exit_code_2(
    words: list[str], part: str
) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert part in result.stderr


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    assert isinstance(run("fail", "program").exception, ZeroDivisionError)


def test_help_still_works() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "inner" in result.output
