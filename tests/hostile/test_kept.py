"""What once failed stays mended."""

import pytest

from tests.hostile.kept import ADDRESSES
from tests.hostile.rules import keeps_the_rules, pictures


@pytest.mark.parametrize(("stem", "address", "sentence"), ADDRESSES)
def test_an_address_is_explained(open_page, stem, address, sentence):
    app = open_page(stem, **address)
    keeps_the_rules(app)
    assert sentence in app.warning[0].value
    assert pictures(app) == pictures(open_page(stem))
