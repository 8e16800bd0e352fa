"""The lesson above the settings: what to do, what passes, and the grade of the last run."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mnistgui.files.grading import Grade
from mnistgui.files.lesson_card import LessonCard
from mnistgui.per_cent import per_cent
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.basic import label, restyle
from mnistgui.ui.widgets.few_lines import FewLines


class LessonBox(QFrame):
    """Shows the lesson that is held; hidden while there is none."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setObjectName("lesson")
        self.setAccessibleName(tr("Lesson"))
        self._title = label("", "heading", "lesson_title")
        self._instructions = label("", "", "lesson_instructions")
        self._mark = label("", "muted", "lesson_mark")
        self._digits = label("", "fault", "lesson_digits")
        self._grade = FewLines("lesson_grade", _GRADE_LINES)
        self._leave = QPushButton(tr("Leave the lesson"))
        self._leave.setObjectName("lesson_leave")
        self._leave.clicked.connect(draft.leave_lesson)
        draft.lesson_changed.connect(self._show_lesson)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        for text in (self._title, self._instructions, self._mark, self._digits):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)  # a card comes from a stranger
            layout.addWidget(text)
        layout.addWidget(self._leave)
        layout.addWidget(self._grade)  # it comes by itself: there is always room for it
        self.hide()

    @Slot()
    def _show_lesson(self) -> None:
        lesson = self._draft.lesson
        if lesson is None:
            self.hide()
            return
        self._show_card(lesson.card)
        self._digits.setText(lesson.digits_fault)
        self._digits.setVisible(bool(lesson.digits_fault))
        self._grade.show_text("")
        if lesson.grade is not None:
            self._show_grade(lesson.grade)
        self.show()

    def _show_card(self, card: LessonCard) -> None:
        self._title.setText(card.title)
        self._instructions.setText(card.instructions)
        words = tr("To pass: {0} of the {1} digits read right.")
        accuracy = per_cent(card.pass_mark.accuracy)
        self._mark.setText(words.format(accuracy, tr(_SPLITS[card.pass_mark.split])))

    def _show_grade(self, grade: Grade) -> None:
        """Say whether the last run passes, and why not."""
        if grade.accuracy is not None and grade.passed:
            words = tr("Passed: {0} read right.").format(per_cent(grade.accuracy))
        else:
            words = "\n".join((tr("Not passed yet."), *grade.reasons))
        self._grade.show_text(words)
        self._grade.setProperty("role", "passed" if grade.passed else "fault")
        restyle(self._grade)


_GRADE_LINES = 7  # with the reasons why a run does not pass
_SPLITS = {"train": "training", "valid": "validation", "test": "test"}
