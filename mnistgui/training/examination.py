"""Examines a network's gradient: repeats the check with ever smaller steps, and interprets it.

The command line and the window ask here, so that both give the same answer.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from mnistgui.nn.checked_gradient import CheckedEntry, GradientCheck
from mnistgui.nn.difference_curve import STEPS, DifferenceCurve, difference_curve
from mnistgui.nn.network import Network
from mnistgui.training.checking import CheckedCase
from mnistgui.training.scope import Scope
from mnistgui.training.threads import one_thread_in_passing

# A relative error from here on is no rounding.
LIMIT = 1e-7

# Entries of each array times parameters of the network: what a few seconds allow.
_WORK_MULTIPLICATIONS = 4_000_000
_FEWEST, _MOST = 20, 200
_EVERYTHING = Scope()


@dataclass(frozen=True, eq=False)
class Examination:
    """The result of an examination.

    Parameters
    ----------
    case : CheckedCase
        What it was found on.
    curve : DifferenceCurve
        The differences against N.
    """

    case: CheckedCase
    curve: DifferenceCurve

    @property
    def check(self) -> GradientCheck:
        """The check with the most exact step."""
        return self.curve.checks[self.curve.best]

    @property
    def right(self) -> bool:
        """Whether backpropagation agrees with the slope of the loss."""
        return self.check.max_relative_error < LIMIT

    @property
    def worst(self) -> CheckedEntry:
        """The weight or bias with the largest difference."""
        return self.check.worst

    @property
    def worst_pixel(self) -> tuple[int, int] | None:
        """Row and column of the pixel from which the worst weight leads.

        None for a bias, and for a weight of a later layer.
        """
        if self.worst.layer > 1 or self.worst.key.startswith("b"):
            return None
        return divmod(self.worst.index[0], math.isqrt(self.case.network.widths[0]))


def examine(
    case: CheckedCase,
    scope: Scope = _EVERYTHING,
    report: Callable[[int, int], None] = lambda _done, _total: None,
    show: Callable[[Examination], None] = lambda _found: None,
) -> Examination:
    """Examine the gradient of a network.

    Parameters
    ----------
    case : CheckedCase
    scope : Scope
        Which weights are checked.
    report : callable
        Told how many of how many steps are done; what it raises ends the work.
    show : callable
        Shown what is found so far, after each step.

    Returns
    -------
    Examination

    Raises
    ------
    UserError
        The network has no such unit.
    """
    layer = scope.checked_layer(case.network)
    report(0, len(STEPS))
    with one_thread_in_passing():  # Ten digits are too few to share out.
        for curve in difference_curve(
            case.network,
            case.x,
            case.targets,
            layer=layer,
            unit=scope.unit,
            l2=case.l2,
            most=entries_checked(case.network),
        ):
            found = Examination(case, curve)
            show(found)
            report(len(curve.n), len(STEPS))
    return found


def entries_checked(network: Network) -> int:
    """Return how many entries of each array are checked: fewer for costlier networks."""
    return min(max(_WORK_MULTIPLICATIONS // network.cost, _FEWEST), _MOST)
