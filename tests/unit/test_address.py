"""Settings read and write the same text, and refuse what no page could show."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lab.data.grids import LESSON, PRESETS, SIDES, resized
from lab.page import settings

GRID = settings.cells("grid", LESSON, SIDES)


@given(
    st.integers(4, 8).flatmap(
        lambda n: hnp.arrays(float, (n, n), elements=st.integers(-9990, 9990).map(lambda v: v / 10))
    )
)
def test_a_grid_survives_the_address(grid):
    text = GRID.write(grid)
    np.testing.assert_array_equal(GRID.read(text), grid)
    assert not set(text) - set("0123456789.-_*"), "these an address shows as they are"


@given(st.text() | st.text("0123456789.-_*e", min_size=7))
def test_any_text_is_a_square_grid_or_a_refusal(text):
    with suppress(ValueError):
        grid = GRID.read(text)
        assert grid.shape[0] == grid.shape[1] in SIDES
        assert np.isfinite(grid).all()


def test_blank_cells_are_kept():
    guess = settings.cells("guess", None, range(1, 9), square=False, blank=True)
    np.testing.assert_array_equal(guess.read("8_*_7"), [[8, np.nan], [np.nan, 7]])
    assert guess.write(np.array([[8, np.nan], [np.nan, 7]])) == "8_*_7"
    assert guess.write(np.full((2, 2), np.nan)) == guess.write(None) == ""


@given(st.integers(-3, 3), st.booleans())
def test_numbers_and_switches_survive_the_address(number, on):
    whole, switch = settings.whole("right", 0, -3, 3), settings.switch("ceil")
    assert whole.read(whole.write(number)) == number
    assert switch.read(switch.write(on)) is on


@pytest.mark.parametrize("text", ["", "4", "1.0", "1e0", "１", "0x1", "--1", "1\n2"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValueError, match="a whole number from -3 to 3"):
        settings.whole("right", 0, -3, 3).read(text)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("side", SIDES)
def test_every_preset_fits_every_size_and_the_address(name, side):
    grid = PRESETS[name](side, 7)
    assert grid.shape == (side, side)
    np.testing.assert_array_equal(GRID.read(GRID.write(grid)), grid)
    np.testing.assert_array_equal(grid, PRESETS[name](side, 7))


def test_another_seed_is_another_random_grid():
    assert (PRESETS["Random"](4, 1) != PRESETS["Random"](4, 2)).any()


def test_resizing_keeps_what_fits():
    np.testing.assert_array_equal(resized(LESSON, 6)[:4, :4], LESSON)
    assert resized(LESSON, 6)[4:].sum() == 0
