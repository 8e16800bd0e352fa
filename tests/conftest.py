"""Set up before any test: Qt draws offscreen, so the suite needs no display."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
