"""``mnistgui diagnose``: say what is wrong with a run, why, and what to try."""

import json
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import announce, digits_of_run
from mnistgui.data.dataset import Dataset
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run
from mnistgui.inspection.evidence import (
    Curves,
    EvidenceCollector,
    RunEvidence,
    evidence_of_weights,
)
from mnistgui.inspection.health import Finding, diagnose, measure_rules
from mnistgui.inspection.step_measurer import first_network
from mnistgui.notation import thousands
from mnistgui.training.config import field_named

_PATH = click.Path(path_type=Path)


@click.command("diagnose")
@click.argument("run", type=_PATH)
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def diagnose_command(run: Path, data: Path | None, *, as_json: bool) -> None:
    """Measure the layers and the curves of RUN, and say what is wrong, why, and what to try.

    Nothing is found in a healthy run. Without its digits, weights and curves alone are measured.
    """
    saved = load_run(run)
    dataset = _digits(saved, data)
    evidence = _evidence(saved, dataset)
    findings = diagnose(evidence)
    if as_json:
        click.echo(json.dumps(_record(saved, dataset, evidence, findings)))
    else:
        click.echo(_format(saved, findings))


def _digits(saved: SavedRun, data: Path | None) -> Dataset | None:
    """Load the run's digits; None where none are named and its own are not found."""
    try:
        dataset = digits_of_run(data, saved.data)
        saved.require_same_digits(dataset)
    except UserError as error:
        if data is not None:
            raise
        click.echo(f"note: {error}; weights and curves alone are diagnosed", err=True)
        return None
    announce(dataset)
    return dataset


def _evidence(saved: SavedRun, dataset: Dataset | None) -> RunEvidence:
    curves = Curves.from_history(saved.restored_history(), saved.ended)
    first = first_network(saved.config, saved.start, drawn=not saved.origin)
    config = saved.last_config
    if dataset is None:
        return evidence_of_weights(config, curves, saved.state, first)
    return EvidenceCollector(config, dataset, first).collect(curves, saved.state)


def _record(
    saved: SavedRun, dataset: Dataset | None, evidence: RunEvidence, findings: tuple[Finding, ...]
) -> dict[str, Any]:
    values = {
        name: {str(layer): value for layer, value in layers.items() if _is_number(value)}
        for name, layers in measure_rules(evidence).items()
    }
    return {
        "step": saved.state.facts["step"],
        "digits": None if dataset is None else dataset.name,
        "findings": [finding.to_json() for finding in findings],
        "measured": values,
    }


def _is_number(value: float) -> bool:
    return abs(value) < float("inf")


def _format(saved: SavedRun, findings: tuple[Finding, ...]) -> str:
    """Format findings as paragraphs."""
    if not findings:
        steps = thousands(saved.state.facts["step"])
        return f"nothing found: all that was measured after step {steps} is healthy"
    return "\n\n".join(_paragraph(finding) for finding in findings)


def _paragraph(finding: Finding) -> str:
    settings = " ".join(
        f"--set {name}={field_named(name).show(value)}"
        for name, value in finding.remedy.settings.items()
    )
    lines = [
        finding.seen,
        f"Why: {finding.rule.why}",
        f"Try: {finding.remedy.words}" + (f" ({settings})" if settings else ""),
        f"Source: {finding.rule.source}.",
    ]
    return "\n".join(lines)
