"""The diagnosis of a run: applies every rule, and leaves out what follows from another finding.

The rules are listed in :mod:`mnistgui.inspection.rules.table`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import WHOLE_NETWORK, Remedy, Rule
from mnistgui.inspection.rules.table import RULES
from mnistgui.notation import three_significant


@dataclass(frozen=True, eq=False)
class Finding:
    """A value outside the healthy band of a rule.

    Parameters
    ----------
    rule : Rule
    layers : tuple of int
        Numbers of all layers outside the band, the farthest first; empty for the whole network.
    value : float
        Of the layer that is farthest outside.
    seen : str
        A sentence: what is seen.
    remedy : Remedy
    """

    rule: Rule
    layers: tuple[int, ...]
    value: float
    seen: str
    remedy: Remedy

    def to_json(self) -> dict[str, Any]:
        """All of it by name.

        Returns
        -------
        dict
            Of what :mod:`json` can write; an infinite value is None.
        """
        band = self.rule.healthy
        return {
            "layer": self.layers[0] if self.layers else None,
            "layers": list(self.layers),
            "rule": self.rule.name,
            "what": self.seen,
            "value": _finite(self.value),
            "healthy": [_finite(band.low), _finite(band.high)],
            "why": self.rule.why,
            "remedy": self.remedy.words,
            "settings": dict(self.remedy.settings),
            "source": self.rule.source,
        }


def measure_rules(evidence: RunEvidence) -> dict[str, dict[int, float]]:
    """Compute the value of every rule.

    Parameters
    ----------
    evidence : RunEvidence

    Returns
    -------
    dict of str to (dict of int to float)
        By the rule's name, then by the number of the layer, or
        :data:`~mnistgui.inspection.rules.rule.WHOLE_NETWORK`. NaN for what could not be measured.
    """
    return {rule.name: dict(rule.values(evidence)) for rule in RULES}


def diagnose(evidence: RunEvidence) -> tuple[Finding, ...]:
    """Find what is wrong with a run.

    Parameters
    ----------
    evidence : RunEvidence

    Returns
    -------
    tuple of Finding
        In the order of the table, causes first; empty for a healthy run.
    """
    values = measure_rules(evidence)
    broken = {rule.name: rule for rule in RULES if _outside(rule, values[rule.name])}
    explained = {name for rule in broken.values() for name in rule.explains}
    return tuple(
        _finding(rule, values[rule.name], evidence)
        for rule in broken.values()
        if rule.name not in explained
    )


def layer_name(layer: int, count: int) -> str:
    """Name a layer in a sentence.

    Parameters
    ----------
    layer : int
        Counted from 1; :data:`~mnistgui.inspection.rules.rule.WHOLE_NETWORK` for all.
    count : int
        Layers of the network.

    Returns
    -------
    str
        Such as ``"hidden layer 2"``.
    """
    if layer == WHOLE_NETWORK:
        return "the network"
    return "the output layer" if layer == count else f"hidden layer {layer}"


def _outside(rule: Rule, values: Mapping[int, float]) -> list[int]:
    """Return the layers outside the band, the farthest first."""
    band = rule.healthy
    layers = [layer for layer, value in values.items() if not band.contains(value)]
    return sorted(layers, key=lambda layer: -band.distance(values[layer]))


def _finding(rule: Rule, values: Mapping[int, float], evidence: RunEvidence) -> Finding:
    layers = _outside(rule, values)
    value, count = values[layers[0]], evidence.layer_count
    seen = rule.seen.format(
        where=layer_name(layers[0], count),
        value=three_significant(value),
        healthy=rule.healthy.in_words(),
    )
    numbered = () if layers[0] == WHOLE_NETWORK else tuple(layers)
    return Finding(rule, numbered, value, seen, rule.remedy(evidence))


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
