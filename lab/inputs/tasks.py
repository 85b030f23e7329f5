"""Small tasks that a page judges while the learner works, and ticks when they are solved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from lab.page import address, modes, settings
from lab.page.settings import Setting

State = TypeVar("State")


@dataclass(frozen=True)
class Task(Generic[State]):
    """One task: what to do, a hint, and whether what is on the page solves it."""

    text: str
    hint: str
    solved: Callable[[State], bool]


def try_this(tasks: Sequence[Task[State]], state: State, done: Setting[tuple[int, ...]]) -> None:
    """Show the tasks, each ticked once it has been solved; a tick stays.

    Where controls are hidden, nothing can be done, so no task is shown.

    Parameters
    ----------
    tasks : sequence of Task
    state : State
        What is on the page now, as the tasks' judges read it.
    done : Setting
        The solved tasks, counted from 0.
    """
    if modes.on("plain"):
        return
    seen = f"{settings.page()}.tasks seen"
    arrived = seen not in st.session_state
    st.session_state[seen] = True
    before = address.get(done)
    now = {i for i, task in enumerate(tasks) if i in before or task.solved(state)}
    address.keep(done, tuple(sorted(now)))
    st.header("Try this")
    st.caption(f"{len(now)} of {len(tasks)} solved. A tick appears as soon as you have done it.")
    for i, task in enumerate(tasks):
        tick = ":green[:material/check_circle:]" if i in now else ":material/circle:"
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(f"{tick} {task.text}", width="stretch")
        row.popover("Hint", help=None).markdown(task.hint)
    new = now - set(before)
    if new and not arrived:  # a link that solves a task is no deed of the learner
        message = f"Solved: {tasks[min(new)].text}"
        address.announce(message, also=True)
        st.toast(message, icon=":material/check_circle:")
