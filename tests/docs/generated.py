"""Writes the pages of the documentation that follow from the program: commands and settings.

``python -m tests.docs.generated`` writes them anew; a test compares them with the program.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from mnistgui.cli import main
from mnistgui.inspection.rules.table import RULES
from mnistgui.resources_dir import resource
from mnistgui.training.config import FIELDS

_COMMANDS = """# Command line

This page is written from the program itself. `mnistgui` is `.venv/bin/mnistgui` (in Windows
`.venv\\Scripts\\mnistgui`) unless the environment is activated. Without `--data`, commands take
the MNIST that was downloaded, else digits that the program draws. With `--json` the last line (of
`train`) or the whole output is JSON. Mistakes in the input give one line on standard error and
exit code 2.

`mnistgui train --resume RUN.h5` goes on with a run to the same bits, or with other settings where
`--set` names them; `--at N FIELD=VALUE` changes a setting after step N. The run's file keeps both.
`mnistgui FILE` opens a file in the window, whatever it holds.

## Examples
```sh
mnistgui data info DIGITS
mnistgui data show DIGITS --index 42
mnistgui data convert DIGITS digits.npz
mnistgui train --data DIGITS --set hidden=32 --set epochs=2 --out RUN.h5
mnistgui train --data DIGITS --set optimizer=adam --set epochs=1 --json
mnistgui train --data DIGITS --set epochs=1 --leave-out indices.txt --set label_noise=pairs
mnistgui predict --model RUN.h5 --images photo.png
mnistgui predict --model RUN.h5 --strokes strokes.jsonl --json
mnistgui predict --model RUN.h5 --data DIGITS --summary
mnistgui predict --model RUN.h5 --data DIGITS --result result.json
mnistgui export RUN.h5 --to network.npz
mnistgui export RUN.h5 --to curves.csv
mnistgui export RUN.h5 --what weights --to weights.png
mnistgui export RUN.h5 --what by-index --index 3,1 --data DIGITS --to row.svg
mnistgui gradcheck --data DIGITS --mistake C
mnistgui gradcheck --activation softmax
mnistgui gradcheck --data DIGITS --layer output --unit 0 --digit 0
mnistgui code RUN.h5 --to train_again.py
mnistgui code RUN.h5 --to train_again.ipynb
mnistgui report RUN.h5 --data DIGITS --out report.html --note "Lesson 1"
mnistgui train --data DIGITS --set epochs=1 --at 5 momentum=0.5 --at 9 l2=0.001
mnistgui replay RUN.h5 --data DIGITS --step 3 --out STEP.npz
mnistgui blame RUN.h5 --data DIGITS --index 8 --what-if
mnistgui doubtful RUN.h5 --data DIGITS --count 10
mnistgui diagnose RUN.h5
mnistgui units RUN.h5 --data DIGITS --sort norm --count 5
mnistgui numbers RUN.h5 --data DIGITS --index 8 --step dW2 --cell 3,8
mnistgui numbers --example worked --format latex --out worked.tex
mnistgui lab RUN.h5 --data DIGITS --edit "mute 1:6" --edit "prune 0.5"
mnistgui replay RUN.h5 --data DIGITS --until weights=0.2
mnistgui twins --data DIGITS --set hidden=32 --set epochs=1 --twin momentum=0.5
mnistgui film RUN.h5 --data DIGITS --to FILM.gif --frames 3
mnistgui sweep new rates --data DIGITS --grid learning_rate=0.1,0.5 --set epochs=1
mnistgui sweep work rates
mnistgui presets
```

## Formats
Digits open as IDX, CSV, ARFF, libsvm, HDF5, `.npz`, `.npy`, pickled arrays, folders of pictures,
and in zip and tar archives; `.venv/bin/pip install ".[tables]"` adds MATLAB's `.mat` of version 5
to 7 and Parquet. Networks and curves: `.venv/bin/pip install ".[exchange]"` adds ONNX and
safetensors, `".[tensorboard]"` TensorBoard's event files. PyTorch's `.pt`, Keras, scikit-learn's
skops, plain HDF5, NumPy, CSV and JSON need nothing more. What is read of each, and what is assumed
where a file does not say it: [Weights](weights.md).
"""

_SETTINGS = """# Settings

This page is written from the program itself. Each setting can be given as `--set NAME=VALUE` to
`mnistgui train`, and stands in the form of the [Training](panels/training.md) panel.
"""


_DIAGNOSIS = """# Diagnosis

This page is written from the program itself. `mnistgui diagnose RUN.h5` and the panel
[Health](panels/health.md) measure a run by the rules below: every value outside the healthy band is
a finding. What follows from another finding is left out, so that causes are named and not their
consequences. Layers are measured on 500 training digits, with the optimizer as it stands. A run
that goes badly wrong also says so while it trains, see [The window](window.md).

`--json` writes `findings`; a healthy run has none. Each has `layer` (and `layers`, all that are
outside; null for the whole network), `rule`, `what`, `value`, `healthy`, `why`, `remedy`,
`settings` (what the remedy changes) and `source`. `measured` holds every value, by the rule and the
number of the layer, `0` standing for the whole network.
"""


def command_line() -> str:
    """The page of all commands."""
    parts = [_COMMANDS, *_sections(main, "mnistgui")]
    return "\n".join(parts)


def settings() -> str:
    """The page of all settings."""
    parts = [_SETTINGS]
    section = ""
    for field in FIELDS:
        if field.group != section:
            section = field.group
            parts.append(f"## {section}\n")
        parts.append(
            f"### {field.name}\n*{field.label}*, by default `{field.show(field.default)}`. "
            f"{field.help} Accepted: {field.accepted}.\n"
        )
    return "\n".join(parts)


def diagnosis() -> str:
    """The page of all rules."""
    parts = [_DIAGNOSIS]
    for rule in RULES:
        explained = ", ".join(f"*{one.title}*" for one in RULES if one.name in rule.explains)
        lines = [
            f"## {rule.title}",
            f"`{rule.name}`, healthy {rule.healthy.in_words()}. {rule.measured}\n",
            f"*Why.* {rule.why}\n",
            f"*Source.* {rule.source}.\n",
        ]
        if explained:
            lines.append(f"*Explains.* {explained}.\n")
        parts.append("\n".join(lines))
    return "\n".join(parts)


PAGES = {"command-line.md": command_line, "settings.md": settings, "diagnosis.md": diagnosis}


def _sections(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None
            yield from _sections(found, f"{name} {sub}")
        return
    usage = " ".join((name, *_arguments(command), "[OPTIONS]"))
    help_text = _escaped(cleandoc(command.help or ""))
    yield f"## {name}\n`{usage}`\n\n{help_text}\n\n{_options(command)}\n"


def _arguments(command: click.Command) -> Iterator[str]:
    for one in command.params:
        if isinstance(one, click.Argument):
            word = (one.metavar or one.name or "").upper()
            yield f"{word.removesuffix('...')}..." if one.nargs == -1 else word


def _options(command: click.Command) -> str:
    rows = [
        f"- `{', '.join(one.opts)}`{' (needed)' if one.required else ''} {_escaped(one.help or '')}"
        for one in command.params
        if isinstance(one, click.Option)
    ]
    return "\n".join(row.rstrip() for row in rows)


def _escaped(words: str) -> str:
    """Keep what Markdown would take for emphasis or a tag."""
    return re.sub(r"([*_<>|])", r"\\\1", words)


def _main() -> None:
    for name, write in PAGES.items():
        Path(resource("docs"), name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    _main()
