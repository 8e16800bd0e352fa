"""The parts that a file or folder holds, and how they become training and test digits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.data.picture_kind import MAX_CLASSES
from mnistgui.data.readers.label_words import in_common
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.names import Role
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError

TEST_SHARE = 7  # of so many digits one is for testing, as of MNIST's 70,000
_SEED = 0


@dataclass(frozen=True, eq=False)
class FoundPart:
    """Digits that belong together.

    Parameters
    ----------
    role : Role or None
        The part that a name tells; None where it tells none.
    where : str
        The file, and what of it.
    split : Split
        The digits.
    """

    role: Role | None
    where: str
    split: Split


@dataclass(frozen=True, eq=False)
class ReadParts:
    """What a layout reads.

    Parameters
    ----------
    train, test : Split
        Digits to learn from and to test on.
    notes : tuple of str
        A sentence on each thing that was assumed, brought to another form or left out.
    was_split : bool
        Whether the test digits were drawn from what is one part.
    """

    train: Split
    test: Split
    notes: tuple[str, ...] = ()
    was_split: bool = False


def combined(parts: Sequence[FoundPart], notes: Sequence[str], where: str) -> ReadParts:
    """Tell training and test digits apart, by name or else by size.

    Validation digits follow the training digits, as how many are held back is a setting; where
    there are no test digits, validation digits are those, or a share is drawn.

    Parameters
    ----------
    parts : sequence of FoundPart
        In any order.
    notes : sequence of str
        What was assumed while they were read.
    where : str
        The file or folder, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        There are none, too few to split, or several that could be the same part.
    """
    if not parts:
        raise NoDigitsError(f"{where} holds no digits with labels")
    named = {role: [part for part in parts if part.role is role] for role in (*Role, None)}
    train, valid, test, unknown = (
        named[role] for role in (Role.TRAIN, Role.VALID, Role.TEST, None)
    )
    if len(unknown) == 2 and not (train or valid or test):
        test, train = ([part] for part in sorted(unknown, key=lambda part: len(part.split)))
    elif unknown and not train:
        train = unknown
    elif unknown:
        raise _several(where, parts)
    if max(map(len, (train, valid, test))) > 1:
        raise _several(where, parts)
    told = list(notes)
    if valid and not test:
        test, valid = valid, []
        told.append(f"{where} has no test part; its validation digits are those to test on")
    if not test or not (train or valid):
        return _split_up((*train, *valid, *test)[0], told, where)
    learnt, tests = _of_one_kind([_joined([*train, *valid], where), test[0].split], where)
    return ReadParts(learnt, tests, tuple(told))


def _several(where: str, parts: Sequence[FoundPart]) -> UserError:
    """The refusal of parts that could take the same place."""
    names = ", ".join(f"{part.where} ({len(part.split):,})" for part in parts[:4])
    return UserError(
        f"{where} holds {len(parts)} sets of digits whose names do not tell which are to learn "
        f"from and which to test on: {names}; names with 'train' and 'test' are accepted"
    )


def _joined(parts: Sequence[FoundPart], where: str) -> Split:
    """Training and validation digits, in this order."""
    splits = _of_one_kind([part.split for part in parts], where)
    check_count(sum(map(len, splits)), where)
    if len(splits) == 1:
        return splits[0]
    return Split(
        np.concatenate([split.images for split in splits]),
        np.concatenate([split.labels for split in splits]),
        splits[0].class_names,
    )


def _of_one_kind(splits: Sequence[Split], where: str) -> list[Split]:
    """Give parts the names of classes that they have in common; refuse different sizes."""
    sides = {split.side for split in splits}
    if len(sides) > 1:
        sizes = " and ".join(f"{side} x {side}" for side in sorted(sides))
        raise UserError(f"{where} holds parts of {sizes} pixels; one size is accepted")
    names = in_common(split.class_names for split in splits)
    if len(names) > MAX_CLASSES:
        raise UserError(f"{where} holds {len(names)} classes; at most {MAX_CLASSES} are accepted")
    return [_renamed(split, names) for split in splits]


def _renamed(split: Split, names: tuple[str, ...]) -> Split:
    """The same split with its classes among all of a data set."""
    if split.class_names == names:
        return split
    places = np.array([names.index(name) for name in split.class_names], np.uint8)
    return replace(split, labels=places[split.labels], class_names=names)


def _split_up(part: FoundPart, notes: list[str], where: str) -> ReadParts:
    """Keep every seventh digit, drawn with a fixed seed, for testing."""
    count = len(part.split)
    if count < 2:
        raise UserError(f"{where} holds a single digit; at least two are accepted")
    drawn = np.random.default_rng(_SEED).permutation(count)[: max(1, count // TEST_SHARE)]
    tests = np.zeros(count, bool)
    tests[drawn] = True
    test, train = part.split[tests], part.split[~tests]
    notes.append(
        f"{where} has no separate test part; {len(test):,} of its {count:,} digits, drawn by a "
        "fixed seed, are kept for testing"
    )
    return ReadParts(train, test, tuple(notes), was_split=True)
