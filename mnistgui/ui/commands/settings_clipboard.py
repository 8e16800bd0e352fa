"""Copies the settings of the form as text, and takes settings from text that was copied."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.settings_text import parse_settings_text, settings_link, settings_text
from mnistgui.ui.commands.setting_commands import SettingCommands
from mnistgui.ui.state.draft import Draft
from mnistgui.ui.strings import tr
from mnistgui.ui.widgets.banner import Banner
from mnistgui.ui.widgets.messages import Topic


class SettingsClipboard(QObject):
    """Puts settings into the clipboard and takes them from it.

    Parameters
    ----------
    draft : Draft
        Whose settings are copied.
    commands : SettingCommands
        Replaces the settings, so that it can be undone.
    banner : Banner
        Says what is wrong with a text, or with the form.
    """

    def __init__(self, draft: Draft, commands: SettingCommands, banner: Banner) -> None:
        super().__init__(commands)
        self._draft = draft
        self._commands = commands
        self._banner = banner

    @Slot()
    def copy(self) -> None:
        """Copy the settings of the form as options of the command line, once all are accepted."""
        self._copy(settings_text, tr("The settings are copied as text: {0}"))

    @Slot()
    def copy_link(self) -> None:
        """Copy the settings of the form as a link, once all are accepted."""
        self._copy(settings_link, tr("The settings are copied as a link: {0}"))

    def _copy(self, write: Callable[[TrainingConfig], str], said: str) -> None:
        config = self._draft.config
        if config is None:
            words = tr("A setting in the form is not accepted yet; mend it first.")
            self._banner.show_fault(words, topic=Topic.SETTINGS)
            return
        text = write(config)
        QGuiApplication.clipboard().setText(text)
        self._banner.show_notice(said.format(text))

    @Slot()
    def paste(self) -> None:
        """Fill the form with the settings that the clipboard's text names."""
        if self._draft.lesson is not None:
            words = tr("A lesson keeps its settings; 'Leave the lesson' in the form comes first.")
            self._banner.show_fault(words, topic=Topic.SETTINGS)
            return
        try:
            config = parse_settings_text(QGuiApplication.clipboard().text())
        except UserError as error:
            self._banner.show_fault(str(error), topic=Topic.SETTINGS)
            return
        self._commands.use_config(config, tr("Paste settings"))
