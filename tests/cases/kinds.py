"""The kinds of cases, each with the command that opens them and what it says of them."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mnistgui.per_cent import per_cent
from tests.cases import data_cases, picture_cases, weight_cases
from tests.cases.case import Case

_MOST_CHARACTERS = 150


@dataclass(frozen=True)
class Kind:
    """A kind of cases.

    Parameters
    ----------
    title : str
        Of its table.
    cases : tuple of Case
        Its rows.
    arguments : callable
        Given what is opened and a free folder, returns the arguments of the program.
    describe : callable
        Given what the program prints on standard output and error, says it in a few words.
    """

    title: str
    cases: tuple[Case, ...]
    arguments: Callable[[Path, Path], list[str]]
    describe: Callable[[str, str], str]


def outcome(kind: Kind, command: list[str], path: Path, folder: Path) -> str:
    """Say in a few words what a version of the program makes of a case."""
    arguments = kind.arguments(path, folder)
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        text = "refused: " + done.stderr.strip().splitlines()[-1].removeprefix("Error: ")
    else:
        text = kind.describe(done.stdout, done.stderr)
    plain = text.replace(f"{path.parent}/", "").replace(f"{folder}/", "")
    short = re.sub(r"\s+", " ", plain).strip()
    cut = short if len(short) <= _MOST_CHARACTERS else f"{short[:_MOST_CHARACTERS]} ..."
    return cut.replace("|", "/")


def _describe_digits(printed: str, _noted: str) -> str:
    found = json.loads(printed)
    reading = found.get("reading") or {}
    told = [f"offers: {reading['better']}"] if reading.get("better") else []
    told += ["says: no digits"] if reading.get("looks_like_digits") is False else []
    told += [*found.get("notes", ()), *found.get("left_out", ())]
    counts = f"{found['train']['count']} + {found['test']['count']} digits"
    return "; ".join([counts, *told])


def _describe_weights(printed: str, noted: str) -> str:
    accuracy = per_cent(json.loads(printed)["accuracy"])
    assumed = re.search(r"; (.* (?:is|are) assumed), reading", noted)
    return f"{accuracy} read right" + (f"; {assumed[1]}" if assumed else "")


def _describe_pictures(printed: str, _noted: str) -> str:
    [record] = json.loads(printed)
    number = str(record.get("number", record["prediction"]))
    return f"read as {number}" if record["is_digit"] or len(number) > 1 else "no digit"


def _weights(path: Path, folder: Path) -> list[str]:
    digits = str(weight_cases.write_digits(folder))
    return ["predict", "--model", str(path), "--data", digits, "--summary", "--json"]


KINDS = (
    Kind(
        "Digits",
        data_cases.CASES,
        lambda path, _folder: ["data", "info", str(path), "--json"],
        _describe_digits,
    ),
    Kind("Weights", weight_cases.CASES, _weights, _describe_weights),
    Kind(
        "Pictures of digits",
        picture_cases.CASES,
        lambda path, _folder: ["predict", "--images", str(path), "--json"],
        _describe_pictures,
    ),
)
