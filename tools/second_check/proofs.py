"""Points that support each other and levels that close in (certificates.md, sections 4 and 5)."""

from fractions import Fraction

from .conditions import may_be_agreed, where_agreed
from .functions import Wrong, at, is_zero, read
from .intervals import holds, holds_strictly, sample


def demand(good, why):
    if not good:
        raise Wrong(why)


def lottery(pairs, size):
    """[(point, weight)] of an archive, which must be one."""
    weights = [(k, Fraction(w)) for k, w in pairs]
    demand(all(k < size and w >= 0 for k, w in weights), "a weight makes no sense")
    demand(sum(w for _, w in weights) == 1, "weights do not sum to one")
    return weights


class Point:
    def __init__(self, data, size, point):
        number = (lambda x: read(x)) if point is None else (lambda x: at(read(x), point))
        self.set, self.profile = data["set"], data["profile"]
        self.weights = lottery(data["weights"], size)
        self.value, self.radius = [number(x) for x in data["value"]], [number(x) for x in data["radius"]]

    def least(self, i):
        return self.value[i] - self.radius[i]

    def most(self, i):
        return self.value[i] + self.radius[i]


def read_points(data, point=None):
    """`point`: where functions are to be read as the numbers that they are there."""
    return [Point(each, len(data), point) for each in data]


class Repeated:
    """A world with discount factors, at a point or throughout an interval."""

    def __init__(self, world, delta, where=None):
        self.world, self.delta, self.where, self.n = world, delta, where, world.n
        for d in delta:
            demand(holds(d, where) and holds_strictly(1 - d, where), "a discount factor is not one")

    def now(self, i, p):
        return (1 - self.delta[i]) * self.world.u[i][p]

    def not_negative(self, x):
        return holds(x, self.where)

    def positive(self, x):
        return holds_strictly(x, self.where)

    def may_be_played(self, p):
        """Somewhere."""
        if self.where is None:
            return self.world.is_allowed(p) and may_be_agreed(self.world, p)
        return self.world.is_allowed(p) and bool(where_agreed(self.world, p, self.where))

    def check_points(self, points):
        world = self.world
        demand(points, "there are no points")
        for point in points:
            demand(point.set == 0 and point.profile < world.size and len(point.value) == self.n and
                   len(point.radius) == self.n, "a point is not one of this game")
        threat = [min((p.most(i) for p in points), key=lambda x: sample(x, self.where)) for i in range(self.n)]
        for point in points:
            p = point.profile
            demand(world.is_allowed(p) and may_be_agreed(world, p, self.where), "a point's profile may not be agreed on")
            for i in range(self.n):
                expected, spread = self.now(i, p), 0
                for k, weight in point.weights:
                    expected = expected + self.delta[i] * weight * points[k].value[i]
                    spread = spread + self.delta[i] * weight * points[k].radius[i]
                off, room = point.value[i] - expected, point.radius[i] - spread
                demand(self.not_negative(room - off) and self.not_negative(room + off) and
                       self.not_negative(point.radius[i]), "a point's payoff does not follow from its weights")
                surely = point.least(i)
                for floor, _ in world.floors(i, p):
                    demand(self.not_negative(surely - floor), "an actor is below its floor at a point")
                for a in world.departures(i, p):
                    # What pays no more now is followed by no more: the lottery is over points that truly give v_i or more.
                    there = world.after(p, i, a)
                    breach = self.now(i, there) + self.delta[i] * threat[i]
                    demand(self.not_negative(surely - breach) or
                           self.not_negative(self.now(i, p) - self.now(i, there)), "an actor gains by a departure from a point")


