"""What the two grids show, in sentences that are true in every state. Does not use Streamlit."""

import numpy as np

from lab.words.numbers import NAMES
from pooling.arguments import Array, Kind

LINEAR = (
    "Average pooling **is linear**, because it is a convolution with equal weights: f(A + B) is "
    "f(A) + f(B) for all grids A and B."
)
NOT_LINEAR = (
    "{} pooling is **not linear**: for some grids A and B the two differ. f(A + B) is never {} "
    "than f(A) + f(B)."
)


def conclusion(kind: Kind, same: Array) -> str:
    """How many outputs are the same for these grids, and what is true for all grids."""
    always = LINEAR
    if kind != "avg":
        always = NOT_LINEAR.format(NAMES[kind], "larger" if kind == "max" else "smaller")
    count = f"{np.count_nonzero(same)} of {same.size}"
    return f"Here, f(A + B) equals f(A) + f(B) in {count} outputs. {always}"
