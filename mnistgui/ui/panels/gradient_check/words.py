"""The words on the result of a check."""

from mnistgui.nn.activations import LeakyReLU, ReLU
from mnistgui.nn.checked_gradient import CheckedEntry
from mnistgui.nn.network import Network, architecture
from mnistgui.notation import thousands, three_significant, with_minus
from mnistgui.training.decay_runs import DecayRuns
from mnistgui.training.examination import Examination
from mnistgui.training.mistakes import MISTAKES
from mnistgui.training.model import blueprint
from mnistgui.training.scope import Layers
from mnistgui.ui.panels.gradient_check.check import Answer
from mnistgui.ui.strings import tr


def explained(mistake: str | None) -> str:
    """Return what will be checked, and what to look for."""
    if mistake is None:
        return tr(
            "Each weight is moved by 1 / N both ways: the slope of the loss must be what "
            "backpropagation says. The difference falls with N, until rounding stops it."
        )
    entry = MISTAKES[mistake]
    return f"{tr(entry.what)} {tr(entry.shown)}"


def of_a_function() -> str:
    """Return what will be checked of a function, and what to look for."""
    return tr(
        "The point is moved along a direction by 1 / N both ways: the difference quotient must be "
        "the Jacobian times the direction. The difference falls with N, until rounding stops it."
    )


def verdict(answer: Answer) -> str:
    """Return the result in a line."""
    found = answer.found
    if answer.runs is not None and found.right:
        return tr("The gradient is right; the learning rate is not")
    if answer.runs is not None:
        return tr("The gradient and the learning rate are wrong")
    if found.check.all_zero:
        return tr("Every gradient checked is 0 both ways, which shows nothing")
    error = with_minus(f"{found.check.max_relative_error:.1e}")
    words = tr("Right: relative error {0}") if found.right else tr("Wrong: relative error {0}")
    return words.format(error)


def subject(answer: Answer) -> str:
    """Return what was checked."""
    network, config = answer.found.case.network, answer.question.config
    shape = architecture(network.widths)
    penalty = tr(", L2 {0}").format(with_minus(f"{config.l2:g}")) if config.l2 else ""
    checked = thousands(sum(len(one.indices) for one in answer.found.check.parameters))
    digit, name = answer.question.scope.digit, answer.question.dataset.name
    if digit is not None:
        words = tr("{0}{1}; {2} weights on training digit {3} of {4}")
        return words.format(shape, penalty, checked, digit, name)
    words = tr("{0}{1}; {2} weights on {3} digits of {4}")
    return words.format(shape, penalty, checked, len(answer.found.case.x), name)


def worst(found: Examination) -> str:
    """Return the weight that differs most, its place, and its gradient both ways."""
    entry = found.worst
    words = tr("Worst: {0}, {1}\n{2} by backpropagation, {3} by the slope: {4} apart")
    apart = with_minus(f"{entry.difference:.1e}")
    return words.format(named(entry), place(entry, found), *_both(entry), apart)


def bends(answer: Answer) -> str:
    """Why the differences of large steps are large with ReLU; empty where no ReLU can bend."""
    layers = answer.found.case.network.dense_layers()[:-1]
    bent = any(isinstance(layer.activation, ReLU | LeakyReLU) for layer in layers)
    if not bent or answer.question.scope.layers is Layers.OUTPUT:
        return ""
    return tr("A large step can carry a ReLU over its bend; only small ones tell the slope.")


def named(entry: CheckedEntry) -> str:
    """Return the name of a weight as a programmer writes it."""
    return f"{entry.key}[{', '.join(str(i) for i in entry.index)}]"


def place(entry: CheckedEntry, found: Examination) -> str:
    """Return between which units a weight is, counted from 0 as in the array."""
    to = _unit(found.case.network, entry.layer, entry.index[-1])
    if entry.key.startswith("b"):
        return tr("the bias of {0}").format(to)
    if found.worst_pixel is not None:
        row, column = found.worst_pixel
        return tr("from the pixel in row {0}, column {1} to {2}").format(row, column, to)
    source = _unit(found.case.network, entry.layer - 1, entry.index[0])
    return tr("from {0} to {1}").format(source, to)


def runs(answer: Answer) -> str:
    """Return what two short runs show of mistake B or D; empty if none were made."""
    pair = answer.runs
    if pair is None:
        return ""
    shape = architecture(blueprint(pair.config).widths)
    whose = (
        "" if answer.question.trained is answer.question.config else MISTAKES[pair.letter].made_in
    )
    run = tr("{0} as in {1}").format(shape, whose) if whose else shape
    trained = tr("Two runs of {0} on {1} digits, alike but for the mistake.").format(
        run, thousands(pair.n_digits)
    )
    return f"{trained} {_parting(pair) if pair.letter == 'B' else _uphill(pair)}"


def _uphill(pair: DecayRuns) -> str:
    """Return how many steps of an epoch have rates below zero, and what both runs reach."""
    rates = pair.with_mistake.rates[: pair.steps_per_epoch]
    losses = pair.with_mistake.losses, pair.meant.losses
    if not len(losses[0]) or not len(losses[1]):
        return ""
    words = tr(
        "In each epoch the last {0} of {1} steps have rates below zero, down to {2}. The loss is "
        "{3}, and {4} where the rate stays at {5}."
    )
    below, lowest = int((rates < 0).sum()), with_minus(f"{rates.min():.1e}")
    stays = with_minus(f"{pair.meant.rates[: pair.steps_per_epoch].min():.1e}")
    ends = (three_significant(loss[-1]) for loss in losses)
    return words.format(below, pair.steps_per_epoch, lowest, *ends, stays)


def _parting(pair: DecayRuns) -> str:
    """Return where the two runs begin to differ, and where they end."""
    if len(pair.with_mistake.losses) < pair.drop or len(pair.meant.losses) < pair.drop:
        return tr("They diverged before the rate was to drop.")
    at = pair.drop * pair.steps_per_epoch - 1
    words = tr(
        "In epoch {0} the live rate falls to {1} instead of {2}, and the loss stays at {3}; the "
        "right run goes on to {4}."
    )
    wrong, meant = pair.with_mistake, pair.meant
    rates = with_minus(f"{wrong.rates[at]:.2g}"), three_significant(meant.rates[at])
    losses = three_significant(wrong.losses[-1]), three_significant(meant.losses[-1])
    return words.format(pair.drop, *rates, *losses)


def _both(entry: CheckedEntry) -> tuple[str, str]:
    """Return both gradients with as many digits as tell them apart, up to six."""
    digits = 3 if entry.difference > abs(entry.numeric) / 100 else 6
    return f"{entry.analytic:.{digits}g}", f"{entry.numeric:.{digits}g}"


def _unit(network: Network, layer: int, index: int) -> str:
    if layer < len(network.layers):
        return tr("unit {0} of layer {1}").format(index, layer)
    if network.head.units == 1:
        return tr("the output")
    return tr("the output for {0}").format(network.head.class_names[index])
