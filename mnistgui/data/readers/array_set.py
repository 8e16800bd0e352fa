"""Finds digits among the arrays of a file or of several, by shapes first and names second."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mnistgui.data.dataset import Split
from mnistgui.data.parts import FoundPart, ReadParts, combined
from mnistgui.data.picture_kind import MAX_CLASSES, PictureKind
from mnistgui.data.readers.labels import LABEL_KINDS, label_count, to_labels
from mnistgui.data.readers.limits import check_count
from mnistgui.data.readers.named_array import ImageForm, NamedArray, image_forms
from mnistgui.data.readers.names import (
    Role,
    names_images,
    names_labels,
    names_no_digits,
    role_of,
    set_of,
)
from mnistgui.data.refusals import NoDigitsError
from mnistgui.errors import UserError

CLASS_NAMES = "class_names"  # of an array that names what labels number
_OF_ONE_CLASS = re.compile(r"(\d)$")
_MOST_ARRAYS = 1000
_MOST_NAMED = 4


@dataclass(frozen=True, eq=False)
class FoundArray:
    """An array with the part that its own name or its file's tells.

    Parameters
    ----------
    array : NamedArray
    role : Role or None
    """

    array: NamedArray
    role: Role | None

    @property
    def count(self) -> int | None:
        """How many labels it can hold."""
        return label_count(self.array.shape, any_width=names_labels(self.array.name))

    @property
    def forms(self) -> list[ImageForm]:
        """How it can hold images."""
        return image_forms(self.array.shape, self.array.dtype)


def digits_of(
    arrays: Sequence[tuple[NamedArray, str]], where: str, *, all_belong: bool = False
) -> ReadParts:
    """Read the digits in a set of arrays.

    Parameters
    ----------
    arrays : sequence of (NamedArray, str)
        Each with the name of its file, which tells its part where its own name does not.
    where : str
        The file or folder, for sentences.
    all_belong : bool
        Whether images without labels, and labels without images, are a fault.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        There are no digits among them, or they are damaged.
    """
    if len(arrays) > _MOST_ARRAYS:
        raise UserError(
            f"{where} holds {len(arrays):,} arrays; at most {_MOST_ARRAYS:,} are accepted"
        )
    found = [
        FoundArray(array, role_of(array.name) or role_of(file))
        for array, file in arrays
        if not names_no_digits(array.name) and array.name != CLASS_NAMES
    ]
    labels = [one for one in found if _can_be_labels(one)]
    images = [one for one in found if one not in labels and one.forms]
    notes: list[str] = []
    parts = _labelled(images, labels, found, notes, all_belong=all_belong)
    parts = parts or _by_class(images, notes)
    if not parts:
        raise NoDigitsError(_nothing(arrays, images, labels, where))
    return combined(_named(parts, arrays), list(dict.fromkeys(notes)), where)


def _named(parts: Sequence[FoundPart], arrays: Sequence[tuple[NamedArray, str]]) -> list[FoundPart]:
    """Give classes the names that an array beside them holds."""
    found = [array for array, _ in arrays if array.name == CLASS_NAMES]
    if not found:
        return list(parts)
    array = found[0]
    if array.dtype.kind not in "US" or len(array.shape) != 1 or array.shape[0] > MAX_CLASSES:
        raise UserError(f"{array.where} is no list of at most {MAX_CLASSES} names")
    try:
        names = tuple(map(str, array.read().astype(str).tolist()))
    except ValueError:
        raise UserError(f"{array.where} holds bytes that are no text") from None
    PictureKind(class_names=names)
    return [replace(part, split=_renamed(part.split, names, array.where)) for part in parts]


def _renamed(split: Split, names: tuple[str, ...], where: str) -> Split:
    """Name classes that are numbered from 0."""
    numbers = [int(name) for name in split.class_names if name.isdecimal()]
    labels = np.array(numbers, np.uint8)[split.labels]
    if len(numbers) < len(split.class_names) or labels.max(initial=0) >= len(names):
        raise UserError(f"{where} holds {len(names)} names that do not fit the labels")
    return replace(split, labels=labels, class_names=names)


def _labelled(
    images: Sequence[FoundArray],
    labels: Sequence[FoundArray],
    found: Sequence[FoundArray],
    notes: list[str],
    *,
    all_belong: bool,
) -> list[FoundPart]:
    """Read images that have labels; refuse those without, or note that they are left out."""
    pairs = [(one, match) for one in images if (match := _labels_for(one, labels, images))]
    paired = [array for one, (label, _) in pairs for array in (one, label)]
    alone = [one for one in (*images, *labels) if one not in paired]
    filled = {one.role for one, _ in pairs}
    missed = [one for one in alone if one.role not in filled and _must_belong(one, labels)]
    if (alone and all_belong) or (pairs and missed):
        raise UserError(_lonely((missed or alone)[0], images, found))
    unlabelled = [one for one in alone if one in images] if pairs else []
    notes += [f"{one.array.where} is left out: it has no labels" for one in unlabelled]
    return [_read(one, *match, notes) for one, match in pairs]


def _can_be_labels(one: FoundArray) -> bool:
    """Return whether an array holds labels rather than images."""
    if one.count is None or one.array.dtype.kind not in LABEL_KINDS:
        return False
    return not one.forms or (names_labels(one.array.name) and not names_images(one.array.name))


def _labels_for(
    one: FoundArray, labels: Sequence[FoundArray], images: Sequence[FoundArray]
) -> tuple[FoundArray, ImageForm] | None:
    """The labels that belong to images: of the same part, as many, and of the likeliest name."""
    same_role = [label for label in labels if label.role is one.role]
    fitting = [
        (label, form) for label in same_role for form in one.forms if form.count == label.count
    ]
    if fitting:
        name = set_of(one.array.name)
        return min(
            fitting,
            key=lambda pair: (
                not names_labels(pair[0].array.name),
                set_of(pair[0].array.name) != name,
            ),
        )
    rivals = [other for other in images if other.role is one.role]
    if len(same_role) == 1 and len(rivals) == 1:
        count = " or ".join(f"{form.count:,}" for form in one.forms)
        raise UserError(
            f"{one.array.where} has shape {one.array.shape}, which is {count} images, but "
            f"{same_role[0].array.where} holds {same_role[0].count:,} labels; equally many are "
            "accepted"
        )
    return None


def _read(one: FoundArray, label: FoundArray, form: ImageForm, notes: list[str]) -> FoundPart:
    """The labels first, as they are soon found to be wrong."""
    check_count(form.count, one.array.where)
    found = to_labels(label.array.read(), label.array.where)
    images, more = one.array.images(form)
    notes += found.notes + more
    return FoundPart(one.role, one.array.where, Split(images, found.labels, found.names))


def _by_class(images: Sequence[FoundArray], notes: list[str]) -> list[FoundPart]:
    """Digits of arrays that each hold one class, such as ``train0`` to ``test9``."""
    parts = []
    for role in (*Role, None):
        classes = {
            int(match[1]): one
            for one in images
            if one.role is role and (match := _OF_ONE_CLASS.search(one.array.name))
        }
        if len(classes) < 2:
            continue
        splits = []
        for label, one in sorted(classes.items()):
            form = one.forms[0]
            check_count(form.count, one.array.where)
            pixels, told = one.array.images(form)
            notes += told
            splits.append(Split(pixels, np.full(len(pixels), label, np.uint8)))
        where = next(iter(classes.values())).array.where
        images_of_all = np.concatenate([split.images for split in splits])
        parts.append(
            FoundPart(role, where, Split(images_of_all, np.concatenate([s.labels for s in splits])))
        )
    return parts


def _must_belong(one: FoundArray, labels: Sequence[FoundArray]) -> bool:
    """Return whether its part would be missing: one to learn from, or any that has labels."""
    return one.role is Role.TRAIN or (one in labels and one.role is not None)


def _lonely(one: FoundArray, images: Sequence[FoundArray], found: Sequence[FoundArray]) -> str:
    """Say what belongs to nothing, and what lies there in its place."""
    has, lacks = ("images", "labels") if one in images else ("labels", "images")
    rest = [other.array for other in found if other.role is one.role and other is not one]
    instead = "".join(f", but {array.name} of {array.dtype} {array.shape}" for array in rest[:1])
    return (
        f"{one.array.where} holds {has} of shape {one.array.shape}, and there are no {lacks} "
        f"beside it that belong to them{instead}; images of shape (n, 784), (n, 28, 28) or turned, "
        "and as many labels, are accepted"
    )


def _nothing(
    arrays: Sequence[tuple[NamedArray, str]],
    images: Sequence[FoundArray],
    labels: Sequence[FoundArray],
    where: str,
) -> str:
    """Say what is there instead of digits."""
    shapes = [f"{array.name} {array.shape}".strip() for array, _ in arrays[:_MOST_NAMED]]
    if len(arrays) > _MOST_NAMED:
        shapes.append(f"{len(arrays) - _MOST_NAMED} more")
    holds = ", ".join(shapes) or "no arrays"
    lacks = "images" if labels and not images else "labels" if images else "images and labels"
    return (
        f"{where} holds {holds}, but no {lacks} that fit; images of shape (n, 784), (n, 28, 28) or "
        "turned, with a label for each, are accepted"
    )
