"""Watchpoints: conditions at which a run is stopped, or that its past is searched for."""
