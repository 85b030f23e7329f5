"""Pages are opened as tests/pages opens them."""

from tests.pages.conftest import open_page

__all__ = ["open_page"]
