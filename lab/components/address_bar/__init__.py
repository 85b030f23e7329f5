"""Writes a page's state into the address bar, without a step in the browser's history."""

from lab.components import register

_mount = register("address_bar")


def write_address(
    settings: dict[str, str | None], turn: int, session: str, said: str, section: str
) -> None:
    """Put settings into the address; None takes one out. Other parameters are left alone.

    ``turn`` differs in every run, so that the browser also learns that the page is drawn (the
    live sliders wait for it). Where ``session`` differs, the page opens again from its address.
    ``said`` is read out by screen readers when it has changed and nothing changes any more. Each
    ``section`` of a page has a component of its own.
    """
    data = {"settings": settings, "turn": turn, "session": session, "said": said}
    _mount(key=f"address bar {section}", data=data, height=1)
