"""Links as they were made: what one showed, it shows for ever.

links.json names every setting of the page that a link opens, whether there was a warning, and the
page's main numbers. A link that names nothing is not among them, because how a page opens may
change. ``record_links.py`` adds a link. To add settings to a page is no break of the promise.
"""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.page_readers import READERS, open_link, shown_by

LINKS = json.loads(Path(__file__).with_name("links.json").read_text("utf-8"))


@pytest.mark.parametrize("link", LINKS)
def test_a_link_shows_what_it_always_showed(link):
    now, then = shown_by(open_link(link), link), LINKS[link]
    settings = {name: now["settings"].get(name) for name in then["settings"]}
    assert settings == then["settings"]
    for what in ("warned", "refused", "asks first"):
        assert now[what] == then[what], what
    assert_close(now["numbers"], then["numbers"])


def assert_close(now, then):
    """Equal to the last digit kept, at any depth."""
    if isinstance(then, dict):
        assert sorted(now) == sorted(then)
        for name in then:
            assert_close(now[name], then[name])
    elif isinstance(then, list):
        assert len(now) == len(then)
        for one, other in zip(now, then, strict=True):
            assert_close(one, other)
    elif isinstance(then, float):
        assert now == pytest.approx(then, abs=2e-4)
    else:
        assert now == then


def test_every_parameter_of_every_page_is_in_a_link():
    named = {}
    for link in LINKS:
        parts = urlsplit(link)
        names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
        assert names, "a link that names nothing promises nothing"
        named.setdefault(parts.path, set()).update(names)
    assert named.keys() == READERS.keys()
    for path, names in named.items():
        settings = next(LINKS[link]["settings"] for link in LINKS if urlsplit(link).path == path)
        assert not settings.keys() - names, path
