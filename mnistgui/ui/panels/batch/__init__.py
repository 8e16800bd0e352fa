"""The Batch panel: what one step of a run learnt from, and the search for a step."""
