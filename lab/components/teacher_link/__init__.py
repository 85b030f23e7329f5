"""What a teacher sends round: a link to the page as students should find it, or a frame of it.

The browser knows the address, so it builds the link. Python hears nothing of it.
"""

from collections.abc import Sequence

from lab.components import register

_mount = register("elements", "page_link", "teacher_link")


def teacher_link(personal: Sequence[str], modes: Sequence[str], secret: str = "") -> None:
    """Show what a link may ask for, the link, its frame's code, and what students will see.

    Parameters
    ----------
    personal : sequence of str
        The address's parameters that are a learner's own: bets, locks and answers. The link leaves
        them out unless the teacher wants them in.
    modes : sequence of str
        What the page shows now, of the words of ``show=``.
    secret : str
        A parameter that is for teachers alone, such as "key", if the page has one.
    """
    data = dict(personal=list(personal), modes=list(modes), secret=secret)
    _mount(key="teacher_link", data=data)
