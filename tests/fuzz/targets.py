"""Every importer that opens files from strangers; add new ones here."""

from tests.fuzz import data_targets, file_targets

TARGETS = (*data_targets.TARGETS, *file_targets.TARGETS)