class Levels:
    """What a proof from without proves: `levels`, which profiles may be `played`, and whether none is."""

    def __init__(self, game, data, point=None):
        self.game, self.world, self.n = game, game.world, game.n
        self.number = (lambda x: read(x)) if point is None else (lambda x: at(read(x), point))
        self.directions = [[Fraction(x) for x in h] for h in data["directions"]]
        self.rows = len(self.directions)
        self.levels = [self.number(x) for x in data["start"]]
        self.check_start()
        world = self.world
        self.played = [game.may_be_played(p) for p in range(world.size)]
        for stage in data["stages"]:
            if not self.empty:
                self.take(stage)

    @property
    def empty(self):
        return not any(self.played)

    def check_start(self):
        n, levels, game = self.n, self.levels, self.game
        demand(self.rows >= 2 * n and len(levels) == self.rows, "directions are missing")
        for d, h in enumerate(self.directions):
            demand(len(h) == n and all(x == int(x) for x in h), "a direction is none")
            if d < 2 * n:
                demand(h == [(-1) ** d if i == d // 2 else 0 for i in range(n)], "the axes do not come first")
            box = sum(abs(x) * levels[2 * i + (x < 0)] for i, x in enumerate(h) if x)
            demand(game.not_negative(levels[d] - box), "a first level is below the box")
        for i in range(n):
            u = self.world.u[i]
            ends = set(u) if self.world.is_open else {max(u), min(u)}
            demand(all(game.not_negative(levels[2 * i] - x) and game.not_negative(levels[2 * i + 1] + x)
                       for x in ends), "a payoff is outside the first levels")

    def take(self, stage):
        game, size = self.game, self.world.size
        for ray in stage["rays"]:
            demand(ray["set"] == 0 and ray["profile"] < size, "a ray is not one of this game")
            bound = self.bound(ray["profile"], ray["rows"], None)
            demand(bound and game.positive(-self.value(bound, self.levels)),
                   "a profile is ruled out without reason")
            self.played[ray["profile"]] = False
        if self.empty or not stage["levels"]:
            return
        ends = [self.number(x) for x in stage["levels"]]
        demand(len(ends) == self.rows, "levels are missing")
        listed = {}
        for cell in stage["cells"]:
            demand(cell["set"] == 0, "a cell is not one of this game")
            listed[cell["profile"], cell["direction"]] = cell["rows"]
        for d in range(self.rows):
            if is_zero(ends[d] - self.levels[d]):
                continue
            demand(game.not_negative(self.levels[d] - ends[d]), "a level rises")
            for p in range(size):
                if not self.played[p]:
                    continue
                bound = self.bound(p, listed[p, d], d) if (p, d) in listed else self.default(p, d)
                demand(bound and game.not_negative(ends[d] - self.value(bound, ends)) and
                       game.positive(self.levels[d] - self.value(bound, self.levels)),
                       f"profile {p} reaches above a level in direction {d}")
        self.levels = ends

    @staticmethod
    def value(bound, levels):
        constant, terms = bound
        for row, factor in terms:
            constant = constant + factor * levels[row]
        return constant

    def start_of(self, p, d):
        return sum(h * self.game.now(i, p) for i, h in enumerate(self.directions[d]) if h)

    def default(self, p, d):
        """The direction as often as the least patient counts the future; the axes for what others count more."""
        delta, game = self.game.delta, self.game
        least = next((x for x in delta if all(game.not_negative(y - x) for y in delta)), delta[0])
        terms = [(d, least)]
        for i, h in enumerate(self.directions[d]):
            more = delta[i] - least
            if h and not is_zero(more):
                if not game.not_negative(more):
                    return None
                terms.append((2 * i + (h < 0), abs(h) * more))
        return self.start_of(p, d), terms

    def bound(self, p, rows, d):
        """l(L) for the multipliers that the rows determine; None where they determine none that are >= 0."""
        n, delta = self.n, self.game.delta
        # Step 1. A column for each row, and the right-hand side.
        columns = []
        for row, _ in rows:
            if row >= self.rows + n:
                return None
            columns.append(self.directions[row] if row < self.rows
                           else [-delta[i] if i == row - self.rows else Fraction(0) for i in range(n)])
        if d is None:
            if not rows:
                return None
            known, unknown, right = [1], columns[1:], [-x for x in columns[0]]
        else:
            known, unknown, right = [], columns, [delta[i] * self.directions[d][i] for i in range(n)]
        solved = solve(unknown, right)
        if solved is None:
            return None
        # Step 2. The bound.
        constant, terms = 0 if d is None else self.start_of(p, d), []
        for (row, against), factor in zip(rows, known + solved):
            if not self.game.not_negative(factor):
                return None
            if row < self.rows:
                terms.append((row, factor))
                continue
            i = row - self.rows
            actions = self.world.game.counts[i]
            if against >= actions:
                floors = self.world.floors(i, p)
                if against - actions >= len(floors):
                    return None
                constant = constant - factor * (floors[against - actions][0] - self.game.now(i, p))
            else:
                if against not in self.world.departures(i, p):
                    return None
                there = self.game.now(i, self.world.after(p, i, against))
                constant = constant - factor * (there - self.game.now(i, p))
                terms.append((2 * i + 1, factor * delta[i]))
        return constant, terms


def solve(columns, right):
    """x with sum x_k column_k = right, if there is exactly one; else None."""
    table = [[column[i] for column in columns] + [right[i]] for i in range(len(right))]
    pivots = []
    for k in range(len(columns)):
        pivot = next((i for i, row in enumerate(table) if i not in pivots and not is_zero(row[k])), None)
        if pivot is None:
            return None
        pivots.append(pivot)
        for i, row in enumerate(table):
            if i != pivot and not is_zero(row[k]):
                factor = row[k] / table[pivot][k]
                table[i] = [x - factor * y for x, y in zip(row, table[pivot])]
    if any(not is_zero(row[-1]) for i, row in enumerate(table) if i not in pivots):
        return None
    return [table[pivot][-1] / table[pivot][k] for k, pivot in enumerate(pivots)]
