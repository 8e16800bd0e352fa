"""How the window starts: Qt, the first painting, what is loaded after it."""
