"""Every test here opens pages without a browser."""

import pytest

from tests import opened_pages


@pytest.fixture
def open_page():
    """open_page("grid_lab", right="1") -> the page, run once, as a link with ?right=1 opens it."""
    return opened_pages.open_page
