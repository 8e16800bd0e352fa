"""Remedies that several rules share: other learning rates."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from mnistgui.inspection.evidence import RunEvidence
from mnistgui.inspection.rules.rule import Remedy
from mnistgui.training.trouble import larger_rate, smaller_rate


def lower_rate(evidence: RunEvidence, otherwise: str = "") -> Remedy:
    """Advise a lower learning rate.

    Parameters
    ----------
    evidence : RunEvidence
    otherwise : str
        What else would help, as the end of the sentence.

    Returns
    -------
    Remedy
    """
    changed = smaller_rate(replace(evidence.config, learning_rate=evidence.rate))
    return _advise(changed, f" instead of {evidence.rate:g}", "lower", otherwise)


def higher_rate(evidence: RunEvidence, otherwise: str = "") -> Remedy:
    """Advise a higher learning rate, or one that does not fall; see :func:`lower_rate`."""
    if evidence.config.schedule != "constant":
        return Remedy(
            "Try a learning rate that stays as it is, with schedule=constant.",
            MappingProxyType({"schedule": "constant"}),
        )
    changed = larger_rate(replace(evidence.config, learning_rate=evidence.rate))
    instead = f" instead of {evidence.rate:g}"
    return _advise(changed or {"learning_rate": 10 * evidence.rate}, instead, "higher", otherwise)


def _advise(changed: Mapping[str, float], instead: str, word: str, otherwise: str) -> Remedy:
    rate = float(f"{changed['learning_rate']:.3g}")
    sentence = f"Try a {word} learning rate, such as {rate:g}{instead}"
    ending = f", {otherwise}." if otherwise else "."
    return Remedy(sentence + ending, MappingProxyType({"learning_rate": rate}))
