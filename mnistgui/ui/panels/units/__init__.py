"""The Units panel: one unit enlarged, and the units of a layer in a chosen order."""
