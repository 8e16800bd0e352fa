import gc

import pytest

from mnistgui.ui.startup import garbage_collection


def test_nothing_is_searched_meanwhile_and_what_was_made_not_later() -> None:
    frozen = gc.get_freeze_count()
    try:
        with garbage_collection.deferred():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()


def test_the_search_is_taken_up_again_after_a_fault() -> None:
    try:
        with pytest.raises(ImportError), garbage_collection.deferred():
            raise ImportError
        assert gc.isenabled()
    finally:
        gc.unfreeze()
