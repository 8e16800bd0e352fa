"""The start of the window: Qt, the first painting, and what is loaded after it."""
