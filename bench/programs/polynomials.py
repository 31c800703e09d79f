"""Classes: polynomials with operators, a property and a dataclass beside them."""

from __future__ import annotations

from dataclasses import dataclass


class Polynomial:
    """Coefficients, the constant one first."""

    def __init__(self, coefficients: list[int]) -> None:
        self.coefficients = coefficients
        while self.coefficients and self.coefficients[-1] == 0:
            self.coefficients.pop()

    @property
    def degree(self) -> int:
        """The highest power."""
        return len(self.coefficients) - 1

    def __add__(self, other: Polynomial) -> Polynomial:
        total = [0] * (max(self.degree, other.degree) + 1)
        for power, coefficient in enumerate(self.coefficients):
            total[power] += coefficient
        for power, coefficient in enumerate(other.coefficients):
            total[power] += coefficient
        return Polynomial(total)

    def __mul__(self, other: Polynomial) -> Polynomial:
        product = [0] * (self.degree + other.degree + 1)
        for power, coefficient in enumerate(self.coefficients):
            for other_power, factor in enumerate(other.coefficients):
                product[power + other_power] += coefficient * factor
        return Polynomial(product)

    def __call__(self, x: int) -> int:
        """Evaluate by Horner's scheme."""
        value = 0
        for coefficient in reversed(self.coefficients):
            value = value * x + coefficient
        return value


@dataclass
class Extreme:
    """Where a polynomial is largest, and how large."""

    x: int
    value: int


def main() -> Extreme:
    """Multiply, add, look for the largest value."""
    product = Polynomial([1])
    total = Polynomial([0])
    for root in range(1, 8):
        product *= Polynomial([-root, 1])
        total += product
    best = Extreme(0, total(0))
    for x in range(1, 9):
        value = total(x)
        if value > best.value:
            best.x, best.value = x, value
    return best
