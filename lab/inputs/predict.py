"""Predict first: the learner answers before the result is shown, and then sees why."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from lab.components.number_grid import number_grid
from lab.inputs import widgets
from lab.page import address, modes, settings
from lab.page.settings import Setting
from lab.words import numbers, sums
from pooling import Layer
from pooling.arguments import Array

PREDICT = settings.switch("predict")
LOCKED = settings.switch("locked")
GUESSES = {
    kind: settings.cells(f"guess_{kind}", None, range(1, 21), square=False, blank=True)
    for kind in ("max", "avg", "min")
}
SETTINGS = (PREDICT, LOCKED, *GUESSES.values())


def on() -> bool:
    return address.get(PREDICT) or modes.on("questions")


def switch() -> bool:
    if modes.on("questions"):
        return True
    return widgets.switch(PREDICT, "Predict first", "Hides the results until you have answered.")


def hidden() -> bool:
    """Whether the results are hidden now."""
    return on() and not address.get(LOCKED)


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


def lock(guess: Setting[int] | None) -> None:
    """Lock; a number may have changed since the button was drawn."""
    if guess is not None:
        address.keep(guess, int(st.session_state[guess.key]))
    address.put(LOCKED, True)
    st.session_state.pop(news(), None)


def lock_button(filled: bool, guess: Setting[int] | None = None) -> None:
    st.button(
        "Lock my answer",
        on_click=lock,
        args=(guess,),
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


def ask(
    layers: Sequence[Layer],
    pooled: Sequence[Array],
    cell: tuple[int, int],
    look_at: Callable[[int], None],
) -> None:
    """Grids for the answer, and the lock; the cell of the window in focus is outlined."""
    filled = True
    if st.session_state.get(news()):
        st.caption("The numbers or the windows have changed: a new question, with empty answers.")
    for column, layer, truth in zip(st.columns(len(layers)), layers, pooled, strict=True):
        with column:
            name = numbers.NAMES[layer.kind]
            st.markdown(f"**{name} pooled**: what will it be?")
            columns = truth.shape[1]
            guess = answers(
                layer,
                truth.shape,
                f"Your answer, {name.lower()}",
                focus=[(*cell, *cell)],
                on_focus=lambda r, c, columns=columns: look_at(r * columns + c + 1),
            )
            filled = filled and not np.isnan(guess).any()
    lock_button(filled)
    st.caption("Fill every cell; two decimals are enough for an average.")


def answers(layer: Layer, shape: tuple[int, ...], label: str, **marking: Any) -> Array:
    setting = GUESSES[layer.kind]
    found = number_grid(np.full(shape, np.nan), setting.key, label=label, blank=True, **marking)
    return address.keep(setting, found)


def reveal(layers: Sequence[Layer], grid: Array, pooled: Sequence[Array]) -> None:
    """After the lock: which cells were right, and why."""
    if not (on() and address.get(LOCKED)):
        return
    right = total = 0
    reasons: list[str] = []
    score = st.container()
    for column, layer, truth in zip(st.columns(len(layers)), layers, pooled, strict=True):
        name = numbers.NAMES[layer.kind]
        with column:
            guess = address.get(GUESSES[layer.kind])
            if guess is None or guess.shape != truth.shape:
                guess = np.full(truth.shape, np.nan)
            good = np.abs(guess - truth) <= numbers.CLOSE
            st.markdown(f"**Your {name.lower()} answer**")
            answers(layer, truth.shape, f"Your answer, {name.lower()}", marks=good, locked=True)
        right, total = right + int(good.sum()), total + good.size
        for row, col in np.argwhere(~good).tolist():
            said = "nothing" if np.isnan(guess[row, col]) else numbers.number(guess[row, col])
            reasons.append(
                f"- {name}, row {row + 1}, column {col + 1}: you said {said}; "
                f"`{sums.written_out(layer, grid, row, col)}`"
            )
    verdict = score.success if right == total else score.info  # read out when it appears
    verdict(f"**{right} of {total} right.**", icon=":material/lock:")
    if reasons:
        st.markdown("\n".join(reasons))
    again_button(GUESSES.values())


# ---------------------------------------------------------------- one number


def ask_number(guess: Setting[int], question: str, label: str, most: int) -> None:
    """A number to type, and the lock."""
    if st.session_state.get(news()):
        st.caption("The question has changed: a new answer, please.")
    st.markdown(question)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        said = widgets.count(guess, label, 0, most, "0 is no answer yet.", always=True)
        lock_button(said > 0, guess)


def reveal_number(guess: Setting[int], truth: int, why: str) -> None:
    """After the lock: right or wrong, and why."""
    if not (on() and address.get(LOCKED)):
        return
    said = address.get(guess)
    verdict = st.success if said == truth else st.info
    verdict(
        f"**You said {said}: {'right' if said == truth else f'it is {truth}'}.** {why}",
        icon=":material/lock:",
    )
    again_button([guess])
