"""The command palette: all actions, panels, settings and experiments, found by typing."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.preset_questions import first_sentence
from mnistgui.training.presets import presets
from mnistgui.ui.panel_kit.requests import Requests
from mnistgui.ui.shell.docks import Docks
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.command import ListedCommand

if TYPE_CHECKING:
    from mnistgui.ui.widgets.command_list import CommandList

_PANEL_ENTRIES = "view_"  # such entries close a panel that is in front; the palette only shows them


class CommandPalette(QObject):
    """Opens the list of commands (Ctrl+K); what cannot be done just now is not listed.

    Parameters
    ----------
    window : QMainWindow
        Whose menus are listed.
    menu : QMenu
        Gets the entry that opens the list.
    docks : Docks
        The panels.
    draft : Draft
        Whose settings can be changed and to which presets belong.
    requests : Requests
        Shows panels and settings.
    """

    def __init__(
        self, window: QMainWindow, menu: QMenu, docks: Docks, draft: Draft, requests: Requests
    ) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._draft = draft
        self._requests = requests
        self._list: CommandList | None = None
        self.action = QAction(tr("&Commands..."), menu)
        self.action.setObjectName("commands")
        self.action.setShortcut(QKeySequence("Ctrl+K"))
        self.action.triggered.connect(self.open)
        menu.addAction(self.action)

    @Slot()
    def open(self) -> None:
        """List what can be done now."""
        if self._list is None:
            from mnistgui.ui.widgets.command_list import CommandList  # noqa: PLC0415 - lazy

            self._list = CommandList(self._window)
        self._list.show_commands(self.commands())

    def commands(self) -> list[ListedCommand]:
        """All that can be done now: actions first, then panels, settings and experiments."""
        return [*self._actions(), *self._panels(), *self._settings(), *self._experiments()]

    def _actions(self) -> Iterator[ListedCommand]:
        # PySide deletes a menu together with the object that QAction.menu() returned for it.
        menus = {menu.menuAction(): menu for menu in self._window.findChildren(QMenu)}
        for top in self._window.menuBar().actions():
            if top in menus:
                yield from self._of_menu(menus[top], _plain(top), menus)

    def _of_menu(
        self, menu: QMenu, group: str, menus: Mapping[QAction, QMenu]
    ) -> Iterator[ListedCommand]:
        menu.aboutToShow.emit()  # which names and enables the entries as they are now
        for action in menu.actions():
            if action in menus:
                yield from self._of_menu(menus[action], f"{group} > {_plain(action)}", menus)
            elif self._is_command(action):
                key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                yield ListedCommand(group, _plain(action), action.trigger, key)

    def _is_command(self, action: QAction) -> bool:
        panels = {f"{_PANEL_ENTRIES}{dock.spec.name}" for dock in self._docks.all()}
        listed = action is not self.action and action.objectName() not in panels
        return listed and action.isEnabled() and action.isVisible() and not action.isSeparator()

    def _panels(self) -> Iterator[ListedCommand]:
        for dock in self._docks.all():
            name = dock.spec.name
            yield ListedCommand(tr("Panel"), dock.windowTitle(), partial(self._docks.bring, name))

    def _settings(self) -> Iterator[ListedCommand]:
        if self._draft.lesson is not None:
            return
        config = self._draft.config or TrainingConfig()
        for field in FIELDS:
            if is_relevant(field, config):
                show = partial(self._requests.show_setting, field.name)
                note = f"({field.name}) {tr(field.help)}"
                yield ListedCommand(
                    f"{tr('Setting')}, {tr(field.group)}", tr(field.label), show, note
                )

    def _experiments(self) -> Iterator[ListedCommand]:
        if self._draft.lesson is not None:
            return
        for preset in presets().values():
            choose = partial(self._choose, preset.name)
            line = first_sentence(preset)
            yield ListedCommand(
                tr("Experiment"), tr(preset.title), choose, f"({preset.name}) {line}"
            )

    def _choose(self, name: str) -> None:
        self._draft.choose_preset(presets()[name])
        self._requests.show_panel("training")


def _plain(action: QAction) -> str:
    """Return the text of an entry without the mark of its letter."""
    return action.text().replace("&", "").removesuffix("...")
