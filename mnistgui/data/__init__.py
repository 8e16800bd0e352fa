"""Where digits come from: readers, download, synthetic digits, augmentation."""
