"""The Data panel, which shows the digits of the data set."""
