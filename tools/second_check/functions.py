"""Polynomials and their ratios in one unknown t, with fractions as coefficients."""

from fractions import Fraction


class Wrong(Exception):
    """A claim is not proved; says why."""


def trim(p):
    p = list(p)
    while p and p[-1] == 0:
        p.pop()
    return tuple(p)


def value(p, x):
    result = Fraction(0)
    for c in reversed(p):
        result = result * x + c
    return result


def add(p, q):
    longer, shorter = (p, q) if len(p) >= len(q) else (q, p)
    return trim([c + (shorter[k] if k < len(shorter) else 0) for k, c in enumerate(longer)])


def times(p, q):
    if not p or not q:
        return ()
    result = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        if a:
            for j, b in enumerate(q):
                result[i + j] += a * b
    return trim(result)


def divide(p, q):
    """Quotient and remainder."""
    rest, quotient = list(p), [Fraction(0)] * max(0, len(p) - len(q) + 1)
    while len(rest) >= len(q):
        factor, shift = rest[-1] / q[-1], len(rest) - len(q)
        quotient[shift] = factor
        for k, c in enumerate(q):
            rest[shift + k] -= factor * c
        rest = list(trim(rest[:-1]))
    return trim(quotient), trim(rest)


def gcd(p, q):
    while q:
        p, q = q, divide(p, q)[1]
    return tuple(c / p[-1] for c in p)


def derivative(p):
    return trim([k * c for k, c in enumerate(p)][1:])


def square_free(p):
    return divide(p, gcd(p, derivative(p)))[0] if len(p) > 2 else p


class Function:
    """above / below in lowest terms, the leading coefficient below being 1."""

    __slots__ = ("above", "below")

    def __init__(self, above, below=(Fraction(1),)):
        above, below = trim(above), trim(below)
        if not below:
            raise Wrong("a function has 0 below")
        if len(below) > 1:
            common = gcd(above, below) if above else below
            if len(common) > 1:
                above, below = divide(above, common)[0], divide(below, common)[0]
        lead = below[-1]
        if lead != 1:
            above, below = tuple(c / lead for c in above), tuple(c / lead for c in below)
        self.above, self.below = above, below

    def __call__(self, x):
        below = value(self.below, x)
        if below == 0:
            raise Wrong("a number has no value")
        return value(self.above, x) / below

    def __eq__(self, other):
        other = lift(other)
        return self.above == other.above and self.below == other.below

    def __hash__(self):
        return hash((self.above, self.below))

    def __add__(self, other):
        other = lift(other)
        if self.below == other.below:
            return Function(add(self.above, other.above), self.below)
        return Function(add(times(self.above, other.below), times(other.above, self.below)),
                        times(self.below, other.below))

    def __neg__(self):
        return Function(tuple(-c for c in self.above), self.below)

    def __sub__(self, other):
        return self + -lift(other)

    def __rsub__(self, other):
        return lift(other) + -self

    def __mul__(self, other):
        other = lift(other)
        return Function(times(self.above, other.above), times(self.below, other.below))

    def __truediv__(self, other):
        other = lift(other)
        return Function(times(self.above, other.below), times(self.below, other.above))

    def __rtruediv__(self, other):
        return lift(other) / self

    __radd__, __rmul__ = __add__, __mul__


T = Function((Fraction(0), Fraction(1)))


def lift(x):
    return x if isinstance(x, Function) else Function((Fraction(x),))


def read(x):
    """A number or a function of the archive."""
    if isinstance(x, str):
        return Fraction(x)
    return Function([Fraction(c) for c in x[0]], [Fraction(c) for c in x[1]])


def is_zero(x):
    return not x.above if isinstance(x, Function) else x == 0


def at(x, point):
    return x(point) if isinstance(x, Function) else x
