"""What was reported of an experiment, beside what comes out here."""
