"""Measures in the units of one country that are those of another: sixty miles are cien kilómetros."""

from __future__ import annotations

import math

from aligner.quality.quantities import Quantity

# Units by what they measure, each in terms of metres, kilograms, litres or square metres.
_MEASURES = {
    "length": {
        "km": 1000.0,
        "m": 1.0,
        "cm": 0.01,
        "mm": 0.001,
        "mile": 1609.344,
        "yard": 0.9144,
        "foot": 0.3048,
        "inch": 0.0254,
        "league": 5000.0,
    },
    "mass": {"t": 1000.0, "kg": 1.0, "g": 0.001, "mg": 0.000001, "lb": 0.45359237, "oz": 0.028349523},
    "volume": {"l": 1.0, "ml": 0.001, "gal": 3.785411784},
    "area": {"ha": 10_000.0, "acre": 4046.8564224},
}
_OF_UNIT = {unit: (kind, size) for kind, units in _MEASURES.items() for unit, size in units.items()}
# A translation rounds what it converts; by more than this factor it says something else. By eye on a novel.
_ROUNDED = 1.15


def is_converted(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities in different units are about as much.

    >>> from aligner.quality.quantities import quantities
    >>> miles, metres = quantities("sixty miles", "en")[0], quantities("100 km, 60 km", "es")
    >>> [is_converted(miles, each) for each in metres]
    [True, False]
    """
    return any(
        _is_about(value * size, rival * rival_size)
        for kind, size, unit in _sizes(one)
        for rival_kind, rival_size, rival_unit in _sizes(other)
        if kind == rival_kind and unit != rival_unit
        for value in map(float, one.values)
        for rival in map(float, other.values)
    )


def _sizes(one: Quantity) -> list[tuple[str, float, str]]:
    return [(*_OF_UNIT[unit], unit) for unit in sorted(one.units) if unit in _OF_UNIT]


def _is_about(one: float, other: float) -> bool:
    return one > 0 and other > 0 and abs(math.log(one / other)) <= math.log(_ROUNDED)
