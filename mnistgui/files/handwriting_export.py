"""The result of a handwriting test for other tools: a CSV table."""

import csv
import io

from mnistgui.drawing.stage_readings import StageReadings


def handwriting_csv(readings: StageReadings) -> bytes:
    """Make a table of what was read at each stage.

    Parameters
    ----------
    readings : StageReadings

    Returns
    -------
    bytes
        A row a drawing - ``number`` from 1, ``digit`` asked for, and what was read at each
        stage - and a last row ``accuracy`` with the share read right.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "digit", *readings.read])
    rows = zip(readings.labels.tolist(), *readings.read.values(), strict=True)
    for number, row in enumerate(rows, start=1):
        writer.writerow([number, *map(int, row)])
    writer.writerow(["accuracy", "", *(f"{share:.4f}" for share in readings.accuracies.values())])
    return text.getvalue().encode()
