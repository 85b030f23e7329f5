"""Every page under every address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.page.course import PAGES as PAGES_SHOWN
from tests.hostile.inputs import PAGES, addresses, tries
from tests.hostile.rules import keeps_the_rules, told

pytestmark = pytest.mark.slow

FOLDED = (
    "",
    "Grid lab.formula",
    "Image lab.patch",
    "Receptive field.four",
    "Receptive field.costs",
    "Still a clown?.inside",
    "Still a clown?.limits",
    "How it learns.ties",
    "How it learns.unpooling",
    "How it learns.global",
)
CODE = tuple(f"{page.label}.code" for page in PAGES_SHOWN)


@pytest.mark.parametrize("stem", PAGES)
def test_any_address_shows_a_picture_and_says_what_was_wrong(open_page, stem):
    usual = open_page(stem)
    settings_of = list(usual.session_state["app.page settings"])

    @tries(20)
    @given(addresses(settings_of), st.sampled_from(FOLDED + CODE))
    def try_one(address, unfold):
        app = open_page(stem, unfold, **address)
        keeps_the_rules(app)
        wrong = {s.name for s in settings_of if s.name in address and not fits(s, address[s.name])}
        shown = "".join(warning.value for warning in app.warning)
        assert {name for name in wrong if f"`{name}`" in shown} == wrong

    try_one()
    assert told(open_page(stem)) == told(usual), "the next learner sees the usual page"


def fits(setting, text: str) -> bool:
    try:
        setting.read(text)
    except ValueError:
        return False
    return len(text) <= 2000
