"""The Robustness panel: accuracy on digits that are harder to read, and what is better refused."""
