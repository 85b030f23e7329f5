"""The package's networks give the scores of the same networks in PyTorch."""

import numpy as np
import pytest

from lab.data.designs import DESIGNS, as_input
from lab.data.faces import faces
from lab.data.trained import TRAINED, recognise
from pooling import convolve

CASES = [((3, 3), 1, 1), ((3, 3), 2, 1), ((5, 2), (2, 3), (0, 4)), ((1, 1), 1, 0), ((7, 7), 4, 3)]


@pytest.mark.parametrize(("kernel", "stride", "padding"), CASES)
def test_convolutions_are_pytorchs(kernel, stride, padding):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4, 3, 19, 24)).astype(np.float32)
    weights = rng.normal(size=(6, 3, *kernel)).astype(np.float32) / 9
    bias = rng.normal(size=6).astype(np.float32)
    theirs = torch.nn.functional.conv2d(
        *map(torch.from_numpy, (x, weights, bias)), stride=stride, padding=padding
    ).numpy()
    ours = convolve(x, weights, bias, stride, padding)
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


@pytest.mark.parametrize("name", DESIGNS)
def test_trained_networks_are_pytorchs(name):
    """Within 1e-5 of the value, or of 1 if that is more: scores reach 40, in float32."""
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    net, design = TRAINED[name], DESIGNS[name]
    pictures, _ = faces(200, seed=9)
    x = as_input(pictures)
    maps = net.maps(x)
    values = torch.from_numpy(x)
    for number, filters in enumerate(net.filters, 1):
        weights, bias = (torch.tensor(a) for a in (filters.weights, filters.bias))
        values = f.relu(f.conv2d(values, weights, bias, filters.stride, filters.padding))
        if design.pooling is not None:
            pool = f.max_pool2d if design.pooling.kind == "max" else f.avg_pool2d
            values = pool(values, 2)
            np.testing.assert_allclose(maps[f"pooling {number}"], values, rtol=1e-5, atol=1e-5)
    flat = values.amax((-2, -1)) if design.last else values.flatten(1)
    theirs = f.linear(flat, torch.tensor(net.weights), torch.tensor(net.bias))
    np.testing.assert_allclose(maps["scores"], theirs, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(recognise(net, pictures), f.softmax(theirs, -1), atol=1e-5)
