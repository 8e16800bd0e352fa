"""The Blame panel: which training digits are to blame for a reading, and what if they were gone."""
