"""Receptive fields as figures: what is drawn, where, and that it thins out."""

from lab.receptive_field import boxes
from pooling import Conv, Layer, trace


def test_seeing_is_the_span_the_other_way_round():
    for field in trace([Conv(3, padding=1), Layer("max", 2), Conv(3)], 16)[1:]:
        for pixel in range(16):
            spans = map(field.span, range(field.output_size))
            expected = [u for u, (first, last) in enumerate(spans) if first <= pixel <= last]
            assert list(boxes.seeing(field, pixel)) == expected
