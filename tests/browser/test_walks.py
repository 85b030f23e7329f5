"""Every page opens on a laptop, does its main thing, and is accessible.

Everything deeper is in this folder's other modules, which are marked slow.
"""

import pytest

from tests.browser.walks import LAPTOP, WALKS, check
from tests.screen import PATHS, opened, without_fading


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_does_its_main_thing_and_is_accessible(open_page, path):
    page = opened(open_page, path, **LAPTOP)
    without_fading(page)
    WALKS[path](page)
    check(page)
