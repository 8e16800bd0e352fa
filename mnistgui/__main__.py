"""Lets ``python -m mnistgui``, and a standalone folder, do what the ``mnistgui`` command does."""

import sys

from mnistgui.own_process import run_own_module

if __name__ == "__main__" and not run_own_module(sys.argv):
    from mnistgui.cli import main

    main()
