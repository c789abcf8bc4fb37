"""Searches of products of cells, one of each issue (certificates.md, section 9).

A sum is (constant, rows): the constant plus, for each issue, what its row says of the cell. A clause is a list of sums
of which one must be >= 0. A goal is (kind, sums): their sum where there is one, the least of them, or their product."""

from fractions import Fraction
from math import lcm, prod

MOST_STEPS = 1 << 20
MOST_ROWS = 256


class TooLong(Exception):
    """What a search is about stays unproved."""


def at(total, cells):
    return total[0] + sum(row[c] for row, c in zip(total[1], cells))


def goal_at(goal, cells):
    values = [at(total, cells) for total in goal[1]]
    if goal[0] == "product":
        return prod(max(x, 0) for x in values)
    return min(values)


def minus(total):
    return -total[0], [[-x for x in row] for row in total[1]]


def whole(totals):
    """The same sums times one number that makes them whole, and that number."""
    common = lcm(*(Fraction(x).denominator for c, rows in totals for x in [c, *(x for row in rows for x in row)]))
    return [(int(c * common), [[int(x * common) for x in row] for row in rows]) for c, rows in totals], common


def toward_zero(x, y):
    return x // y if x >= 0 else -(-x // y)


class WholeGoal:
    """A goal in whole numbers that must exceed `value`."""

    def __init__(self, goal, value, strictly):
        self.kind = goal[0]
        self.sums, common = whole(goal[1])
        scaled = Fraction(value) * common ** (len(self.sums) if self.kind == "product" else 1)
        floor = scaled.numerator // scaled.denominator
        self.value = floor if strictly or floor < scaled else floor - 1

    def can(self, bounds):
        """`bounds`: the most that each of the sums can be."""
        if self.kind == "product":
            return prod(max(x, 0) for x in bounds) > self.value
        return min(bounds) > self.value

    def can_together(self, total, scale):
        """`total`: the most that scale times all of the sums can be together."""
        n = len(self.sums)
        if self.kind != "product":
            return total >= n * (self.value + 1) * scale
        return total ** n > (n * scale) ** n * self.value if total > 0 else self.value < 0


