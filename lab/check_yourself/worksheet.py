"""A test to print: the questions in two columns; a teacher's has the answers on a new page.

Does not use Streamlit.
"""

import re
from collections.abc import Sequence
from html import escape

from lab.check_yourself.questions import Question
from lab.data.cells import Cells
from lab.words.numbers import number

# The page has no size: the printer's paper decides, A4 or Letter.
STYLE = """
@page { margin: 14mm; }
body { font: 10pt/1.35 sans-serif; margin: 0; color: #000; background: #fff; }
header { display: flex; flex-wrap: wrap; gap: 2mm 8mm; align-items: baseline; }
header h1 { font-size: 15pt; margin: 0; flex: 1 0 100%; }
header p { flex: 1; display: flex; gap: 2mm; margin: 0 0 4mm; }
header span { flex: 1; border-bottom: 1px solid #000; }
main { columns: 2; column-gap: 9mm; column-rule: 1px solid #bbb; }
section { break-inside: avoid; padding-bottom: 4mm; }
h2 { font-size: 11pt; margin: 0 0 1mm; } p { margin: 0 0 1mm; }
.grids { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 2mm 6mm; }
table { border-collapse: collapse; margin: 1mm 0; }
caption { text-align: left; font-size: 9pt; }
td { border: 1px solid #444; width: 7mm; height: 7mm; padding: 0; text-align: center; }
.room td { width: 11mm; height: 9mm; }
ul { list-style: none; padding: 0; margin: 1mm 0; } li { display: inline-block; margin-right: 7mm; }
.key { break-before: page; } .key main { font-size: 9pt; }
code { font: inherit; overflow-wrap: anywhere; }
@media screen { body { max-width: 210mm; margin: 8mm auto; padding: 0 8mm; } }
"""


def page(test: Sequence[Question], seed: int, *, key: bool = False) -> str:
    """The whole worksheet as one HTML file that needs no other files."""
    asked = "".join(section(i, question) for i, question in enumerate(test, 1))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Pooling, test {seed}</title><style>{STYLE}</style></head><body>"
        f"<header><h1>Pooling, test {seed}</h1><p>Name <span></span></p><p>Class <span></span></p>"
        f"</header><main>{asked}</main>{answers(test, seed) if key else ''}</body></html>"
    )


def answers(test: Sequence[Question], seed: int) -> str:
    """The key, on a page of its own."""
    key = "".join(
        f"<section><h2>{i}. {escape(q.topic)}</h2>{answer(q)}{marked_up(q.why)}</section>"
        for i, q in enumerate(test, 1)
    )
    return f'<div class="key"><header><h1>Key to test {seed}</h1></header><main>{key}</main></div>'


def section(number_: int, question: Question) -> str:
    grids = table(question.grid, "") if question.grid is not None else ""
    if question.truth is not None:
        grids += table(question.truth, "Your answer", empty=True)
        room = ""
    else:
        room = "<ul>" + "".join(f"<li>☐ {escape(o.text)}</li>" for o in question.options) + "</ul>"
    return (
        f"<section><h2>{number_}. {escape(question.topic)}</h2>"
        f'{marked_up(question.text)}<div class="grids">{grids}</div>{room}</section>'
    )


def answer(question: Question) -> str:
    if question.truth is not None:
        return table(question.truth, "")
    return f"<p><b>{escape(question.options[question.right].text)}</b></p>"


def table(grid: Cells, name: str, *, empty: bool = False) -> str:
    """A grid; an empty one has room to write in."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if empty else number(v)}</td>" for v in row) + "</tr>"
        for row in grid.tolist()
    )
    title = f"<caption>{name}</caption>" if name else ""
    room = ' class="room"' if empty else ""
    return f"<table{room}>{title}{rows}</table>"


def marked_up(markdown: str) -> str:
    """Turn the Markdown that questions use into HTML: bold, code and lists.

    >>> marked_up("**A** < `B`")
    '<p><b>A</b> &lt; <code>B</code></p>'
    """
    text = escape(markdown, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return "".join(f"<p>{line.removeprefix('- ')}</p>" for line in text.splitlines() if line)
