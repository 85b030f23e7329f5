"""Checks of arguments: every error names the argument, the rule and the value."""

import math
from operator import index
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Kind = Literal["max", "avg", "min"]  # the kind of pooling
Fill = Literal["zero", "edge", "wrap"]  # what enters at the border
KINDS: tuple[Kind, ...] = get_args(Kind)
FILLS: tuple[Fill, ...] = get_args(Fill)


def as_array(x: object, name: str = "x") -> Array:
    """Return ``x`` as an array. Its contents are checked later, by :func:`check_image`."""
    if type(x) is np.ndarray:
        return x
    parts = x if isinstance(x, (list, tuple)) else [x]
    if any(isinstance(part, np.ma.MaskedArray) for part in parts):
        raise TypeError(
            f"`{name}` must have no mask, got a masked array. Fill it first, with its filled()"
        )
    try:
        return np.asarray(x)
    except ValueError:
        raise TypeError(f"`{name}` must be an array of real numbers, got a ragged {x!r}") from None


def as_image(x: object, name: str = "x") -> Array:
    """Return ``x`` as an array of real numbers with at least two dimensions, or raise an error."""
    x = as_array(x, name)
    check_image(x.shape, x.dtype, name)
    return x


def as_planes(x: Array) -> Array:
    """Join all leading dimensions into one: (..., height, width) -> (planes, height, width)."""
    return x.reshape((math.prod(x.shape[:-2]), *x.shape[-2:]))


type_of_padding = "an int, (rows, cols), ((top, bottom), (left, right)), 'valid' or 'same'"
Padding = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]] | str
Size = int | tuple[int, int]


def integer(name: str, value: object, least: int | None = None) -> int:
    """Return ``value`` as an int of at least ``least``. Bools and floats raise TypeError."""
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"`{name}` must be an integer, got {value!r}")
    try:
        number = index(value)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"`{name}` must be an integer, got {value!r}") from None
    if least is not None and number < least:
        raise ValueError(f"`{name}` must be at least {least}, got {number}")
    return number


def pair(name: str, value: object, least: int | None) -> tuple[int, int]:
    """Return ``value`` as (rows, cols). One int stands for both."""
    if isinstance(value, (tuple, list)):
        if len(value) != 2:
            raise ValueError(f"`{name}` must be one integer or (rows, cols), got {value!r}")
        return integer(name, value[0], least), integer(name, value[1], least)
    number = integer(name, value, least)
    return number, number


def flag(name: str, value: object) -> bool:
    """Return ``value`` as a bool. Anything that is not a bool raises TypeError."""
    if not isinstance(value, (bool, np.bool_)):
        raise TypeError(f"`{name}` must be True or False, got {value!r}")
    return bool(value)


def canonical(name: str, value: object) -> Size:
    """Return one int, or (rows, cols), each at least 1.

    Lists become tuples, so that two layers with equal settings compare equal.
    """
    if isinstance(value, (tuple, list)):
        return pair(name, value, 1)
    return integer(name, value, 1)


def choice(name: str, value: object, options: tuple[str, ...]) -> str:
    """Return ``value`` if it is one of the options, or raise ValueError."""
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"`{name}` must be one of {', '.join(options)}, got {value!r}")
    return value


def canonical_padding(padding: object) -> Padding:
    """Return padding in one of its five forms, with its integers checked.

    How large the padding may be depends on the kernel: see :func:`pooling.geometry.pads`.
    """
    if isinstance(padding, str):
        if padding not in ("valid", "same"):
            raise ValueError(f"`padding` must be {type_of_padding}, got {padding!r}")
        return padding
    if isinstance(padding, (tuple, list)) and any(isinstance(p, (tuple, list)) for p in padding):
        if len(padding) != 2 or not all(isinstance(p, (tuple, list)) for p in padding):
            raise ValueError(f"`padding` must be {type_of_padding}, got {padding!r}")
        return pair("padding", padding[0], 0), pair("padding", padding[1], 0)
    if not isinstance(padding, (tuple, list)):
        return integer("padding", padding, 0)
    return pair("padding", padding, 0)


def check_image(shape: tuple[int, ...], dtype: np.dtype[Any], name: str = "x") -> None:
    """Raise an error unless the array has real numbers and the shape (..., height, width)."""
    if dtype.kind not in "biuf":
        raise TypeError(f"`{name}` must hold real numbers, got dtype {dtype}")
    if len(shape) < 2:
        raise ValueError(f"`{name}` must have at least two dimensions, got {len(shape)}")
    if not (shape[-2] and shape[-1]):
        raise ValueError(f"`{name}` must have at least one row and one column, got shape {shape}")


def numbers(values: object, name: str, shape: tuple[int, ...]) -> Array:
    """Return ``values`` as an array of real numbers with this shape, or raise an error."""
    array = as_array(values, name)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"`{name}` must hold real numbers, got dtype {array.dtype}")
    if array.shape != shape:
        raise ValueError(f"`{name}` must have the shape {shape}, got {array.shape}")
    return array
