"""What panels and commands ask of the window, without knowing who grants it."""

from PySide6.QtCore import QObject, Signal

from mnistgui.training.preset_views import View


class Requests(QObject):
    """Passes requests on; the window connects each signal to whoever grants it."""

    panel_wanted = Signal(str)  # name of a panel that is to come to the front
    view_wanted = Signal(object)  # View of a preset that is to be shown
    network_file_wanted = Signal()  # ask for a file of weights, and inspect the network in it

    def show_panel(self, name: str) -> None:
        """Ask for a panel, by its name in the table, to be shown in front of others."""
        self.panel_wanted.emit(name)

    def show_view(self, view: View) -> None:
        """Ask for a panel to be shown in front, with what a write-up looked at chosen in it."""
        self.view_wanted.emit(view)

    def open_network(self) -> None:
        """Ask for a network from a file."""
        self.network_file_wanted.emit()
