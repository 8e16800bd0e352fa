import subprocess
import sys

import click
import pytest

from mnistgui.cli import COMMANDS, main
from mnistgui.cli.lazy import LazyGroup

# What opening the window, or any short command, must not wait for.
HEAVY = ("PySide6", "pyqtgraph", "h5py", "PIL", "numpy", "tqdm", "mnistgui.bench")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_it_is_said_to_be(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name


def test_an_unknown_command_is_none() -> None:
    group = LazyGroup(commands_at={})
    assert group.get_command(click.Context(group), "absent") is None
    assert group.list_commands(click.Context(group)) == []


def test_the_command_line_itself_imports_nothing_heavy() -> None:
    code = f"import sys, mnistgui.cli; print([m for m in {HEAVY} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_list_of_commands_imports_none_and_is_told_in_full() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from mnistgui.cli import main\n"
        "print(CliRunner().invoke(main, ['--help']).output)\n"
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *listed, heavy = told.stdout.strip().splitlines()
    assert heavy == "[]"
    for name, place in COMMANDS.items():
        assert any(line.split() == [name, *place.summary.split()] for line in listed), name
