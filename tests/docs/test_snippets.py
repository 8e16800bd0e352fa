"""Every command and every snippet of README and documentation is run in a folder made for them.

Commands that take minutes or hours, need the network or open a window are read by the command line
and not begun; the tests of their modules run them on little.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.synthetic.writer import synthetic_strokes
from mnistgui.data.writers import idx
from mnistgui.files.run_file import save_run
from mnistgui.ink.jsonl import Drawing, write_drawings
from mnistgui.training.config import TrainingConfig
from tests.docs.pages import CHECKOUT, PAGES, README, Block, all_commands, blocks, commands
from tests.files.runs import trained

_PAGES = [page for page in (README, *PAGES) if page.exists()]
_SHELL = [page for page in _PAGES if any(block.language == "sh" for block in blocks(page))]
# The examples of the contributors' page are new modules; tests/ui/test_contributing.py runs them.
_PYTHON = [
    block
    for page in _PAGES
    for block in blocks(page)
    if block.language == "python" and page.name != "contributing.md"
]
_CONFIG = TrainingConfig(hidden=(16,), epochs=2)


@pytest.fixture(scope="module")
def few_digits() -> Dataset:
    return synthetic_dataset(600, 200)


@pytest.fixture
def folder(few_digits: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the documentation names, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "DIGITS").mkdir()
    idx.write(few_digits, tmp_path / "DIGITS")
    save_run(tmp_path / "RUN.h5", trained(_CONFIG, dataset=few_digits))
    grey = few_digits.test.images[0].reshape(28, 28)
    Image.fromarray(grey).save(tmp_path / "photo.png")
    (tmp_path / "indices.txt").write_text("3\n17\n")
    strokes = synthetic_strokes(3, np.random.default_rng(1))
    write_drawings(tmp_path / "strokes.jsonl", [Drawing(strokes, 3)])
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("page", _SHELL, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run_one_after_another(page: Path) -> None:
    for block in blocks(page):
        if block.language != "sh":
            continue
        for command in commands(block.text):
            result = CliRunner().invoke(main, shlex.split(command)[1:])
            assert result.exit_code == 0, f"{command}\n{result.output}"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("block", _PYTHON, ids=lambda block: block.page.stem)
def test_a_snippet_runs(block: Block) -> None:
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_command_that_is_named_is_known_with_its_options() -> None:
    found = list(all_commands())
    assert len(found) > 40
    for page, command in found:
        words = shlex.split(command.replace('"$run"', "RUN.h5").replace("...", ""))
        try:
            _read(words[1:])
        except click.UsageError as error:
            pytest.fail(f"{page.name}: {command}: {error.format_message()}")


def test_blocks_without_a_language_hold_no_command_that_could_be_run() -> None:
    """What is not run takes long, or has to be filled in: PATH stands for the whole of MNIST."""
    long = (
        "bench",
        "data download",
        "desktop",
        "personalize",
        "reproduce",
        "tour",
        "train-default",
    )
    for page in _PAGES:
        for block in blocks(page):
            if block.language == "sh":
                continue
            for command in commands(block.text):
                name = command.removeprefix("mnistgui ")
                slow = name.startswith(long) or "PATH" in command or "--data synthetic" in command
                assert slow, f"{page.name}: mark this block as sh: {command}"


def _read(words: list[str]) -> None:
    """Have the command line read a command without carrying it out."""
    command: click.Command = main
    context = click.Context(main)
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            assert command is main, words  # a file in place of a command
            return
        command, words = found, words[1:]
    if not isinstance(command, click.Group) and (words or not _needs(command)):
        command.make_context(command.name, list(words))


def _needs(command: click.Command) -> bool:
    """Whether it cannot be called without options; sentences name such a command alone."""
    return any(one.required for one in command.params)
