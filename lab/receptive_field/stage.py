"""The stage of the receptive field: its question, and what the chosen unit depends on."""

from collections.abc import Sequence

import streamlit as st

from lab.components import learner
from lab.components.learner import Ask
from lab.components.side_view import side_view
from lab.data.pictures import square
from lab.data.shrink import Picture
from lab.inputs import predict
from lab.inputs.ask import open_question
from lab.page import address, modes
from lab.receptive_field import words
from lab.receptive_field.rows import rows_of, side_text
from lab.receptive_field.settings import BET, COLUMN, GUESS, LAYER, LOOKED, ROW
from lab.receptive_field.stacks import MOST_LAYERS, Layers, Stack
from pooling import Field

KEY = "Receptive field.stage"
ASKED = "Receptive field.asked"  # the stack and the input that the question is about

Unit = tuple[int, int]  # row, column, counted from 0


def arrive() -> None:
    """On arrival: the question is open or not, also where an old link says so in its own way."""
    open_question(LOOKED)
    st.session_state.pop(ASKED, None)
    named = st.query_params
    if address.get(predict.PREDICT) and not address.get(predict.LOCKED) and "looked" not in named:
        address.put(LOOKED, False)
    if address.get(GUESS) and not address.get(BET):
        address.put(BET, str(address.get(GUESS)))


def show_stage(
    stack: Stack, layers: Layers, fields: Sequence[Field], picture: Picture
) -> tuple[int, Unit]:
    """Show it. Return the chosen layer, counted from 1, and its unit."""
    n = fields[0].output_size
    chosen = address.keep(
        LAYER, learner.position(KEY, LAYER.key, address.get(LAYER), 1, MOST_LAYERS)
    )
    row, column = (
        address.keep(s, learner.position(KEY, s.key, address.get(s), 1, 256)) for s in (ROW, COLUMN)
    )
    side_view(
        KEY,
        rows_of(stack, layers, fields),
        square(picture, n),
        dict(layer=LAYER.key, row=ROW.key, column=COLUMN.key),
        alt=side_text(stack, fields),
        ask=None if modes.on("plain") else question(stack, layers, fields),
        fixed=modes.on("plain"),
    )
    chosen = min(chosen, len(stack))
    last = fields[chosen].output_size
    return chosen, (min(row, last) - 1, min(column, last) - 1)


def question(stack: Stack, layers: Layers, fields: Sequence[Field]) -> Ask:
    """How wide is what one output of the last layer depends on?"""
    about = (stack, fields[0].output_size)
    if st.session_state.setdefault(ASKED, about) != about:  # another question
        st.session_state[ASKED] = about
        address.put(BET, "")
        address.put(GUESS, 0)
        if address.get(predict.PREDICT) or modes.on("questions"):
            address.put(LOOKED, False)
    address.keep(LOOKED, learner.seen(KEY, LOOKED.key, address.get(LOOKED)))
    choices = words.choices(stack, fields, address.get(BET))
    address.keep(BET, learner.bet(KEY, BET.key, choices))
    return Ask(
        words.question(len(stack)),
        seen=LOOKED.key,
        choices=choices,
        bet=BET.key,
        answer=str(fields[-1].size),
        then=words.answer(layers, fields),
        needs_bet=address.get(predict.PREDICT) or modes.on("questions"),
    )
