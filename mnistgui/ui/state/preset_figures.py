"""Passes measured figures of presets that train nothing from one panel to another."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from mnistgui.training.presets import Preset


class PresetFigures(QObject):
    """Emits the figures of a preset that were measured here."""

    measured = Signal(object, object)  # Preset, and a mapping from names of figures to values

    def record(self, preset: Preset, figures: Mapping[str, Any]) -> None:
        """Emit the measured figures of a preset."""
        self.measured.emit(preset, figures)
