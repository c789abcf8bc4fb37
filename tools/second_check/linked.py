"""Games whose utilities are sums over issues, with what agreements must meet as sums (certificates.md, section 9)."""

from fractions import Fraction
from itertools import product
from math import lcm

from .functions import Wrong
from .game import Game, Row, World
from .products import TooLong, minus

MOST_ACTIONS = 1 << 16


def cells_of(issue):
    """What the members do in each cell of an issue, the last running fastest."""
    return list(product(*(range(len(actions)) for actions in issue["actions"])))


class Linked(World):
    """A game that is played as a whole: all issues, or `only` one of several. `dropped`: constraints left out."""

    def __init__(self, data, lens, only=None, dropped=(), floorless=False):
        if next(x for x in data["lenses"] if x["name"] == lens)["kind"] == "defensive":
            raise Wrong("the defensive lens looks at a period's total over issues")
        game = Game(data, only, listed=False)
        if max(game.counts) > MOST_ACTIONS:
            raise TooLong
        exits = {c for c, each in game.constraints.items() if each["kind"] == "exit"} if floorless else set()
        game.constraints = {c: x for c, x in game.constraints.items() if c not in dropped or c in exits}
        self.lens_name = lens
        super().__init__(game, lens)
        if any(c in dropped for c in exits):
            self.exit_is_floor = False
        self.place = [data["issues"].index(s) for s in game.issues]
        self.sizes = [len(s["payoff"][0]) for s in data["issues"]]
        self.plays = [cells_of(s) for s in game.issues]
        self.free = [[{self.game.choice(i, a, s) for a, good in enumerate(self.allowed[i]) if good}
                      for i in s["members"]] for s in game.issues]
        self.best = [[self.best_replies(i, s, k) for k, s in enumerate(game.issues)] for i in range(self.n)]

    def utilities(self, i):
        game, lens = self.game, self.lens
        tables = []
        for s in game.issues:
            payoff = [game.numbers(row) for row in s["payoff"]]
            row = [sum(w * d * x for w, d, x in zip(lens.weight[i], lens.rate, column) if w) / lens.rate[i]
                   for column in zip(*payoff)]
            for name, factor in lens.norms:
                if name in s["norms"]:
                    row = [x + lens.own(i) * factor * y for x, y in zip(row, game.numbers(s["norms"][name][i]))]
            tables.append(row)
        return Row(game, -sum(w * d * b for w, d, b in zip(lens.weight[i], lens.rate, game.baseline)) / lens.rate[i],
                   tables)

    def add_sovereignty(self, _, data):
        for i, cost in enumerate(self.game.numbers(data["cost"])):
            for k, s in enumerate(self.game.issues):
                if s in self.game.meant(data["issues"]) and i in s["members"]:
                    m = s["members"].index(i)
                    table = self.u[i].tables[k]
                    self.u[i].tables[k] = [x - self.lens.own(i) * cost * Fraction(s["levels"][m][play[m]])
                                           for x, play in zip(table, cells_of(s))]

    def best_replies(self, i, issue, k):
        """By cell: the most that an allowed action of i pays there."""
        u = self.u[i].tables[k]
        if i not in issue["members"]:
            return u
        m = issue["members"].index(i)
        result = {}
        for play, x in zip(self.plays[k], u):
            others = play[:m] + play[m + 1:]
            if play[m] in self.free[k][m] and (others not in result or x > result[others]):
                result[others] = x
        return [result.get(play[:m] + play[m + 1:], x) for play, x in zip(self.plays[k], u)]

    def profile(self, plays):
        """`plays`: by issue of the whole, what its members do."""
        return self.game.compose([plays[s] for s in self.place])

    def lifted(self, constant, rows):
        """A sum over the issues of the whole."""
        result = [[Fraction(0)] * size for size in self.sizes]
        for s, row in zip(self.place, rows):
            result[s] = list(row)
        return constant, result

    def utility(self, i):
        return self.lifted(self.u[i].constant, self.u[i].tables)

    def gain(self, i):
        return self.lifted(self.game.gain[i].constant, self.game.gain[i].tables)

    def minmax(self, i):
        return self.u[i].constant + sum(
            min((x for x, play in zip(row, plays) if self.may_play(k, play)), default=0)
            for k, (row, plays) in enumerate(zip(self.best[i], self.plays)))

    def may_play(self, k, play):
        return all(a in free for a, free in zip(play, self.free[k]))

    # What agreements must meet.

    def possible(self, everywhere, equilibrium=False):
        """Marks in `everywhere`, [issue][cell], what is allowed, symmetric and compatible, or an equilibrium."""
        for k, (s, plays) in enumerate(zip(self.place, self.plays)):
            everywhere[s] = [self.may_play(k, play) and self.is_granted(self.game.issues[k], play)
                             for play in plays]
            for i in range(self.n if equilibrium else 0):
                everywhere[s] = [good and x == best for good, x, best in
                                 zip(everywhere[s], self.u[i].tables[k], self.best[i][k])]
        return everywhere

    def is_granted(self, issue, play):
        """By constraints that look at one issue at a time."""
        acts = dict(zip(issue["members"], play))
        for each in self.applying("symmetric", "compatible_depth"):
            if issue not in self.game.meant(each["issues"]):
                continue
            who = [i for i in each["who"] if i in acts]
            if each["kind"] == "symmetric":
                if len({acts[i] for i in who}) > 1:
                    return False
                continue
            deep = [i for i in who if Fraction(issue["levels"][issue["members"].index(i)][acts[i]])
                    >= self.game.read(each["depth"])]
            if any(self.game.read(each["affinity"][i][j]) < self.game.read(each["least"])
                   for i in deep for j in deep if i != j):
                return False
        return True

    def applying(self, *kinds):
        lens = self.lens_name
        return [x for x in self.game.constraints.values()
                if x["kind"] in kinds and (not x["lenses"] or lens in x["lenses"])]

    def counted(self, names, i):
        """The depth of a state over the issues named."""
        rows = []
        for s, plays in zip(self.game.issues, self.plays):
            m = s["members"].index(i) if i in s["members"] and s in self.game.meant(names) else None
            rows.append([Fraction(0) if m is None else Fraction(s["levels"][m][play[m]]) for play in plays])
        return rows

    def bounds(self):
        """Clauses of what may be agreed on, over several issues."""
        clauses = []
        for each in self.applying("depth_cap", "recognition"):
            if each["kind"] == "depth_cap":
                for i, cap in zip(each["who"], self.game.numbers(each["caps"])):
                    c, rows = self.lifted(Fraction(0), self.counted(each["issues"], i))
                    clauses.append([(cap - c, minus((0, rows))[1])])
                continue
            ratio = self.game.read(each["ratio"])
            for i in each["who"]:
                for j in each["who"]:
                    if i != j:
                        (a, mine), (b, other) = self.gain(i), self.gain(j)
                        clauses.append([minus((a, mine)),
                                        (ratio * b - a, [[ratio * y - x for x, y in zip(*both)]
                                                         for both in zip(mine, other)])])
        for i in range(self.n):
            if self.exit_is_floor and self.exit[i] is not None:
                c, rows = self.utility(i)
                clauses.append([(c - self.exit[i], rows)])
        for _, who, raises in self.consents:
            before = self.game.status_quo
            raised = self.lifted(Fraction(0), [[Fraction(-1 if self.is_raised(raises, k, play) else 0)
                                                for play in plays] for k, plays in enumerate(self.plays)])
            for i in sorted(who):
                c, rows = self.utility(i)
                clauses.append([(c - self.u[i][before], rows), raised])
        return clauses

    def is_raised(self, raises, k, play):
        """Does a cell of the issue set somebody above the status quo, if all else stays?"""
        issue = self.game.issues[k]
        for i, a in zip(issue["members"], play):
            choice = list(self.game.choices[i][self.game.action(self.game.status_quo, i)])
            own = [s["name"] for s in self.game.issues if i in s["members"]]
            choice[own.index(issue["name"])] = a
            if raises[i][self.game.choices[i].index(tuple(choice))]:
                return True
        return False

    def incentives(self, i, value, ignored):
        """Clauses: i keeps to the agreement, where a breach is worth `value` ever after."""
        delta = self.game.delta[i]
        u, best = self.u[i].tables, self.best[i]
        row = self.lifted(delta * (self.u[i].constant - value),
                          [[x - (1 - delta) * y for x, y in zip(*both)] for both in zip(u, best)])
        untempted = self.lifted(Fraction(0), [[x - y for x, y in zip(*both)] for both in zip(u, best)])
        clauses = [[row, untempted]]
        if ignored:
            return clauses
        tempted = minus(untempted)
        common = lcm(*(x.denominator for each in tempted[1] for x in each))
        tempted = (Fraction(-1, common), tempted[1])
        for k, (s, plays) in enumerate(zip(self.game.issues, self.plays)):
            m = s["members"].index(i) if i in s["members"] else None
            if m is None or len(self.free[k][m]) < 2:
                continue
            index = {play: c for c, play in enumerate(plays)}
            c, rows = self.utility(i)
            rows = [[delta * x for x in each] for each in rows]
            for cell, play in enumerate(plays):
                rows[self.place[k]][cell] += (1 - delta) * min(
                    u[k][cell] - u[k][index[play[:m] + (a,) + play[m + 1:]]] for a in self.free[k][m] if a != play[m])
            clauses.append([(delta * (c - value), rows), tempted])
        return clauses

    # Profiles one by one.

    def may_be_agreed(self, p):
        return self.is_allowed(p) and all(max(clause) >= 0 for _, clauses in self.clauses(p) for clause in clauses) \
            and all(self.u[i][p] >= value for i in range(self.n) for value, _ in self.floors(i, p))

    def is_admitted(self, p):
        return self.may_be_agreed(p) and all(self.u[i][p] >= self.u[i][self.after(p, i, a)]
                                             for i in range(self.n) for a in self.departures(i, p))
