"""A button that copies the link to exactly what is on the screen."""

from collections.abc import Sequence

from lab.components import register

_mount = register("copy_link")


def copy_link(personal: Sequence[str] = ()) -> None:
    """Show the button; the address bar holds all that shapes the page.

    The parameters ``personal`` are left out of the copy: a learner's bets, locks and answers.
    """
    _mount(key="copy_link", data=dict(personal=list(personal)))
