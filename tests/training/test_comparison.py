from mnistgui.training.comparison import Row, by_epoch, rows


def test_figures_stand_beside_each_other_by_run() -> None:
    reported = {"zeros": {"test_accuracy": 97.0}, "rate 1": {"oscillates": True}}
    as_written = {"zeros": {"test_accuracy": 97.451}, "rate 1": {"oscillates": False}}
    put_right = {"zeros": {"test_accuracy": 97.5, "steps": 1140}}
    assert list(rows(reported, as_written, put_right)) == [
        Row("zeros", "test accuracy", "97.00", "97.45", "97.50", "%"),
        Row("zeros", "steps", "", "", "1,140"),
        Row("rate 1", "oscillates", "yes", "no", ""),
    ]


def test_what_is_not_known_yet_is_left_empty() -> None:
    reported = {"lowest_at_rate_001": 93.3, "train_loss_by_epoch": [0.2724, 0.1852]}
    assert list(rows(reported, {}, {})) == [
        Row("", "lowest at rate 0.01", "93.30", "", "", "%"),
        Row("", "train loss by epoch", "0.2724 0.1852", "", ""),
    ]
    (row,) = rows({"zeros": {"minutes": 22.0}}, {}, {})
    assert row == Row("zeros", "minutes", "22", "", "", "min")


def test_a_list_can_have_a_row_for_each_epoch() -> None:
    told = list(by_epoch([Row("", "train loss by epoch", "0.2724 0.1852", "0.2600", "0.25 0.1")]))
    assert told == [
        Row("", "train loss, epoch 1", "0.2724", "0.2600", "0.25"),
        Row("", "train loss, epoch 2", "0.1852", "", "0.1"),
    ]


def test_a_list_can_have_a_row_for_each_ten_steps() -> None:
    told = list(by_epoch([Row("", "train error every 10 steps", "42.10 28.10", "40.00", "", "%")]))
    assert told == [
        Row("", "train error, 10 steps", "42.10", "40.00", "", "%"),
        Row("", "train error, 20 steps", "28.10", "", "", "%"),
    ]


def test_each_figure_has_the_digits_that_matter() -> None:
    told = {
        "cost": (0.226797, "0.226797"),
        "test_cost": (0.2282166, "0.228217"),
        "train_loss": (4631551339.05, "4.63e+09"),
        "last_rates": ([-0.00018, 1e-4], "-0.00018 0.00010"),
        "lowest_loss_step": (1573, "1,573"),
        "steps_to_train_loss_0.5": (600, "600"),
        "seconds": (12.34, "12.3"),
    }
    found = rows({}, {name: value for name, (value, _) in told.items()}, {})
    assert [row.as_written for row in found] == [text for _, text in told.values()]


def test_the_last_rates_of_an_epoch_have_a_row_each() -> None:
    told = by_epoch(rows({}, {"last_rates": [0.0, -0.00103]}, {"last_rates": [1e-4, 1e-4]}))
    assert [(row.figure, row.as_written, row.put_right) for row in told] == [
        ("last rates 1", "0.00000", "0.00010"),
        ("last rates 2", "-0.00103", "0.00010"),
    ]
