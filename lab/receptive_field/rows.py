"""The rows of the stage: each layer's units, and what the browser needs to look down from one.

Does not use Streamlit.
"""

from collections.abc import Sequence
from typing import Any

from lab.receptive_field.boxes import bare_fields
from lab.receptive_field.stacks import Layers, Stack
from pooling import Field
from pooling.receptive import geometry


def row_names(stack: Stack) -> list[str]:
    """The name of every row, from the input on.

    >>> from lab.receptive_field.stacks import POOL
    >>> row_names((POOL,))
    ['input', '1 max 2×2']
    """
    return ["input", *(f"{i} {row.name}" for i, row in enumerate(stack, 1))]


def rows_of(stack: Stack, layers: Layers, fields: Sequence[Field]) -> list[dict[str, Any]]:
    """Describe the rows for the browser: as JSON, starting with the input.

    >>> from lab.receptive_field.stacks import POOL, layers_of
    >>> from pooling import trace
    >>> layers = layers_of((POOL,), 8)
    >>> rows_of((POOL,), layers, trace(layers, 8))[1]["window"]
    {'kernel': 2, 'stride': 2, 'dilation': 1, 'before': 0}
    """
    axes = [None, *(along for _, along in geometry(layers, fields[0].output_size))]
    bare = bare_fields(layers, fields[0].output_size)
    return [
        dict(
            name=name,
            window=axis
            and dict(
                kernel=axis.kernel, stride=axis.stride, dilation=axis.dilation, before=axis.before
            ),
            bare=without and numbers(without),
            **numbers(field),
        )
        for name, axis, field, without in zip(row_names(stack), axes, fields, bare, strict=True)
    ]


def numbers(field: Field) -> dict[str, Any]:
    return dict(
        units=field.output_size,
        size=field.size,
        jump=field.jump,
        start=field.start,
        padding=field.padding,
    )


def side_text(stack: Stack, fields: Sequence[Field]) -> str:
    """The content of the side view as text, for learners who cannot see it."""
    counted = ", ".join(
        f"{name} has {f.output_size} {'unit' if f.output_size == 1 else 'units'}"
        for name, f in zip(row_names(stack), fields, strict=True)
    )
    return f"The stack from the side: {counted}."
