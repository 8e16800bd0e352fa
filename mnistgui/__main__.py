"""Lets ``python -m mnistgui`` do what the ``mnistgui`` command does."""

from mnistgui.cli import main

if __name__ == "__main__":
    main()
