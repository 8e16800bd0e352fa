from mnistgui.training.comparison import Row, by_epoch, rows


def test_figures_stand_beside_each_other_by_run() -> None:
    reported = {"zeros": {"test_accuracy": 97.0}, "rate 1": {"oscillates": True}}
    ours = {"zeros": {"test_accuracy": 97.451}, "rate 1": {"oscillates": False}}
    assert list(rows(reported, ours)) == [
        Row("zeros", "test accuracy", "97.00", "97.45", "%"),
        Row("rate 1", "oscillates", "yes", "no"),
    ]


def test_what_is_not_known_yet_is_left_empty() -> None:
    reported = {"lowest_at_rate_001": 93.3, "train_loss_by_epoch": [0.2724, 0.1852]}
    assert list(rows(reported, {})) == [
        Row("", "lowest at rate 0.01", "93.30", "", "%"),
        Row("", "train loss by epoch", "0.2724 0.1852", ""),
    ]
    (row,) = rows({"zeros": {"minutes": 22.0}}, {})
    assert row == Row("zeros", "minutes", "22", "", "min")


def test_a_list_can_have_a_row_for_each_epoch() -> None:
    told = list(by_epoch([Row("", "train loss by epoch", "0.2724 0.1852", "0.2600")]))
    assert told == [
        Row("", "train loss, epoch 1", "0.2724", "0.2600"),
        Row("", "train loss, epoch 2", "0.1852", ""),
    ]
