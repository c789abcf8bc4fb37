"""Roots of polynomials, intervals between them, and where a function is not negative. All exact.

An end is a Fraction, a Root, INF or -INF. An interval is (lo, hi, is lo in it, is hi in it); a set is a list of
intervals, ascending, that do not touch."""

from fractions import Fraction
from functools import cmp_to_key
from math import inf, isqrt

from .functions import Function, Wrong, derivative, divide, gcd, square_free, value

INF = inf  # only ever compared


def sign(x):
    return (x > 0) - (x < 0)


class Root:
    """The one root of a square-free polynomial between lo and hi; exactly lo where these are the same."""

    def __init__(self, p, lo, hi):
        self.p, self.lo, self.hi = p, lo, hi

    def cut(self, at):
        """Which side of a number is it on? Narrows the interval to that side."""
        if self.lo == self.hi or not self.lo < at < self.hi:
            return sign(self.lo - at) or sign(self.hi - at)
        here = sign(value(self.p, at))
        if here == 0:
            self.lo = self.hi = at
        elif here == sign(value(self.p, self.lo)):
            self.lo = at
            return 1
        else:
            self.hi = at
            return -1
        return 0

    def halve(self):
        self.cut((self.lo + self.hi) / 2)


def sturm(p):
    chain = [p, derivative(p)]
    while chain[-1]:
        chain.append(tuple(-c for c in divide(chain[-2], chain[-1])[1]))
    return chain[:-1]


def count(chain, lo, hi):
    """Distinct roots in (lo, hi]."""
    def changes(x):
        signs = [s for s in (sign(value(q, x)) for q in chain) if s]
        return sum(a != b for a, b in zip(signs, signs[1:]))
    return changes(lo) - changes(hi)


def roots(p):
    """All real roots, ascending."""
    p = square_free(p)
    if len(p) < 2:
        return []
    if len(p) == 2:
        return [-p[0] / p[1]]
    if len(p) == 3:
        inside = p[1] * p[1] - 4 * p[0] * p[2]
        if inside < 0:
            return []
        above, below = isqrt(inside.numerator), isqrt(inside.denominator)
        if above * above == inside.numerator and below * below == inside.denominator:
            square = Fraction(above, below)
            return sorted({(-p[1] - square) / (2 * p[2]), (-p[1] + square) / (2 * p[2])})
    bound = 1 + max(abs(c / p[-1]) for c in p)
    chain, found, todo = sturm(p), [], [(-bound, bound)]
    while todo:
        lo, hi = todo.pop()
        number = count(chain, lo, hi)
        if number == 1:
            found.append(Root(p, lo, hi))
        if number < 2:
            continue
        middle = (lo + hi) / 2
        if value(p, middle) == 0:
            rest = roots(divide(p, (-middle, Fraction(1)))[0])
            return sorted(rest + [middle], key=cmp_to_key(compare))
        todo += [(lo, middle), (middle, hi)]
    return sorted(found, key=cmp_to_key(compare))


def exact(x):
    return x.lo if isinstance(x, Root) and x.lo == x.hi else x


def compare(a, b):
    a, b = exact(a), exact(b)
    if not isinstance(a, Root) and not isinstance(b, Root):
        return (a > b) - (a < b)
    for x in (a, b):
        if x in (INF, -INF):
            return 1 if x is a and x > 0 or x is b and x < 0 else -1
    if not isinstance(a, Root):
        return -compare(b, a)
    if not isinstance(b, Root):
        return a.cut(b)
    common = gcd(a.p, b.p)
    while True:
        if a.hi <= b.lo:
            return -1
        if b.hi <= a.lo:
            return 1
        lo, hi = max(a.lo, b.lo), min(a.hi, b.hi)
        if len(common) > 1 and value(common, lo) * value(common, hi) < 0:
            return 0
        a.halve()
        b.halve()
        if a.lo == a.hi or b.lo == b.hi:
            return compare(a, b)


def less(a, b):
    return compare(a, b) < 0


def same(a, b):
    return compare(a, b) == 0


def between(a, b):
    """A fraction between two ends of which the first is less."""
    if a == -INF or b == INF:
        low = a.hi if isinstance(a, Root) else a
        high = b.lo if isinstance(b, Root) else b
        return low + 1 if a != -INF else high - 1 if b != INF else Fraction(0)
    while True:
        low = a.hi if isinstance(a, Root) else a
        high = b.lo if isinstance(b, Root) else b
        if low < high:
            return (low + high) / 2
        for x in (a, b):
            if isinstance(x, Root) and x.lo < x.hi:
                x.halve()


def sign_at(p, x):
    """The sign of a polynomial at an end."""
    x = exact(x)
    if not isinstance(x, Root) or not p:
        return sign(value(p, x))
    common = gcd(p, x.p)
    if len(common) > 1 and value(common, x.lo) * value(common, x.hi) < 0:
        return 0
    chain = sturm(square_free(p))
    while x.lo < x.hi and (value(p, x.lo) == 0 or count(chain, x.lo, x.hi) > 0):
        x.halve()
    return sign(value(p, x.lo))