class Search:
    def __init__(self, possible, clauses, reached, more):
        self.cells = [[c for c, good in enumerate(row) if good] for row in possible]
        zero = Fraction(0), [[Fraction(0)] * len(row) for row in possible]
        clauses, goals = list(clauses), []
        for k, (goal, value) in enumerate(reached):
            if goal[0] == "product" or more is None and k + 1 == len(reached):
                goals.append(WholeGoal(goal, value, False))
            else:
                clauses += [[(c - value, rows)] for c, rows in goal[1]]
        if more is not None:
            goals.append(WholeGoal(*more, True))
        self.goals = goals or [WholeGoal(("sum", [zero]), 0, False)]
        self.clauses = [[whole([total])[0][0] for total in clause] for clause in clauses]

    def largest(self, rows):
        """What is still to come from each issue on, at most."""
        result = [0]
        for row, cells in zip(reversed(rows), reversed(self.cells)):
            result.append(result[-1] + max((row[c] for c in cells), default=0))
        return result[::-1]

    def narrow(self):
        """Leaves out cells with which something cannot be met; did any fall?"""
        limits = [[(c + self.largest(rows)[0], rows, [max((row[x] for x in cells), default=0)
                                                     for row, cells in zip(rows, self.cells)])
                   for c, rows in group] for group in self.clauses + [g.sums for g in self.goals]]
        count, fell = len(self.clauses), False
        for s, cells in enumerate(self.cells):
            left = []
            for cell in cells:
                bounds = [[most - here[s] + rows[s][cell] for most, rows, here in group] for group in limits]
                if all(max(b) >= 0 for b in bounds[:count]) and \
                        all(g.can(b) for g, b in zip(self.goals, bounds[count:])):
                    left.append(cell)
            fell = fell or len(left) < len(cells)
            self.cells[s] = left
        return fell

    def run(self):
        while self.narrow():
            pass
        if not all(self.cells):
            return None
        self.clauses = [clause for clause in self.clauses if not any(
            c + sum(min(row[x] for x in cells) for row, cells in zip(rows, self.cells)) >= 0 for c, rows in clause)]
        self.weigh()
        self.ahead = [[self.largest(rows) for _, rows in group]
                      for group in self.clauses + [g.sums for g in self.goals]]
        self.chosen, self.steps = [], 0
        start = [[c for c, _ in group] for group in self.clauses + [g.sums for g in self.goals]]
        return self.chosen if self.walk(0, self.level[0], start) else None

    def row_of(self, clause):
        """A sum that is >= 0 wherever the clause is met."""
        (c, rows), *others = clause
        if not others:
            return clause[0]
        if len(others) > 1 or others[0][0] != 0:
            return None
        if any(row[x] > 0 for row, cells in zip(others[0][1], self.cells) for x in cells):
            return None
        least = c
        for row, other, cells in zip(rows, others[0][1], self.cells):
            zero = [row[x] for x in cells if other[x] == 0]
            if not zero:
                return c, rows
            least += min(zero)
        return c - min(least, 0), rows

    def weigh(self):
        goal = self.goals[-1]
        rows = [row for row in map(self.row_of, self.clauses) if row is not None][:MOST_ROWS]
        total = sum(c for c, _ in goal.sums), [[sum(x) for x in zip(*group)]
                                               for group in zip(*(r for _, r in goal.sums))]
        lambdas = self.multipliers(total, rows)
        self.scale = lcm(*(x.denominator for x in lambdas))
        factors = [self.scale] + [int(x * self.scale) for x in lambdas]
        both = [total] + rows
        self.level = (sum(f * c for f, (c, _) in zip(factors, both)),
                      [[sum(f * x for f, x in zip(factors, column)) for column in zip(*group)]
                       for group in zip(*(r for _, r in both))])
        self.level_ahead = self.largest(self.level[1])
        self.order = [sorted(cells, key=lambda c, row=row: -row[c]) for row, cells in zip(self.level[1], self.cells)]

    def multipliers(self, goal, rows):
        """Which multipliers are good: subgradient steps in rounded numbers."""
        small, constants, sizes = [], [], []
        for c, table in [goal] + rows:
            size = max([1] + [abs(row[x]) for row, cells in zip(table, self.cells) for x in cells])
            bound = size << 10
            small.append([[toward_zero(x << 20, size) for x in row] for row in table])
            constants.append(toward_zero(min(max(c, -bound), bound) << 20, size))
            sizes.append(size)
        now = best = [0] * len(rows)
        least, shift, idle = None, 6, 0
        for _ in range(300):
            if shift > 22:
                break
            bound = sum(x * c for x, c in zip(now, constants[1:]))
            slack = constants[1:]
            for s, cells in enumerate(self.cells):
                level, where = None, None
                for cell in cells:
                    here = (small[0][s][cell] << 10) + sum(x * row[s][cell] for x, row in zip(now, small[1:]))
                    if level is None or here > level:
                        level, where = here, cell
                bound += level
                slack = [x + row[s][where] for x, row in zip(slack, small[1:])]
            if least is None or bound < least:
                least, best, idle = bound, now, 0
            else:
                idle += 1
                if idle == 8:
                    now, idle, shift = best, 0, shift + 1
                    continue
            now = [min(max(x - (y >> shift), 0), 1 << 22) for x, y in zip(now, slack)]
        return [Fraction(x * sizes[0], size << 10) for x, size in zip(best, sizes[1:])]

    def walk(self, s, level, sums):
        if s == len(self.cells):
            return True
        groups, count = self.clauses + [g.sums for g in self.goals], len(self.clauses)
        for cell in self.order[s]:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise TooLong
            here = level + self.level[1][s][cell]
            if not self.goals[-1].can_together(here + self.level_ahead[s + 1], self.scale):
                return False
            now = [[x + rows[s][cell] for x, (_, rows) in zip(mine, group)] for mine, group in zip(sums, groups)]
            bounds = [[x + ahead[s + 1] for x, ahead in zip(mine, aheads)] for mine, aheads in zip(now, self.ahead)]
            if not all(max(b) >= 0 for b in bounds[:count]) or \
                    not all(g.can(b) for g, b in zip(self.goals, bounds[count:])):
                continue
            self.chosen.append(cell)
            if self.walk(s + 1, here, now):
                return True
            self.chosen.pop()
        return False


def find(possible, clauses, reached=(), more=None):
    """Cells that are possible, meet every clause, reach every (goal, value), and of `more`, (goal, value), have
    more than that; None where there are none."""
    return Search(possible, clauses, list(reached), more).run()


def most(possible, clauses, goal):
    """The most that a goal comes to, or None."""
    best, found = None, find(possible, clauses)
    while found is not None:
        best = goal_at(goal, found)
        found = find(possible, clauses, more=(goal, best))
    return best
