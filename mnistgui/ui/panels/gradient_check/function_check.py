"""The check of a single function: the functions, and their results."""

from dataclasses import dataclass

from mnistgui.nn.directional_check import FUNCTIONS, DirectionalCheck, directional_check
from mnistgui.notation import with_minus
from mnistgui.ui.strings import tr


@dataclass(frozen=True)
class SingleFunction:
    """A function of the table ``FUNCTIONS``, which is checked by itself."""

    name: str

    @property
    def title(self) -> str:
        """The name of the function."""
        return tr(FUNCTIONS[self.name].title)


@dataclass(frozen=True, eq=False)
class FunctionAnswer:
    """The result of the check of a single function."""

    function: SingleFunction
    found: DirectionalCheck

    @property
    def verdict(self) -> str:
        """The result in a line."""
        error = with_minus(f"{self.found.relative_error[self.found.best]:.1e}")
        words = (
            tr("Right: relative error {0}") if self.found.right else tr("Wrong: relative error {0}")
        )
        return words.format(error)

    @property
    def what(self) -> str:
        """The two things that were compared."""
        words = tr(
            "The derivative of {0} along a random direction v, at a random point z of 100 x 10 "
            "numbers, beside (f(z + v / N) - f(z - v / N)) N / 2."
        )
        return words.format(self.function.title)


def check_function(function: SingleFunction) -> FunctionAnswer:
    """Check one function, which takes a moment."""
    return FunctionAnswer(function, directional_check(FUNCTIONS[function.name]))


def single_functions() -> tuple[SingleFunction, ...]:
    """Return every function that can be checked by itself."""
    return tuple(SingleFunction(name) for name in FUNCTIONS)
