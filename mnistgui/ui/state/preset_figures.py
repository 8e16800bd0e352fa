"""Figures of presets that train nothing: one panel measures them and another shows them."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from mnistgui.training.presets import Preset


class PresetFigures(QObject):
    """Tells what the reported figures of a preset came to here."""

    measured = Signal(object, object)  # Preset, and a mapping from names of figures to values

    def record(self, preset: Preset, figures: Mapping[str, Any]) -> None:
        """Tell the figures of a preset to whoever shows them."""
        self.measured.emit(preset, figures)
