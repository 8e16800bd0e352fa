"""The lesson above the settings: what to do, what passes, and the grade of the last run."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from mnistgui.files.grading import Grade
from mnistgui.files.lesson_card import LessonCard
from mnistgui.per_cent import per_cent
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, restyle


class LessonBox(QFrame):
    """Shows a lesson card; hidden while there is no lesson.

    Parameters
    ----------
    parent : QWidget, optional
        As Qt has it.
    """

    left = Signal()  # the person has enough of the lesson

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson")
        self.setAccessibleName(tr("Lesson"))
        self._title = label("", "heading", "lesson_title")
        self._instructions = label("", "", "lesson_instructions")
        self._mark = label("", "muted", "lesson_mark")
        self._digits = label("", "fault", "lesson_digits")
        self._grade = label("", "", "lesson_grade")
        self._leave = QPushButton(tr("Leave the lesson"))
        self._leave.setObjectName("lesson_leave")
        self._leave.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        for text in self._texts():
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)  # a card comes from a stranger
            layout.addWidget(text)
        layout.addWidget(self._leave)
        self.hide()

    def show_card(self, card: LessonCard) -> None:
        """Show a lesson that nobody has passed yet."""
        self._title.setText(card.title)
        self._instructions.setText(card.instructions)
        words = tr("To pass: {0} of the {1} digits read right.")
        accuracy = per_cent(card.pass_mark.accuracy)
        self._mark.setText(words.format(accuracy, tr(_SPLITS[card.pass_mark.split])))
        self.show_digits("")
        self._grade.hide()
        self.show()

    def show_digits(self, sentence: str) -> None:
        """Say that the digits at hand are others than the lesson's; an empty one hides it."""
        self._digits.setText(sentence)
        self._digits.setVisible(bool(sentence))

    def show_grade(self, grade: Grade) -> None:
        """Say whether the last run passes, and why not."""
        if grade.accuracy is not None and grade.passed:
            words = tr("Passed: {0} read right.").format(per_cent(grade.accuracy))
        else:
            words = "\n".join((tr("Not passed yet."), *grade.reasons))
        self._grade.setText(words)
        self._grade.setProperty("role", "passed" if grade.passed else "fault")
        restyle(self._grade)
        self._grade.show()

    def _texts(self) -> tuple[QLabel, ...]:
        return (self._title, self._instructions, self._mark, self._digits, self._grade)


_SPLITS = {"train": "training", "valid": "validation", "test": "test"}
