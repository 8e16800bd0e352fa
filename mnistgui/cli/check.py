"""``mnistgui check``: runs for teachers."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from mnistgui.cli.digits import digits_of_run
from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.errors import UserError
from mnistgui.files.grading import Grade, grade
from mnistgui.files.lesson_card import LessonCard, load_card
from mnistgui.files.proof import SECONDS, Proof, Prover
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("card", type=_PATH)
@click.argument("run", type=_PATH)
@click.option(
    "--data", type=_PATH, help="The card's digits or 'synthetic', to measure the run afresh."
)
@click.option("--prove", is_flag=True, help="Train parts of the run again, and compare.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.0),
    default=SECONDS,
    show_default=True,
    help="With --prove: time for random parts of each run, after its first and its last.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
@click.pass_context
def check(
    context: click.Context,
    card: Path,
    run: Path,
    data: Path | None,
    *,
    prove: bool,
    seconds: float,
    as_json: bool,
) -> None:
    """Grade RUN, or each run in a folder, by the lesson CARD; ends with 0 when all pass, else 1.

    With --prove, parts of the training between checkpoints of the file are repeated: the first, the
    last and random ones. The weights and curves that come out have to be those of the file, to the
    bit where it was trained on the same kind of processor.
    """
    asked = load_card(card)
    checker = _Checker(asked, data, seconds if prove else None)
    if not run.is_dir():
        checked = checker.check(load_run(run))
        click.echo(json.dumps(checked.record) if as_json else _format_checked(checked))
        context.exit(int(not checked.passed))
    paths = sorted(run.glob("*.h5"))
    if not paths:
        raise UserError(f"{run} holds no run; a folder with files *.h5 is accepted")
    with tqdm(paths, unit=" runs", desc="checking", disable=None) as bar:
        table = [(path.name, checker.check_file(path)) for path in bar]
    if as_json:
        click.echo(json.dumps([{"run": name, **checked.record} for name, checked in table]))
    else:
        click.echo(_format_table(table))
    context.exit(int(not all(checked.passed for _, checked in table)))


@dataclass(frozen=True)
class _Checked:
    """The grade of a run, and its proof if that was asked for; or why it cannot be read."""

    grade: Grade | None
    proof: Proof | None = None
    trouble: str = ""

    @property
    def passed(self) -> bool:
        graded = self.grade is not None and self.grade.passed
        return graded and (self.proof is None or self.proof.passed)

    @property
    def reasons(self) -> tuple[str, ...]:
        found: tuple[str, ...] = (self.trouble,) if self.trouble else ()
        for part in (self.grade, self.proof):
            found += part.reasons if part is not None else ()
        return found

    @property
    def record(self) -> dict[str, Any]:
        graded = asdict(self.grade) if self.grade else {"accuracy": None, "required": None}
        proof = {} if self.proof is None else {"proof": asdict(self.proof)}
        return {**graded, "passed": self.passed, "reasons": list(self.reasons), **proof}


class _Checker:
    """Grades runs by one card; the digits are loaded with the first of them."""

    def __init__(self, card: LessonCard, data: Path | None, seconds: float | None) -> None:
        self._card = card
        self._data = data
        self._seconds = seconds
        self._dataset: Dataset | None = None
        self._prover: Prover | None = None

    def check_file(self, path: Path) -> _Checked:
        """Grade a run in a file that may be no run."""
        try:
            return self.check(load_run(path))
        except UserError as error:
            return _Checked(None, trouble=str(error))

    def check(self, run: SavedRun) -> _Checked:
        """Grade a run."""
        if self._seconds is None:
            dataset = None if self._data is None else self._digits(run)
            return _Checked(grade(self._card, run, dataset))
        prover = self._prover = self._prover or self._new_prover(run, self._seconds)
        return _Checked(grade(self._card, run), prover.prove(run))

    def _digits(self, run: SavedRun) -> Dataset:
        if self._dataset is None:
            self._dataset = digits_of_run(self._data, run.data)
        return self._dataset

    def _new_prover(self, run: SavedRun, seconds: float) -> Prover:
        dataset = self._digits(run)
        return Prover(dataset, fingerprint(dataset), seconds)


def _format_checked(checked: _Checked) -> str:
    """Format a grade as a few lines."""
    if not checked.passed or checked.grade is None or checked.grade.accuracy is None:
        return "\n".join(["not passed", *(f"- {reason}" for reason in checked.reasons)])
    read, passes = per_cent(checked.grade.accuracy), per_cent(checked.grade.required)
    lines = [f"passed: {read} read right, {passes} pass"]
    return "\n".join([*lines, *([] if checked.proof is None else [_format_proof(checked.proof)])])


def _format_proof(proof: Proof) -> str:
    how = "to the bit" if proof.exact else "within a tolerance, as it is from another processor"
    steps = f"{thousands(proof.replayed)} of {thousands(proof.steps)} steps"
    return f"proved: {steps} trained again give the same, {how}"


def _format_table(table: list[tuple[str, _Checked]]) -> str:
    """One line for each run: its name, the grade, and why it did not pass."""
    wide = max(len(name) for name, _ in table)
    lines = []
    for name, checked in table:
        accuracy = checked.grade.accuracy if checked.grade else None
        read = "-" if accuracy is None else per_cent(accuracy)
        word = "passed" if checked.passed else "not passed"
        lines.append(f"{name:{wide}}  {read:>9}  {word:10}  {' '.join(checked.reasons)}".rstrip())
    passed = sum(checked.passed for _, checked in table)
    return "\n".join([*lines, f"{passed} of {len(table)} passed"])
