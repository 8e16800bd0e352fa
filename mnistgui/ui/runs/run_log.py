"""Logs what happens to runs: how they begin, each measurement, and how they end."""

import logging

from PySide6.QtCore import QObject, Slot

from mnistgui.training.measured_line import measured_line
from mnistgui.training.settings_text import settings_text
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_ending import ending_sentence
from mnistgui.ui.runs.run_list import Runs

_log = logging.getLogger("mnistgui.runs")


class RunLog(QObject):
    """Writes a line for each measurement of a run, as ``mnistgui train`` does.

    Parameters
    ----------
    runs : Runs
        The runs of this session, and the Qt parent.
    """

    def __init__(self, runs: Runs) -> None:
        super().__init__(runs)
        self._runs = runs
        self._logged: dict[int, int] = {}  # by the run's number: how many measurements
        runs.run_added.connect(self._begin)
        runs.advanced.connect(self._log_measurements)
        runs.run_ended.connect(self._end)
        runs.run_forgotten.connect(self._forget)

    @Slot(int)
    def _begin(self, number: int) -> None:
        run = self._runs.get(number)
        if run is None or number in self._logged:  # one that was removed comes back
            return
        self._logged[number] = len(run.history.measured)
        digits = run.facts.name if run.facts else run.dataset.name if run.dataset else "no digits"
        settings = settings_text(run.config) or "default settings"
        steps = len(run.history.steps)
        begins = f"was opened at step {steps}, from" if steps else "begins on"
        _log.info("run %d %s %s: %s", number, begins, digits, settings)

    @Slot(int)
    def _log_measurements(self, number: int) -> None:
        run = self._runs.get(number)
        if run is not None:
            self._log_new(run)

    def _log_new(self, run: Run) -> None:
        measured = len(run.history.measured)
        for place in range(self._logged.get(run.number, measured), measured):
            _log.info("run %d, %s", run.number, measured_line(run.history.measured_event(place)))
        self._logged[run.number] = measured

    @Slot(int)
    def _end(self, number: int) -> None:
        run = self._runs.get(number)
        if run is None:
            return
        self._log_new(run)
        _log.info("run %d is %s. %s", number, run.status.value, ending_sentence(run))
        if run.sentence:
            _log.warning("%s", run.sentence)

    @Slot(int)
    def _forget(self, number: int) -> None:
        self._logged.pop(number, None)
