"""Predict first: the learner answers before the result is shown, and then sees why."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from lab.components import bench
from lab.components.bench import Grid, Row, windows_of
from lab.draw.colours import span_of
from lab.inputs import widgets
from lab.page import address, modes, settings
from lab.page.settings import Setting
from lab.words import numbers, sums
from pooling import Layer
from pooling.arguments import Array

ZERO = np.zeros((1, 1))  # may enter at the border

PREDICT = settings.switch("predict")
LOCKED = settings.switch("locked", personal=True)
GUESSES = {
    kind: settings.cells(
        f"guess_{kind}", None, range(1, 21), square=False, blank=True, personal=True
    )
    for kind in ("max", "avg", "min")
}
SETTINGS = (PREDICT, LOCKED, *GUESSES.values())


def switch() -> bool:
    """The switch for predicting; a teacher's link needs none."""
    if modes.on("questions"):
        return True
    return widgets.switch(PREDICT, "Predict first", "Hides the results until you have answered.")


def ask_about(question: object, guesses: Collection[Setting[Any]], answered: bool) -> None:
    """Make this the page's question.

    A lock holds for one question: another one forgets the ``guesses``. A question that has only
    grown keeps them, and is unlocked until it is ``answered``.
    """
    memory = f"{settings.page()}.question"
    asked = st.session_state.get(memory, question)
    st.session_state[memory] = question
    if address.get(LOCKED):
        if asked != question:
            ask_again(guesses)
            st.session_state[news()] = True
        elif not answered:
            address.put(LOCKED, False)


def news() -> str:
    """Where it is remembered that this page's question has changed."""
    return f"{settings.page()}.new question"


def ask_again(guesses: Collection[Setting[Any]]) -> None:
    st.session_state.pop(news(), None)
    address.put(LOCKED, False)
    for guess in guesses:
        address.put(guess, guess.default)


def lock() -> None:
    address.put(LOCKED, True)
    st.session_state.pop(news(), None)


def lock_button(filled: bool) -> None:
    st.button(
        "Lock my answer",
        on_click=lock,
        disabled=not filled,
        icon=":material/lock:",
        type="primary",
    )


def again_button(guesses: Collection[Setting[Any]]) -> None:
    st.button("Answer again", on_click=ask_again, args=(guesses,), icon=":material/replay:")


# ---------------------------------------------------------------- a pooled grid


def ask_about_grid(layers: Sequence[Layer], grid: Array) -> None:
    """Another grid or window is a new question; another kind of pooling only asks for more."""
    question = (replace(layers[0], kind="max", count_include_pad=True), grid.tobytes())
    answered = all(address.get(GUESSES[layer.kind]) is not None for layer in layers)
    ask_about(question, GUESSES.values(), answered)


def ask(layers: Sequence[Layer], grid: Array, pooled: Sequence[Array], key: str) -> None:
    """The input and empty grids for the answer on a bench, and the lock.

    ``key`` is that of the input's numbers.
    """
    if st.session_state.get(news()):
        st.caption("The numbers or the windows have changed. Please fill in the new answers.")
    st.markdown("**What will the pooled grids be?** Fill in every cell. Two decimals are enough.")
    typed = Grid("Input", "Input", grid, edit="number", key=key)
    answers = [answer(layer, grid, truth) for layer, truth in zip(layers, pooled, strict=True)]
    bench.show(stage(), [Row("Your answer", [typed, *answers])], span=span_of([grid, ZERO]))
    filled = all(address.get(GUESSES[layer.kind]) is not None for layer in layers) and not any(
        np.isnan(address.get(GUESSES[layer.kind])).any() for layer in layers
    )
    lock_button(filled)


def stage() -> str:
    """The key of the bench that the answers are given on."""
    return f"{settings.page()}.prediction"


def answer(layer: Layer, grid: Array, truth: Array) -> Grid:
    """An empty grid for one kind's answer, linked to the windows of the input."""
    setting, name = GUESSES[layer.kind], numbers.NAMES[layer.kind]
    found = bench.numbers(stage(), setting.key, np.full(truth.shape, np.nan), blank=True)
    address.keep(setting, found)
    windows = windows_of(layer, "Input", (grid.shape[0], grid.shape[1]))
    return Grid(
        f"Your answer, {name.lower()}", name, found, windows, edit="answer", key=setting.key
    )


def grid_hidden() -> bool:
    """Whether the pooled grids are hidden now: until a learner who predicts has locked."""
    return address.get(PREDICT) and not address.get(LOCKED)


def reveal(layers: Sequence[Layer], grid: Array, pooled: Sequence[Array]) -> None:
    """After the lock: which cells were right, and why."""
    if not (address.get(PREDICT) and address.get(LOCKED)):
        return
    right = total = 0
    reasons: list[str] = []
    answers = []
    for layer, truth in zip(layers, pooled, strict=True):
        setting, name = GUESSES[layer.kind], numbers.NAMES[layer.kind]
        guess = address.get(setting)
        if guess is None or guess.shape != truth.shape:
            guess = np.full(truth.shape, np.nan)
        good = np.abs(guess - truth) <= numbers.CLOSE
        label = f"Your answer, {name.lower()}"
        answers.append(Grid(label, name, guess, edit="answer", key=label, locked=True, marks=good))
        right, total = right + int(good.sum()), total + good.size
        for row, col in np.argwhere(~good).tolist():
            said = "nothing" if np.isnan(guess[row, col]) else numbers.number(guess[row, col])
            reasons.append(
                f"- {name}, row {row + 1}, column {col + 1}: you said {said}; "
                f"`{sums.written_out(layer, grid, row, col)}`"
            )
    verdict = st.success if right == total else st.info  # read out when it appears
    verdict(f"**{right} of {total} right.**", icon=":material/lock:")
    bench.show(f"{stage()}, locked", [Row("Your answer", answers)], span=span_of([grid, ZERO]))
    if reasons:
        st.markdown("\n".join(reasons))
    again_button(GUESSES.values())
