"""A test to print: first the questions, then the answers on a new page. Does not use Streamlit."""

import re
from html import escape

from lab.check_yourself.questions import Question
from lab.data.cells import Cells
from lab.words.numbers import number

STYLE = """
body { font: 11pt/1.45 sans-serif; margin: 18mm; color: #000; background: #fff; }
h1 { font-size: 16pt; } h2 { font-size: 12pt; margin: 1.1em 0 0.2em; }
table { border-collapse: collapse; margin: 0.4em 0; }
td { border: 1px solid #444; width: 2.6em; height: 2.2em; text-align: center; }
section { break-inside: avoid; } .key { break-before: page; }
ul { list-style: none; padding: 0; } li { margin: 0.15em 0; }
"""


def page(test: list[Question], seed: int) -> str:
    """The whole worksheet as one HTML file that needs no other files."""
    asked = "".join(section(i, question) for i, question in enumerate(test, 1))
    key = "".join(
        f"<section><h2>{i}. {escape(q.topic)}</h2>{answer(q)}{marked_up(q.why)}</section>"
        for i, q in enumerate(test, 1)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Pooling, test {seed}</title><style>{STYLE}</style></head><body>"
        f"<h1>Pooling, test {seed}</h1><p>Name: ____________________</p>{asked}"
        f'<div class="key"><h1>Key to test {seed}</h1>{key}</div></body></html>'
    )


def section(number_: int, question: Question) -> str:
    grid = table(question.grid) if question.grid is not None else ""
    if question.truth is not None:
        room = f"<p>Your answer:</p>{table(question.truth, empty=True)}"
    else:
        room = "<ul>" + "".join(f"<li>☐ {escape(o.text)}</li>" for o in question.options) + "</ul>"
    return (
        f"<section><h2>{number_}. {escape(question.topic)}</h2>"
        f"{marked_up(question.text)}{grid}{room}</section>"
    )


def answer(question: Question) -> str:
    if question.truth is not None:
        return table(question.truth)
    return f"<p><b>{escape(question.options[question.right].text)}</b></p>"


def table(grid: Cells, *, empty: bool = False) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td>{'' if empty else number(v)}</td>" for v in row) + "</tr>"
        for row in grid.tolist()
    )
    return f"<table>{rows}</table>"


def marked_up(markdown: str) -> str:
    """Turn the Markdown that questions use into HTML: bold, code and lists.

    >>> marked_up("**A** < `B`")
    '<p><b>A</b> &lt; <code>B</code></p>'
    """
    text = escape(markdown, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"`(.+?)`", r"<code>\1</code>", text)
    return "".join(f"<p>{line.removeprefix('- ')}</p>" for line in text.splitlines() if line)
