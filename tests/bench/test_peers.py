"""The package's values against what a user would pick instead, where that is installed.

.venv/bin/pip install -r tests/bench/requirements.txt
.venv/bin/pytest tests/bench
"""

import contextlib
import io

import numpy as np
import pytest

from lab.code import layers as snippets
from pooling import Layer, avg_pool2d, max_pool2d
from tests.bench.peers import MODULES, PEERS

POOLS = {"max": max_pool2d, "avg": avg_pool2d}
WINDOWS = [(2, 2, 0), (3, 2, 1), (3, 1, 1), (5, 3, 2), (7, 1, 3)]  # kernel, stride, padding


@pytest.mark.parametrize("dtype", ["uint8", "float32", "float64"])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize("peer", MODULES)
def test_pooling_equals_its_peers(peer, kind, window, dtype):
    if peer not in PEERS:
        pytest.skip(f"{peer} is not installed")
    for shape in ((32, 32), (3, 24, 36)):
        x = np.random.default_rng(0).integers(0, 256, shape).astype(dtype)
        work = PEERS[peer](x, *window, kind)
        if work is None:
            continue  # it cannot do this
        ours = POOLS[kind](x, *window)
        theirs = np.reshape(np.asarray(work()), ours.shape)
        if kind == "max":
            np.testing.assert_array_equal(theirs, ours)
        else:
            np.testing.assert_allclose(theirs, ours, rtol=1e-4)


LAYERS = [
    Layer("max", 2),
    Layer("max", 3, 2, 1, 2, ceil_mode=True),
    Layer("min", 2, 1, 1),
    Layer("avg", 3, 2, 1, ceil_mode=True),
    Layer("avg", 3, 1, 1, count_include_pad=False),
]


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_shape_dtype_and_values_are_pytorchs(layer):
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    x = np.random.default_rng(1).random((3, 9, 11)).astype(np.float32)
    t = torch.from_numpy(x)[None]
    settings = dict(stride=layer.stride, padding=layer.padding, ceil_mode=layer.ceil_mode)
    if layer.kind == "avg":
        counted = layer.count_include_pad
        theirs = f.avg_pool2d(t, layer.kernel_size, count_include_pad=counted, **settings)
    else:
        sign = -1 if layer.kind == "min" else 1
        settings["dilation"] = layer.dilation
        theirs = sign * f.max_pool2d(sign * t, layer.kernel_size, **settings)
    theirs = theirs[0].numpy()
    ours = layer(x)
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_the_places_of_maxima_are_pytorchs():
    torch = pytest.importorskip("torch")
    x = np.random.default_rng(2).integers(0, 9, (2, 8, 8)).astype(np.float32)  # many are equal
    _, ours = max_pool2d(x, 3, 2, 1, return_indices=True)
    _, theirs = torch.nn.functional.max_pool2d(torch.from_numpy(x), 3, 2, 1, return_indices=True)
    np.testing.assert_array_equal(ours, theirs.numpy())


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_the_pytorch_code_that_the_app_shows_prints_what_it_claims(layer):
    pytest.importorskip("torch")
    _, torch_code, _ = snippets.for_layer(layer, np.arange(64.0).reshape(8, 8), 0, 1)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(torch_code.text, "snippet", "exec"), {})
    assert torch_code.text.endswith("\n".join(f"# {line}" for line in out.getvalue().splitlines()))
