"""The words of Labels on the scores and on each digit."""

from mnistgui.inspection.doubtful_labels import DoubtfulLabels
from mnistgui.notation import thousands, three_significant
from mnistgui.per_cent import per_cent
from mnistgui.ui.panels.labels.finder import ScoredLabels
from mnistgui.ui.strings import tr


def quality_in_words(found: DoubtfulLabels, score: str) -> str:
    """Say how well a score finds the labels that were mixed up; that none were, where so."""
    curve, count = found.curve(score), int(found.mixed_up.sum())
    if curve is None:
        return tr("No labels were mixed up on purpose; the most doubtful come first.")
    precision, recall = curve.at(count)
    words = tr(
        "{0} of {1} labels were mixed up: area under the ROC curve {2}; of the {0} most doubtful"
        " {3} were mixed up (precision), {4} of all were found (recall)."
    )
    area = f"{curve.area:.4f}"
    numbers = (thousands(count), thousands(len(found.mixed_up)), area)
    return words.format(*numbers, per_cent(precision, 1), per_cent(recall, 1))


def digit_in_words(known: ScoredLabels, row: int, score: str, *, ticked: bool) -> str:
    """Say under which label a digit was learnt, what is read, and how doubtful that is."""
    names = known.train.class_names
    words = tr("Training digit {0}, learnt as {1}, read as {2}; score {3}").format(
        thousands(row),
        names[known.train.labels[row]],
        names[known.read[row]] if known.read[row] < len(names) else str(known.read[row]),
        three_significant(float(known.found.scores[score][row])),
    )
    if known.found.mixed_up[row]:
        words += tr("; mixed up, it is {0}").format(names[known.true_labels[row]])
    return words + (tr("; ticked") if ticked else "")
