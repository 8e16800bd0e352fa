"""The presets as they are, but with networks and runs so small that a test can train them."""

from collections.abc import Mapping
from dataclasses import replace

from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import Preset, presets


def small_presets() -> Mapping[str, Preset]:
    """Every preset under its own name, with all its runs."""
    return {name: _small(preset) for name, preset in presets().items()}


def _small(preset: Preset) -> Preset:
    runs = tuple(replace(run, config=_small_config(run.config)) for run in preset.runs)
    return replace(preset, runs=runs)


def _small_config(config: TrainingConfig) -> TrainingConfig:
    return replace(
        config,
        hidden=tuple(width // 100 + 1 for width in config.hidden),
        epochs=2,
        batch_size=min(config.batch_size, 50),
        validation_size=min(config.validation_size, 100),
    )
