"""Gradients and unpooling against PyTorch's, over 1,000 random settings. See test_peers.py."""

import contextlib
import io

import numpy as np
import pytest

from lab.code.gradient import for_gradient
from lab.data.grids import LESSON
from pooling import Layer, max_pool2d, max_unpool2d

SETTINGS = 1000


def random_case(seed):
    """A layer that PyTorch has too, an input with many ties, some NaN, and a gradient."""
    rng = np.random.default_rng(seed)
    while True:
        kind = ("max", "avg", "min")[seed % 3]
        k, s = (tuple(rng.integers(1, 5, 2).tolist()) for _ in range(2))
        d = (1, 1) if kind == "avg" else tuple(rng.integers(1, 4, 2).tolist())
        p = tuple(int(rng.integers(0, size // 2 + 1)) for size in k)
        layer = Layer(kind, k, s, p, d, bool(rng.integers(2)), bool(rng.integers(2)))
        x = rng.integers(-4, 5, (2, 3, *rng.integers(1, 13, 2))).astype(np.float64)
        if seed % 5 == 0:
            x[rng.random(x.shape) < 0.1] = np.nan
        try:
            upstream = rng.normal(size=layer(x).shape)
        except ValueError:
            continue  # the windows do not fit
        return layer, x, upstream


def torch_gradient(torch, layer, x, upstream):
    f = torch.nn.functional
    t = torch.from_numpy(x).requires_grad_()
    settings = dict(stride=layer.stride, padding=layer.padding, ceil_mode=layer.ceil_mode)
    with torch.enable_grad():
        if layer.kind == "avg":
            counted = layer.count_include_pad
            y = f.avg_pool2d(t, layer.kernel_size, count_include_pad=counted, **settings)
        else:
            sign = -1 if layer.kind == "min" else 1
            y = sign * f.max_pool2d(
                sign * t, layer.kernel_size, dilation=layer.dilation, **settings
            )
        y.backward(torch.from_numpy(upstream))
    return t.grad.numpy()


def test_gradients_are_those_of_autograd():
    torch = pytest.importorskip("torch")
    largest, compared = 0.0, {"max": 0, "avg": 0, "min": 0}
    for seed in range(SETTINGS):
        layer, x, upstream = random_case(seed)
        if layer.kind != "avg" and (layer.winners(x) < 0).any():
            continue  # a window that is all padding: PyTorch names a cell outside the window
        ours = layer.gradient(upstream, x)
        theirs = torch_gradient(torch, layer, x, upstream)
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12, err_msg=f"{seed}: {layer}")
        largest = max(largest, float(np.abs(ours - theirs).max()))
        compared[layer.kind] += 1
    print(f"{compared}, largest difference {largest:.1e}")
    assert sum(compared.values()) > 0.95 * SETTINGS


def test_unpooling_is_pytorchs():
    torch = pytest.importorskip("torch")
    for seed in range(100):
        rng = np.random.default_rng(seed)
        k = int(rng.integers(1, 4))
        x = rng.normal(size=(2, 3, *rng.integers(k, 9, 2)))
        values, places = max_pool2d(x, k, return_indices=True)
        theirs = torch.nn.functional.max_unpool2d(
            torch.from_numpy(values), torch.from_numpy(places), k, output_size=x.shape[-2:]
        )
        np.testing.assert_array_equal(max_unpool2d(values, places, x.shape[-2:]), theirs)


@pytest.mark.parametrize("size", [(2, 2), (2, 1), (3, 1)], ids=str)
def test_the_pytorch_code_that_the_app_shows_prints_what_it_claims(size):
    torch = pytest.importorskip("torch")
    layers = [Layer(kind, *size) for kind in ("max", "avg")]
    gradient = np.arange(layers[0](LESSON).size).reshape(layers[0](LESSON).shape) - 2.0
    text = for_gradient(layers, LESSON, gradient)[1].text
    out = io.StringIO()
    with torch.enable_grad(), contextlib.redirect_stdout(out):
        exec(compile(text, "snippet", "exec"), {})
    assert text.endswith("\n".join(f"# {line}" for line in out.getvalue().splitlines()))
