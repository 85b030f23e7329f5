"""Code to take away: ours prints what it claims; the others call what their rules say."""

import ast
import contextlib
import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.code.gradient import for_gradient
from lab.code.layers import for_layer, for_sum, start
from lab.code.network import for_network
from lab.code.stack import for_stack
from lab.code.sweep import for_sweep
from lab.data.grids import LESSON
from lab.data.trained import TRAINED
from lab.receptive_field.stacks import STARTS, channels_in
from pooling import Layer, translate
from pooling.sweep import SWEEP_KINDS


def run(text: str) -> str:
    """What a text prints, as the comments at its end say it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, "snippet", "exec"), {})
    return "\n".join(f"# {line}" for line in out.getvalue().splitlines())


@st.composite
def settings(draw):
    kind = draw(st.sampled_from(["max", "avg", "min"]))
    k, s = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    d = 1 if kind == "avg" else draw(st.integers(1, 2))
    layer = Layer(
        kind, k, s, draw(st.integers(0, k // 2)), d, draw(st.booleans()), draw(st.booleans())
    )
    x = LESSON if draw(st.booleans()) else LESSON + draw(st.integers(-9, 9)) / 4
    shift = (
        draw(st.integers(-3, 3)),
        draw(st.integers(-3, 3)),
        draw(st.sampled_from(["zero", "edge", "wrap"])),
    )
    try:
        layer.axes(x.shape)
    except ValueError:
        assume(False)
    return layer, x, shift


@given(settings())
def test_the_numpy_text_prints_what_it_claims(case):
    layer, x, shift = case
    ours = for_layer(layer, x, *shift)[0]
    printed = run(ours.text)
    assert printed
    assert ours.text.endswith(printed)


@pytest.mark.parametrize("name", TRAINED)
def test_a_trained_network_prints_what_it_claims(name):
    ours, theirs = for_network(name, 3)
    printed = run(ours.text)
    assert ours.text.endswith(printed)
    assert theirs.text.endswith(printed)  # PyTorch's digits, too: tests/bench compares the scores


@given(settings())
def test_the_moved_input_of_the_others_is_ours(case):
    _, x, (down, right, fill) = case
    names = {"np": np}
    exec(start(x, down, right, fill), names)
    np.testing.assert_array_equal(names["x"], translate(x, down, right, fill=fill))


@given(settings())
def test_every_text_is_python_or_says_why_not(case):
    layer, x, shift = case
    for snippet in for_layer(layer, x, *shift):
        ast.parse(snippet.text)
        assert snippet.text or snippet.refused
        assert snippet.framework == "NumPy" or snippet.source.startswith("https://")


@pytest.mark.parametrize("name", STARTS)
def test_stacks(name):
    stack, n = STARTS[name]
    layers = [row.layer() for row in stack]
    ours, torch, keras = for_stack(layers, n, channels_in(stack))
    assert ours.text.endswith(run(ours.text))
    ast.parse(torch.text)
    ast.parse(keras.text)
    assert bool(keras.text) == (not keras.refused)
    assert torch.text.count("nn.Conv2d(") == sum(row.kind in ("conv", "depthwise") for row in stack)


@pytest.mark.parametrize("kind", SWEEP_KINDS)
@pytest.mark.parametrize("score", ["same_place", "error"])
def test_sweeps(kind, score):
    ours, torch, keras = for_sweep(kind, "edge", score, 3)
    assert ours.text.endswith(run(ours.text))
    for snippet in (torch, keras):
        ast.parse(snippet.text)
        assert bool(snippet.text) == (kind in ("max", "avg", "min", "stride"))


@given(settings())
def test_sums(case):
    layer, x, _ = case
    ours = for_sum(layer, x, x[::-1])[0]
    assert ours.text.endswith(run(ours.text))


@given(st.sampled_from([(2, 2), (2, 1), (3, 1)]), st.integers(-9, 9))
def test_gradients(size, more):
    layers = [Layer(kind, *size) for kind in ("max", "avg")]
    gradient = layers[0](LESSON) / 4 + more
    ours, torch, keras = for_gradient(layers, LESSON, gradient)
    assert ours.text.endswith(run(ours.text))
    ast.parse(torch.text)
    assert not keras.text
    assert "GradientTape" in keras.refused


def test_the_lesson_in_three_frameworks():
    ours, torch, keras = for_layer(Layer("max", 2), LESSON, 0, 1)
    assert "print(max_pool2d(x, 2))\n# [[8 6]\n#  [7 9]]" in ours.text
    assert "F.max_pool2d(t, 2)" in torch.text
    assert "# [[8. 6.]\n#  [7. 9.]]" in torch.text
    assert "keras.layers.MaxPooling2D(2, padding='valid')" in keras.text
    assert keras.text.endswith("# [[8. 6.]\n#  [7. 9.]]")


def test_what_a_framework_does_not_accept_is_said():
    layer = Layer("max", 3, 2, 1, 2, ceil_mode=True)
    _, torch, keras = for_layer(layer, np.zeros((8, 8)))
    assert "F.max_pool2d(t, 3, stride=2, padding=1, dilation=2, ceil_mode=True)" in torch.text
    assert "refuses padding over half the kernel" in torch.refused
    assert not keras.text
    assert "no ceil mode" in keras.refused
    assert "without dilation" in keras.refused
    _, torch, keras = for_layer(Layer("min", 2), LESSON)
    assert "-F.max_pool2d(-t, 2)" in torch.text
    assert "-pool(-x[None" in keras.text
    _, torch, keras = for_layer(Layer("avg", 3, 1, 1, count_include_pad=False), LESSON)
    assert "F.avg_pool2d(t, 3, stride=1, padding=1, count_include_pad=False)" in torch.text
    assert "padding='same'" in keras.text
    _, _, keras = for_layer(Layer("avg", 3, 1, 1), LESSON)
    assert "neither is 1 here" in keras.refused
    _, _, keras = for_stack([Layer("max", 3, 2, 1)], 8, 3)
    assert 'only "valid" and "same"' in keras.refused


def test_same_padding_is_padded_by_hand_in_pytorch_and_named_in_keras():
    for kind, least in (("max", '"-inf"'), ("min", '"inf"')):
        _, torch, keras = for_layer(Layer(kind, 3, 2, "same"), LESSON)
        assert f"t = F.pad(t, (0, 1, 0, 1), value=float({least}))" in torch.text
        assert "stride=2)" in torch.text
        assert "padding='same'" in keras.text
    _, torch, keras = for_layer(Layer("avg", 3, 2, "same"), LESSON)
    assert "y / F.avg_pool2d(F.pad(torch.ones_like(t), pad)" in torch.text
    assert "padding='same'" in keras.text
