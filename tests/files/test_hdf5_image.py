from mnistgui.files.hdf5_image import hdf5_image


def test_two_files_can_be_made_at_once() -> None:
    with hdf5_image() as first, hdf5_image() as second:
        first.file["who"] = 1
        second.file["who"] = 2
    assert first.data
    assert first.data != second.data
