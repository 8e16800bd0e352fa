"""Requests of panels and commands to the window, which decides what grants them."""

from PySide6.QtCore import QObject, Signal

from mnistgui.training.preset_views import View


class Requests(QObject):
    """Passes requests on as signals, to which the window connects."""

    panel_wanted = Signal(str)  # name of a panel that is to come to the front
    view_wanted = Signal(object)  # View of a preset that is to be shown
    setting_wanted = Signal(str)  # name of a setting whose field is to get the keyboard
    network_file_wanted = Signal()  # ask for a file of weights, and inspect the network in it

    def show_panel(self, name: str) -> None:
        """Request that a panel, named as in the table, is shown in front of others."""
        self.panel_wanted.emit(name)

    def show_setting(self, name: str) -> None:
        """Request that the field of a setting is shown and gets the keyboard."""
        self.panel_wanted.emit("training")
        self.setting_wanted.emit(name)

    def show_view(self, view: View) -> None:
        """Request that a panel is shown in front, with the view of a write-up chosen in it."""
        self.view_wanted.emit(view)

    def open_network(self) -> None:
        """Request a network from a file."""
        self.network_file_wanted.emit()
