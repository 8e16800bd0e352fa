"""Finds the digits that a run learnt from, without which it cannot be resumed."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import MNIST_FINGERPRINT
from mnistgui.data.load import load_dataset
from mnistgui.data.locate import cache_folder
from mnistgui.data.turns import TURNS, turned
from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts

_MOST_DRAWN = (60_000, 10_000)  # a stranger's file must not have millions of digits drawn

Draw = Callable[[int, int], Dataset]


def own_digits(facts: DataFacts, draw: Draw, also: Iterable[Path] = ()) -> Dataset:
    """Load the digits that a run learnt from.

    They are looked for where they were loaded from then, then among the other places; digits that
    the program drew are drawn again.

    Parameters
    ----------
    facts : DataFacts
        Which digits the run learnt from.
    draw : callable
        Draws so many synthetic digits to learn from and to test on.
    also : iterable of pathlib.Path
        Other data sets that may hold the same digits, such as those used last.

    Returns
    -------
    Dataset
        Its fingerprint is that of the run's digits.

    Raises
    ------
    UserError
        They are nowhere; what is there instead is named.
    """
    if facts.synthetic:
        return _required(facts, drawn_again(facts, draw))
    refusal = UserError(
        f"this run learnt from {facts.name} ({facts.source}), which is not there any more; "
        "the same digits are needed"
    )
    for path in _places(facts, also):
        try:
            return _required(facts, loaded_as_then(facts, path))
        except UserError as error:
            if str(path) == facts.source:
                refusal = error
    raise refusal


def drawn_again(facts: DataFacts, draw: Draw) -> Dataset:
    """Draw as many synthetic digits as a run had.

    Parameters
    ----------
    facts : DataFacts
    draw : callable
        As in :func:`own_digits`.

    Returns
    -------
    Dataset
        Not always those of the run: another version of the program may have drawn others.
    """
    sizes = zip((facts.train_size, facts.test_size), _MOST_DRAWN, strict=True)
    return draw(*(min(had, most) for had, most in sizes))


def _places(facts: DataFacts, also: Iterable[Path]) -> Iterator[Path]:
    """Yield every place that exists, the likeliest first."""
    cache = [cache_folder()] if facts.fingerprint == MNIST_FINGERPRINT else []
    places = dict.fromkeys((Path(facts.source), *cache, *also))
    return (path for path in places if _is_there(path))


def _is_there(path: Path) -> bool:
    """Return whether a path, which may come from a stranger's file, exists."""
    try:
        return path.is_file() or path.is_dir()
    except OSError:  # such as a name that is too long, or a folder that may not be looked into
        return False


def loaded_as_then(facts: DataFacts, path: Path) -> Dataset:
    """Load digits in the size in which a run learnt from them, if they are its own.

    Parameters
    ----------
    facts : DataFacts
        Which digits the run learnt from.
    path : pathlib.Path

    Returns
    -------
    Dataset
    """
    return sized_as_then(facts, load_dataset(path), lambda: load_dataset(path, keep_size=True))


def sized_as_then(
    facts: DataFacts, dataset: Dataset, load_kept: Callable[[], Dataset | None]
) -> Dataset:
    """Return digits in the size that they have in the file, where a run learnt from that.

    Parameters
    ----------
    facts : DataFacts
        Which digits the run learnt from.
    dataset : Dataset
        As they are loaded by default: brought to 28 x 28 pixels.
    load_kept : callable
        Loads the same digits in their own size.

    Returns
    -------
    Dataset
        The given one unless the others are those of the run.
    """
    if not was_sized(dataset) or len(dataset.train) != facts.train_size or facts.match(dataset):
        return dataset
    kept = load_kept()
    return kept if kept is not None and facts.match(kept) else dataset


def was_sized(dataset: Dataset) -> bool:
    """Return whether pictures were brought to another size than they have in the file.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    bool
    """
    return any("were brought to" in note for note in dataset.notes)


def _required(facts: DataFacts, dataset: Dataset) -> Dataset:
    """The digits, turned as they were then if they lie transposed or inverted in the file."""
    if len(dataset.train) == facts.train_size and not facts.match(dataset):
        for turn in TURNS:
            if facts.match(again := turned(dataset, turn)):
                return again
    facts.require(dataset)
    return dataset
