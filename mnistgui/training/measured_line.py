"""The line that is said of each measurement of a run, on the command line and in the log."""

from mnistgui.per_cent import per_cent
from mnistgui.training.events import Measured


def measured_line(event: Measured) -> str:
    """Format one measurement.

    Parameters
    ----------
    event : Measured

    Returns
    -------
    str
        Loss and accuracy of each part, such as ``epoch 1: train loss 0.2724, accuracy 92.10 %;
        validation loss 0.2601, accuracy 92.90 %; test loss 0.2655, accuracy 92.60 %``.
    """
    parts = [("train", event.train), ("validation", event.valid), ("test", event.test)]
    measured = "; ".join(
        f"{name} loss {m.loss:.4f}, accuracy {per_cent(m.accuracy)}"
        for name, m in parts
        if m is not None
    )
    return f"epoch {event.epoch:g}: {measured}"
