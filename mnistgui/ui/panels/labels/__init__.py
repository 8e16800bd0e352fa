"""The Labels panel: training digits whose labels are probably wrong."""
