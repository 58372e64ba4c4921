"""How far two places are apart, in exact decimals: the same answer on every machine."""

from __future__ import annotations

from decimal import Decimal, localcontext

# Metres of a degree of latitude on a sphere of 6,371,008.8 m (mean radius, IUGG).
METRES_A_DEGREE = Decimal("111195.0797")
PI = Decimal("3.14159265358979323846")

Place = tuple[Decimal, Decimal]


def distance_m(one: Place, other: Place) -> Decimal:
    """Metres between two places (longitude, latitude in degrees), on a plane that touches the earth
    between them: below a kilometre it errs by far less than coordinates do."""
    with localcontext() as context:
        context.prec = 30
        middle = (one[1] + other[1]) / 2 * PI / 180
        across = _around(one[0] - other[0]) * _cosine(middle)
        along = one[1] - other[1]
        found = (across * across + along * along).sqrt() * METRES_A_DEGREE
    return found.quantize(Decimal("0.1"))


def _around(degrees: Decimal) -> Decimal:
    """The shorter way round."""
    turned = abs(degrees)
    return 360 - turned if turned > 180 else turned


def _cosine(angle: Decimal) -> Decimal:
    """Of radians between -π/2 and π/2, by its series, to 20 digits."""
    term, total, n = Decimal(1), Decimal(1), 0
    while abs(term) > Decimal("1e-22"):
        n += 2
        term *= -angle * angle / (n * (n - 1))
        total += term
    return total
