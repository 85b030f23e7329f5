"""A button that copies a link to the page with all its settings."""

from collections.abc import Sequence

from lab.components import register

_mount = register("elements", "page_link", "copy_link")


def copy_link(personal: Sequence[str] = ()) -> None:
    """Show the button. It copies the address bar, which holds all settings of the page.

    The parameters ``personal`` are left out of the copy: a learner's bets, locks and answers.
    """
    _mount(key="copy_link", data=dict(personal=list(personal)))
