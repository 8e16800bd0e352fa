"""The window's fixtures, for what measures it and takes its pictures."""

from tests.ui.conftest import (
    few_digits,
    fixed_look,
    no_leaks,
    open_window,
    qapp_cls,
    settled,
    window,
)

__all__ = ["few_digits", "fixed_look", "no_leaks", "open_window", "qapp_cls", "settled", "window"]
