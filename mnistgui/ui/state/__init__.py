"""The state that panels share: the digits, the runs, the draft and the inspected network."""
