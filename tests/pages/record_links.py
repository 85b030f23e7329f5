"""Write down what links show, for tests/pages/test_links.py. What a link showed, it shows for ever.

    .venv/bin/python -m tests.pages.record_links "/grid_lab?right=1" ...   # add these links
    .venv/bin/python -m tests.pages.record_links --again                   # write all anew

With ``--again`` the promise is broken for every link that now shows something else. Those links are
printed: look at each before you commit.
"""

import json
import sys
from pathlib import Path

from tests.page_readers import open_link, shown_by

FILE = Path(__file__).with_name("links.json")


def main(*asked: str) -> None:
    kept = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    again = asked == ("--again",)
    if not asked:
        sys.exit(__doc__)
    for link in kept if again else asked:
        if link in kept and not again:
            sys.exit(f"{link} is recorded already. To write it anew, use --again.")
        shown = shown_by(open_link(link), link)
        if link in kept and kept[link] != shown:
            print(f"changed: {link}")
        kept[link] = shown
    text = ",\n".join(f"{json.dumps(link)}: {one_line(kept[link])}" for link in kept)
    FILE.write_text(f"{{\n{text}\n}}\n", "utf-8")


def one_line(shown: dict[str, object]) -> str:
    """One line for each thing, so that a change is a line in a diff."""
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in shown.items())
    return f"{{\n{lines}\n}}"


if __name__ == "__main__":
    main(*sys.argv[1:])
