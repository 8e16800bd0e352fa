"""Tells what was assumed of how weights are used: as a sentence, and as a record for JSON."""

from collections.abc import Sequence
from typing import Any

from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.files.weights.trial import POOR, Attempt, Settled
from mnistgui.files.weights.usage import COLUMNS, Usage
from mnistgui.nn.activations import ACTIVATIONS
from mnistgui.nn.scaling import SCALINGS
from mnistgui.per_cent import per_cent

_BY_COLUMNS = "(x - mean) / deviation of each pixel"
_UNSAID = {
    (PIXEL_SCALING,): "how pixels are scaled",
    (ACTIVATION,): "which activation its hidden layers have",
    (
        PIXEL_SCALING,
        ACTIVATION,
    ): "how pixels are scaled nor which activation its hidden layers have",
}
_MOST_NAMED = 3


def in_words(settled: Settled, name: str) -> str:
    """Tell what was assumed of a network.

    Parameters
    ----------
    settled : Settled
    name : str
        The file's.

    Returns
    -------
    str
        One or more sentences; empty where nothing was assumed.
    """
    sentences = [] if not settled.assumed else [_assumption(settled, name)]
    return " ".join(_sentence(words) for words in (*sentences, *settled.stored.remarks))


def as_record(settled: Settled) -> dict[str, Any]:
    """Tell what was assumed of a network, for programs.

    Parameters
    ----------
    settled : Settled

    Returns
    -------
    dict
        ``pixel_scaling`` and ``activation`` as used, ``assumed`` with the names of those that
        neither file nor person said, ``tried_on`` and ``tried``, the share of digits that each
        combination read right, and ``remarks``.
    """
    return {
        **_texts(settled.usage),
        "assumed": list(settled.assumed),
        "tried_on": _tried_on(settled),
        "tried": [_texts(one.usage) | {"accuracy": one.accuracy} for one in settled.attempts],
        "remarks": list(settled.stored.remarks),
    }


def assumed_texts(settled: Settled) -> dict[str, str]:
    """Name only what was assumed.

    Parameters
    ----------
    settled : Settled

    Returns
    -------
    dict of str to str
        By the keys of the description.
    """
    texts = _texts(settled.usage)
    return {key: texts[key] for key in settled.assumed}


def usage_words(usage: Usage, keys: Sequence[str]) -> str:
    """Name the scaling, the activation, or both.

    Parameters
    ----------
    usage : Usage
    keys : sequence of str
        Which of them.

    Returns
    -------
    str
        Such as ``"x / 255 and ReLU"``.
    """
    words = {PIXEL_SCALING: scaling_words(usage.scaling), ACTIVATION: _activation(usage.activation)}
    return " and ".join(words[key] for key in keys)


def scaling_words(name: str) -> str:
    """Write a scaling as a formula.

    Parameters
    ----------
    name : str
        Of a choice.

    Returns
    -------
    str
        Such as ``"x / 255"``.
    """
    return _BY_COLUMNS if name == COLUMNS else SCALINGS[name].formula


def _texts(usage: Usage) -> dict[str, str]:
    return {PIXEL_SCALING: usage.scaling, ACTIVATION: usage.activation}


def _activation(text: str) -> str:
    """The titles of activations."""
    titles = (ACTIVATIONS[name.partition(":")[0]].title for name in text.split(",") if name)
    return ", ".join(titles)


def _tried_on(settled: Settled) -> dict[str, Any] | None:
    if not settled.attempts:
        return None
    return {"data": settled.digits, "digits": len(settled.attempts[0].right)}


def _assumption(settled: Settled, name: str) -> str:
    unsaid = _UNSAID[settled.assumed]
    taken = usage_words(settled.usage, settled.assumed)
    verb = "are" if len(settled.assumed) > 1 else "is"
    opening = f"{name} does not say {unsaid}; {taken} {verb} assumed"
    if not settled.attempts:
        return (
            f"{opening} and {'were' if verb == 'are' else 'was'} not tried: no digits are at hand"
        )
    chosen, count = settled.attempts[0], len(settled.attempts[0].right)
    digits = f"{count:,} training digits of {settled.digits}"
    read = f"reading {per_cent(chosen.accuracy, 1)} of {digits} right"
    return f"{opening}, {read}{_others(settled)}"


def _others(settled: Settled) -> str:
    """What else was tried, as far as it matters."""
    chosen, *others = settled.attempts
    if chosen.accuracy < POOR:
        return (
            "; nothing that was tried reads half of them: it expects other pixels, or is untrained"
        )
    equal = [one for one in others if not chosen.clearly_beats(one)]
    if equal:
        return f"; {_named(equal, settled.assumed)} would do no worse"
    best = others[0]
    words = usage_words(best.usage, settled.assumed)
    return f"; the next best, {words}: {per_cent(best.accuracy, 1)}"


def _named(attempts: Sequence[Attempt], keys: Sequence[str]) -> str:
    names = [usage_words(one.usage, keys) for one in attempts[:_MOST_NAMED]]
    more = len(attempts) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
