"""What hostile, careless and broken input looks like, for hypothesis to draw from.

HYPOTHESIS_PROFILE=long tries ten times as much as an ordinary run.
"""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from lab.page.settings import Setting
from tests.hostile.rules import MARK

PAGES = (
    "",
    "grid_lab",
    "image_lab",
    "shift_sweep",
    "receptive_field",
    "beyond_linear",
    "check_yourself",
    "still_a_clown",
    "backward",
)
LONG = 10 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 1


def tries(few: int) -> Callable[..., Any]:
    """How many inputs an ordinary run tries; a fixture that only opens pages may be shared.

    A failing input is shown as it was found: to shrink it would open a page some hundred times.
    """
    return settings(
        max_examples=few * LONG,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


MARKUP = [
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f"'\"><svg onload={MARK}()>",
    f"</textarea><iframe srcdoc='<b>{MARK}</b>'>",
    f"[{MARK}](javascript:alert(1))",
    f"![{MARK}](http://example.com/a.png)",
    f":material/{MARK}:",
    f":red[{MARK}] :blue-badge[{MARK}]",
    f"$\\{MARK}$ $$\\href{{javascript:{MARK}}}{{x}}$$",
    f"`{MARK}` **{MARK}** # {MARK}",
    f"| {MARK} |\n|---|\n| <b>{MARK}</b> |",
    f"{{{{{MARK}}}}} ${{{MARK}}} %({MARK})s {{0.__class__.{MARK}}}",
    f"__import__('os').system('{MARK}')",
    f"'; DROP TABLE {MARK}; --",
    f"../../{MARK}/passwd\0.png",
    f"%3Cscript%3E{MARK}%3C%2Fscript%3E",
    f"javascript:{MARK}",
    f"data:text/html,<script>{MARK}</script>",
    MARK * 3400,  # 10 kB
]
NUMBERS = [
    *(
        "0",
        "-0",
        "+1",
        "00001",
        "1",
        "2",
        "3",
        "4",
        "7",
        "8",
        "16",
        "60",
        "224",
        "256",
        "257",
        "999",
    ),
    *("1000", "9999", "-1", "-3", "-999", "1e2", "1e-300", "1e999", "-1e999", "nan", "NaN", "inf"),
    *("Infinity", "-inf", "1,5", "1.5", ".5", "5.", "1_0", "1__0", "0x10", "0b1", "1e", "1+1"),
    *("\u0661\u0662", "\uff11", "\u00bd", "\u00b2", "\u2212", "\u22121", "1\u22122"),
    *("2147483648", "-9223372036854775809", "9" * 26, "9" * 5000, "-" * 2001, "0." + "3" * 1990),
    *("", " ", " 4", "4\n", "\t4 ", "4\0", "true", "None", "null", "undefined"),
]
ODD = ["\ud7ff", "\ufffd", "\u202egnp.", "\u200b4", "e\u0301" * 30, "😀" * 500, "\x1b[31m", "\r\n"]

hostile = st.sampled_from(MARKUP)
number = st.sampled_from(NUMBERS) | st.integers().map(str) | st.floats().map(str)
small = st.integers(-10, 300).map(str)
letters = st.text("0123456789.-_*,e ", max_size=60)


def grids(sides: st.SearchStrategy[int], cell: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Rows as the address holds them; often square, and of a size that a page takes."""

    def of(size: tuple[int, int]) -> st.SearchStrategy[str]:
        rows, columns = size
        row = st.lists(cell, min_size=columns, max_size=columns).map("_".join)
        return st.lists(row, min_size=rows, max_size=rows).map("*".join)

    return (sides.map(lambda n: (n, n)) | st.tuples(sides, sides)).flatmap(of)


digit = st.integers(-9, 9).map(str)
decimal = st.integers(-99900, 99900).map(lambda v: str(v / 100))
near = grids(st.integers(1, 9), digit | decimal | st.sampled_from(NUMBERS))
good = grids(st.sampled_from([4, 4, 4, 5, 6, 8, 2, 3]), digit | decimal)
row = st.tuples(
    st.sampled_from(["conv", "depthwise", "max", "avg", "min", "sum", "Conv", "<b>"]),
    *[st.integers(0, most) for most in (16, 9, 8, 5)],
).map(lambda parts: "_".join(map(str, parts)))
fitting = st.tuples(
    st.sampled_from(["conv", "depthwise", "max", "avg", "min"]),
    st.integers(1, 4),
    st.integers(1, 3),
).map(lambda parts: f"{parts[0]}_{parts[1]}_{parts[2]}_0_1")
stacks = st.lists(fitting, min_size=1, max_size=6).map("*".join) | st.lists(row, max_size=62).map(
    "*".join
)
words = st.sampled_from(
    [
        *("both", "max", "avg", "min", "stride", "blur", "zero", "edge", "wrap", "same_place"),
        *("survivors", "same_maximum", "error", "Yours", "Clown", "Cat", "Noise", "Grid"),
        *("Checkerboard", "Fine stripes", "Gradient", "colour", "grey", "red", "1", "0", "VGG-16"),
        *("ResNet-50", "LeNet-5", "MobileNet_v1", "questions,plain,large", "plain", "questions"),
    ]
)
anything: st.SearchStrategy[str] = st.one_of(
    small, words, good, stacks, hostile, number, letters, near, st.sampled_from(ODD), st.text()
)


def addresses(settings_of: list[Setting[Any]]) -> st.SearchStrategy[dict[str, str]]:
    """Some of a page's parameters, and some that are none of its."""
    names = [setting.name for setting in settings_of]
    own = st.dictionaries(st.sampled_from(names), anything, max_size=6)
    usual = st.fixed_dictionaries(
        {}, optional={s.name: st.just(s.write(s.default)) for s in settings_of[:4]}
    )
    others = st.dictionaries(
        st.sampled_from(["show", "embed", "embed_options", "page", "utm_source", "", "__proto__"])
        | hostile.filter(lambda text: len(text) < 100),
        anything,
        max_size=2,
    )
    return st.builds(lambda *parts: parts[0] | parts[1] | parts[2], usual, others, own)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**63, 1e308])
    | st.floats()
    | st.text(max_size=8)
    | hostile,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["now", "revision", "value", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)
