"""A network computes what its definition says: by hand, and against a plain double loop."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pooling import ConvNet, Filters, Layer, convolve, global_pool

GRID = np.array([[[8, 4, 6, 8], [1, 2, 0, 1], [3, 1, 7, 5], [7, 9, 1, 4]]])  # one channel


def plain_convolve(x, weights, bias, stride, padding):
    """Each output by the definition: filters, rows and columns in turn."""
    (down, along), (above, left) = stride, padding
    padded = np.pad(x, ((0, 0), (above, above), (left, left)))
    filters, _, height, width = weights.shape
    rows = (padded.shape[1] - height) // down + 1
    columns = (padded.shape[2] - width) // along + 1
    out = np.empty((filters, rows, columns))
    for f, row, column in np.ndindex(out.shape):
        top, first = row * down, column * along
        window = padded[:, top : top + height, first : first + width]
        out[f, row, column] = (window * weights[f]).sum() + bias[f]
    return out


def random_filters(channels, *, seed=0, stride=1, padding=1, kernel=(3, 3)):
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(channels[1], channels[0], *kernel)).astype(np.float32)
    return Filters(weights, rng.normal(size=channels[1]).astype(np.float32), stride, padding)


def test_a_filter_slides_over_the_lessons_grid():
    edges = [[[[-1, 1], [-1, 1]]]]  # right minus left
    np.testing.assert_array_equal(convolve(GRID, edges), [[[-3, 0, 3], [-1, 4, -1], [0, -2, 1]]])
    np.testing.assert_array_equal(convolve(GRID, edges, stride=2), [[[-3, 3], [0, 1]]])
    np.testing.assert_array_equal(
        convolve(GRID, edges, [10], stride=(2, 3), padding=(0, 1)), [[[19, 13], [20, 11]]]
    )


def test_a_filter_may_be_larger_than_the_picture_if_the_padding_makes_room():
    """It must fit the picture with the padding of both sides."""
    assert convolve([[[2]]], np.ones((1, 1, 3, 3)), padding=1).tolist() == [[[2]]]


def test_channels_are_added_up_and_each_filter_has_its_bias():
    x = np.array([[[1, 2]], [[10, 20]]])
    weights = np.array([[[[1]], [[1]]], [[[2]], [[0]]]])
    np.testing.assert_array_equal(convolve(x, weights, [0, 5]), [[[11, 22]], [[7, 9]]])


sizes = st.integers(1, 4)


@given(
    shape=st.tuples(sizes, st.integers(4, 9), st.integers(4, 9)),
    filters=sizes,
    kernel=st.tuples(sizes, sizes),
    stride=st.tuples(sizes, sizes),
    padding=st.tuples(st.integers(0, 3), st.integers(0, 3)),
)
def test_convolutions_equal_the_plain_loop(shape, filters, kernel, stride, padding):
    rng = np.random.default_rng(0)
    x, bias = rng.normal(size=shape), rng.normal(size=filters)
    weights = rng.normal(size=(filters, shape[0], *kernel))
    found = convolve(x, weights, bias, stride, padding)
    np.testing.assert_allclose(found, plain_convolve(x, weights, bias, stride, padding), atol=1e-12)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "uint8", "bool"])
def test_floats_keep_their_dtype_and_the_rest_becomes_float64(dtype):
    found = convolve(GRID.astype(dtype), np.ones((1, 1, 2, 2)))
    assert found.dtype == (dtype if dtype.startswith("float") else "float64")


def test_leading_dimensions_are_kept_and_computed_alone():
    """Also where the pictures take several steps."""
    filters = random_filters((3, 8))
    x = np.random.default_rng(1).normal(size=(5, 7, 3, 32, 32)).astype(np.float32)
    found = filters(x)
    assert found.shape == (5, 7, 8, 32, 32)
    for place in ((0, 0), (2, 3), (4, 6)):
        np.testing.assert_array_equal(found[place], filters(x[place]))
    assert filters(x[:0]).shape == (0, 7, 8, 32, 32)


def test_the_input_is_not_changed():
    x = GRID.astype(np.float32)
    x.flags.writeable = False
    random_filters((1, 2))(x)


def test_global_pooling_leaves_one_number_for_each_map():
    maps = np.array([GRID[0], -GRID[0]])
    np.testing.assert_array_equal(global_pool(maps), [9, 0])
    np.testing.assert_array_equal(global_pool(maps, "avg"), [67 / 16, -67 / 16])
    assert global_pool(maps.astype(np.float32), "avg").dtype == np.float32
    assert global_pool(np.zeros((2, 5, 3, 4, 4))).shape == (2, 5, 3)


def test_a_network_by_hand():
    """One filter finds edges; ReLU keeps the bright ones; max pooling the strongest of them."""
    edges = Filters(np.array([[[[-1.0, 1.0]]]]), np.array([0.0]))
    net = ConvNet((edges,), Layer("max", 2), None, np.array([[1.0, 10.0]]), np.array([0.5]))
    x = np.array([[[0, 5, 1, 1, 3], [0, 1, 1, 9, 0]]])
    maps = net.maps(x)
    assert list(maps) == ["convolution 1", "ReLU 1", "pooling 1", "scores"]
    np.testing.assert_array_equal(maps["convolution 1"], [[[5, -4, 0, 2], [1, 0, 8, -9]]])
    np.testing.assert_array_equal(maps["ReLU 1"], [[[5, 0, 0, 2], [1, 0, 8, 0]]])
    np.testing.assert_array_equal(maps["pooling 1"], [[[5, 8]]])
    np.testing.assert_array_equal(maps["scores"], [85.5])
    np.testing.assert_array_equal(net(x), [85.5])
    np.testing.assert_array_equal(net(np.stack([x, x[:, ::-1]])), [[85.5], [85.5]])
    assert net(np.empty((0, 1, 2, 5))).shape == (0, 1)


def random_net(pooling, last):
    rng = np.random.default_rng(4)
    stride = 1 if pooling else 2
    filters = (random_filters((3, 5), stride=stride), random_filters((5, 4), stride=stride))
    weights = rng.normal(size=(3, 4 if last else 4 * 3 * 3)).astype(np.float32)
    return ConvNet(filters, pooling, last, weights, rng.normal(size=3).astype(np.float32))


@pytest.mark.parametrize("last", [None, "max", "avg"])
@pytest.mark.parametrize("pooling", [None, Layer("max", 2), Layer("avg", 2)], ids=str)
def test_networks_equal_the_plain_loop(pooling, last):
    net = random_net(pooling, last)
    x = np.random.default_rng(5).normal(size=(2, 3, 12, 12)).astype(np.float32)
    values = x.astype(np.float64)
    for f in net.filters:
        stride = (f.stride, f.stride)
        maps = [plain_convolve(v, f.weights, f.bias, stride, (1, 1)) for v in values]
        values = np.maximum(maps, 0)
        values = pooling(values) if pooling else values
    if last:
        values = values.max((-2, -1)) if last == "max" else values.mean((-2, -1))
    flat = values.reshape(len(x), -1)
    scores = [[(row * v).sum() for row in net.weights] for v in flat] + net.bias
    np.testing.assert_allclose(net(x), scores, rtol=1e-4, atol=1e-4)
    assert net(x).dtype == np.float32


def test_a_network_counts_its_weights():
    assert random_net(Layer("max", 2), None).size == 5 * 28 + 4 * 46 + 3 * 37
    assert random_net(None, "max").size == 5 * 28 + 4 * 46 + 3 * 5


def test_a_network_is_frozen():
    with pytest.raises(FrozenInstanceError):
        random_net(None, "max").last = "avg"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((GRID, np.ones((1, 1, 3))), r"`weights` must have the shape \(filters, channels, height"),
        ((GRID, np.ones((0, 1, 2, 2))), "each at least 1, got"),
        ((GRID, np.ones((1, 2, 3, 3))), r"`x` must have the shape \(\.\.\., 2, height, width\)"),
        ((GRID[0], np.ones((1, 1, 3, 3))), r"for these weights, got \(4, 4\)"),
        ((GRID, np.ones((1, 1, 5, 5))), "they span 5 x 5 pixels, got 4 x 4"),
        ((GRID, np.ones((1, 1, 2, 2)), [1, 2]), r"`bias` must have the shape \(1,\), got \(2,\)"),
        ((GRID, np.ones((1, 1, 2, 2)), None, 0), "`stride` must be at least 1, got 0"),
        ((GRID, np.ones((1, 1, 2, 2)), None, 1, -1), "`padding` must be at least 0, got -1"),
    ],
)
def test_impossible_convolutions_are_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        convolve(*arguments)


def test_text_is_no_weight():
    with pytest.raises(TypeError, match="`weights` must hold real numbers, got dtype <U1"):
        convolve(GRID, np.array([[[["a"]]]]))
    with pytest.raises(TypeError, match="`bias` must hold real numbers, got dtype"):
        convolve(GRID, np.ones((1, 1, 2, 2)), ["a"])
    with pytest.raises(TypeError, match="`bias` must be an array of real numbers, got a ragged"):
        convolve(GRID, np.ones((1, 1, 2, 2)), [[1], [1, 2]])


def test_impossible_networks_are_refused():
    filters = random_filters((3, 5))
    with pytest.raises(ValueError, match="`padding` must be at least 0, got -1"):
        random_filters((3, 5), padding=-1)
    with pytest.raises(ValueError, match="convolution 2 expects 3 channels, got 5"):
        ConvNet((filters, filters), None, None, np.ones((2, 5)), np.ones(2))
    with pytest.raises(ValueError, match="`last` must be one of max, avg, got 'min'"):
        ConvNet((filters,), None, "min", np.ones((2, 5)), np.ones(2))
    with pytest.raises(ValueError, match=r"`bias` must have the shape \(2,\), got \(3,\)"):
        ConvNet((filters,), None, "max", np.ones((2, 5)), np.ones(3))
    net = ConvNet((filters,), None, None, np.ones((2, 80)), np.ones(2))
    with pytest.raises(ValueError, match="`x` must give 80 values to the dense layer, got 180"):
        net(np.ones((3, 6, 6)))
    with pytest.raises(ValueError, match="`stride` must be at least 1, got 0"):
        Filters(filters.weights, filters.bias, 0)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted on Linux")
def test_a_network_wakes_no_other_thread():
    """Threads for matrix products would go on waiting, awake: on a class's server, too."""
    program = """
import os
import time
from pathlib import Path
import numpy as np
from pooling import ConvNet, Filters, Layer

def used_by_others():  # hundredths of a second
    threads = [t for t in Path("/proc/self/task").iterdir() if int(t.name) != os.getpid()]
    stats = [(t / "stat").read_text().rsplit(")", 1)[1].split() for t in threads]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats)

time.sleep(0.3)  # until the threads rest that NumPy starts when it is imported
before = used_by_others()
x = np.ones((60, 3, 64, 64), np.float32)
filters = Filters(np.ones((32, 3, 3, 3), np.float32), np.ones(32, np.float32), 1, 1)
net = ConvNet((filters,), Layer("max", 2), None, np.ones((4, 32768), np.float32), np.ones(4))
net(x)
assert used_by_others() == before
"""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "4"}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    assert result.returncode == 0, result.stderr