def read_end(x):
    if isinstance(x, str):
        return INF if x == "inf" else -INF if x == "-inf" else Fraction(x)
    p = tuple(Fraction(c) for c in x["root_of"])
    lo, hi = (Fraction(c) for c in x["between"])
    if len(p) < 2 or len(square_free(p)) != len(p) or value(p, lo) * value(p, hi) >= 0 or \
            count(sturm(p), lo, hi) != 1:
        raise Wrong("an end is not one root")
    return Root(p, lo, hi)


def read_interval(x):
    return read_end(x["lo"]), read_end(x["hi"]), x["lo_closed"], x["hi_closed"]


def read_set(x):
    return unite([read_interval(piece) for piece in x["pieces"]])


def is_empty(piece):
    order = compare(piece[0], piece[1])
    return order > 0 or order == 0 and not (piece[2] and piece[3])


def unite(*sets):
    """One set out of several, or out of intervals in any order."""
    pieces = [piece for each in sets for piece in each if not is_empty(piece)]
    pieces.sort(key=cmp_to_key(lambda a, b: compare(a[0], b[0]) or b[2] - a[2]))
    result = []
    for piece in pieces:
        if result:
            lo, hi, lo_in, hi_in = result[-1]
            order = compare(piece[0], hi)
            if order < 0 or order == 0 and (hi_in or piece[2]):
                end = compare(piece[1], hi)
                if end > 0:
                    hi, hi_in = piece[1], piece[3]
                elif end == 0:
                    hi_in = hi_in or piece[3]
                result[-1] = (lo, hi, lo_in, hi_in)
                continue
        result.append(piece)
    return result


def intersect(a, b):
    result = []
    for x in a:
        for y in b:
            lows, highs = compare(x[0], y[0]), compare(x[1], y[1])
            lo, lo_in = (x[0], x[2]) if lows > 0 else (y[0], y[2]) if lows < 0 else (x[0], x[2] and y[2])
            hi, hi_in = (x[1], x[3]) if highs < 0 else (y[1], y[3]) if highs > 0 else (x[1], x[3] and y[3])
            result.append((lo, hi, lo_in, hi_in))
    return unite(result)


def outside(a, domain):
    """What of an interval is not in a set."""
    lo, hi, lo_in, hi_in = domain
    pieces = []
    for piece in a:
        pieces.append((lo, piece[0], lo_in, piece[0] not in (INF, -INF) and not piece[2]))
        lo, lo_in = piece[1], piece[1] not in (INF, -INF) and not piece[3]
    pieces.append((lo, hi, lo_in, hi_in))
    return intersect(unite(pieces), [domain])


def equal(a, b):
    return len(a) == len(b) and all(same(x[0], y[0]) and same(x[1], y[1]) and x[2:] == y[2:] for x, y in zip(a, b))


def within(a, b):
    return equal(intersect(a, b), a)


def contains(a, x):
    return any((less(lo, x) or lo_in and same(lo, x)) and (less(x, hi) or hi_in and same(x, hi))
               for lo, hi, lo_in, hi_in in a)


def where_not_negative(f, domain):
    """Where in an interval a function has a value that is >= 0."""
    if not isinstance(f, Function) or len(f.above) < 2 and len(f.below) == 1:
        number = f if not isinstance(f, Function) else value(f.above, 0)
        return unite([domain]) if number >= 0 else []
    lo, hi, lo_in, hi_in = domain
    if is_empty(domain):
        return []

    def good(x):
        below = sign_at(f.below, x)
        return below != 0 and sign_at(f.above, x) * below >= 0
    cuts = [x for x in roots(f.above) + roots(f.below) if less(lo, x) and less(x, hi)]
    cuts.sort(key=cmp_to_key(compare))
    pieces = [(x, x, True, True) for x in cuts if good(x)]
    pieces += [(x, x, True, True) for x, closed in ((lo, lo_in), (hi, hi_in)) if closed and good(x)]
    ends = [lo] + cuts + [hi]
    if less(lo, hi):
        pieces += [(a, b, False, False) for a, b in zip(ends, ends[1:]) if good(between(a, b))]
    return unite(pieces)


def holds(x, where):
    """x >= 0 throughout an interval; a number needs none."""
    if not isinstance(x, Function):
        return x >= 0
    return equal(where_not_negative(x, where), [where])


def holds_strictly(x, where):
    if not isinstance(x, Function):
        return x > 0
    return holds(x, where) and not where_not_negative(-x, where)


def inside(where):
    """A fraction in an interval."""
    lo, hi = where[:2]
    return between(lo, hi) if less(lo, hi) else exact(lo)


def sample(x, where):
    """The value somewhere in an interval: for looking, not for proving."""
    return x(inside(where)) if isinstance(x, Function) else x
