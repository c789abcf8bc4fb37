"""Where each actor keeps to a target, as sets in delta (certificates.md, sections 2, 3 and 7)."""

from fractions import Fraction

from .functions import Wrong, lift
from .intervals import equal, intersect, unite, where_not_negative
from .plane import clip, hull


def where_agreed(world, p, where):
    """Where in an interval every clause has an alternative that is met."""
    result = unite([where])
    for _, clauses in world.clauses(p):
        for clause in clauses:
            result = intersect(result, unite(*[where_not_negative(x, where) for x in clause]))
    return result


def may_be_agreed(world, p, where=None):
    """Everywhere in an interval; `where` is None where everything is a number."""
    if where is None:
        return all(max(clause) >= 0 for _, clauses in world.clauses(p) for clause in clauses)
    return equal(where_agreed(world, p, where), [where])


def is_stable(world, p):
    return all(world.u[i][p] >= world.u[i][world.after(p, i, a)] for i in range(world.n)
               for a in world.departures(i, p)) and \
        all(world.u[i][p] >= value for i in range(world.n) for value, _ in world.floors(i, p))


def equilibria(world):
    return [p for p in range(world.size)
            if world.is_allowed(p) and is_stable(world, p) and may_be_agreed(world, p)]


def regions(world, where):
    """Stage equilibria, each with where in an interval it is one."""
    if not world.is_open:
        return [(p, unite([where])) for p in equilibria(world)]
    result = []
    for p in range(world.size):
        if not world.is_allowed(p):
            continue
        region = unite([where])
        for i in range(world.n):
            least = [world.u[i][world.after(p, i, a)] for a in world.departures(i, p)]
            for x in least + [floor for floor, _ in world.floors(i, p)]:
                region = region and intersect(region, where_not_negative(world.u[i][p] - x, where))
        region = region and intersect(region, where_agreed(world, p, where))
        if region:
            result.append((p, region))
    return result


def holds_against(world, i):
    """For everything that the others can do against i: what its own actions then give it."""
    game, result = world.game, []
    for p in range(world.size):
        if game.action(p, i) == 0 and all(world.allowed[j][game.action(p, j)]
                                          for j in range(world.n) if j != i):
            result.append([world.u[i][world.after(p, i, a)] for a, good in enumerate(world.allowed[i]) if good])
    return result


def minmax(world):
    """The least, over what the others can do, of the most that an actor then can get."""
    return [min(max(replies) for replies in holds_against(world, i)) for i in range(world.n)]


def path_of(target):
    return [] if target["test"] == "set" else target["cycle"] if target["test"] == "cycle" else [target["profile"]]


def value_of_path(world, delta, i, path, period):
    """w_i: what going on from a period of a path is worth."""
    if len(path) == 1:
        return world.u[i][path[0]]
    above = below = 0
    power = 1
    for s in range(len(path)):
        above = above + power * world.u[i][path[(period + s) % len(path)]]
        below = below + power
        power = power * delta[i]
    return above / below


class Asked:
    """One question: a target, what a breach is answered with, and delta by actor, as numbers or functions."""

    def __init__(self, world, target, punishment, where, delta):
        self.world, self.target, self.punishment, self.where = world, target, punishment, where
        self.delta, self.path = delta, path_of(target)
        self.regions = regions(world, where) if punishment in ("grim", "worst") else []

    def keep(self, slack):
        return where_not_negative(lift(slack), self.where)

    def value(self, i, period):
        return value_of_path(self.world, self.delta, i, self.path, period)

    def sets(self):
        """by_actor, agreed, sustained, possible."""
        world, everywhere = self.world, unite([self.where])
        if self.target["test"] == "set":
            return [everywhere] * world.n, everywhere, *self.sets_of_payoffs()
        allowed = all(world.is_allowed(p) for p in self.path)
        agreed = everywhere if allowed else []
        for p in self.path:
            agreed = agreed and intersect(agreed, where_agreed(world, p, self.where))
        by_actor = [self.kept_by(i) if allowed else [] for i in range(world.n)]
        sustained = agreed
        for each in by_actor:
            sustained = intersect(sustained, each)
        if self.punishment != "worst":
            return by_actor, agreed, sustained, sustained
        payoff = self.target["test"] == "payoff"
        possible = everywhere if payoff else agreed
        for i in range(world.n):
            possible = intersect(possible, (self.not_below if payoff else self.deterred)(i))
        return by_actor, agreed, sustained, unite(possible, sustained)

    def standing(self, i):
        """Floors along the path, or acceptance."""
        world, result = self.world, unite([self.where])
        if self.punishment is None:
            if i in self.target["parties"]:
                result = self.keep(world.u[i][self.path[0]] - world.u[i][world.game.status_quo])
            return result
        for period, p in enumerate(self.path):
            for floor, _ in world.floors(i, p):
                result = intersect(result, self.keep(self.value(i, period) - floor))
        return result

    def kept_by(self, i):
        kept = self.standing(i)
        if self.punishment is None:
            return kept
        threats = self.threats(i)
        for period, p in enumerate(self.path):
            deterred = []
            for threat, where in threats:
                each = intersect(kept, where)
                for a in self.world.departures(i, p):
                    each = each and intersect(each, self.keep(self.incentive(i, period, a, threat)))
                deterred = unite(deterred, each)
            kept = deterred
        return kept

    def threats(self, i):
        """What a departure can be answered with, each with where that can be done."""
        everywhere, u = unite([self.where]), self.world.u[i]
        if self.punishment == "exit":
            if self.world.exit[i] is None:
                raise Wrong("the model has no exit rule")
            return [(self.world.exit[i], everywhere)]
        if not self.world.is_open:
            return [(min(u[b] for b, _ in self.regions), everywhere), (None, everywhere)] if self.regions else []
        return [(u[b], region) for b, region in self.regions] + \
            [(None, unite(*[region for _, region in self.regions]))]

    def incentive(self, i, period, action, threat):
        """What keeping to the path is worth more than a departure; None: the departure is ignored."""
        p = self.path[period]
        now, there = 1 - self.delta[i], self.world.u[i][self.world.after(p, i, action)]
        if threat is None:
            return now * (self.world.u[i][p] - there)
        return self.value(i, period) - now * there - self.delta[i] * threat

    def at_minmax(self, i, slack):
        """Where a slack, which falls with the threat, is >= 0 for the minmax value."""
        if not self.world.is_open:
            return self.keep(slack(minmax(self.world)[i]))
        result = []
        for replies in holds_against(self.world, i):
            each = unite([self.where])
            for value in replies:
                each = each and intersect(each, self.keep(slack(value)))
            result = unite(result, each)
        return result

    def deterred(self, i):
        """No threat is worse than the minmax value."""
        result = self.standing(i)
        for period, p in enumerate(self.path):
            for a in self.world.departures(i, p):
                result = result and intersect(
                    result, self.at_minmax(i, lambda v, a=a, t=period: self.incentive(i, t, a, v)))
        return result

    def not_below(self, i):
        u = self.world.u[i][self.target["profile"]]
        result = self.at_minmax(i, lambda v: u - v)
        if self.world.exit_is_floor and self.world.exit[i] is not None:
            result = intersect(result, self.keep(u - self.world.exit[i]))
        return result

    def sets_of_payoffs(self):
        """A stage equilibrium in the set of payoffs; and whether anything in it is feasible at all."""
        world = self.world
        planes = half_planes(world, self.target)
        everywhere, sustained = unite([self.where]), []
        for b, region in self.regions:
            for weights, level in planes:
                above = sum(w * world.u[i][b] for i, w in enumerate(weights)) - level
                region = intersect(region, self.keep(above))
            sustained = unite(sustained, region)
        if world.n != 2 or world.is_open or self.delta[0] != self.delta[1]:
            return sustained, everywhere
        polygon = hull([(world.u[0][p], world.u[1][p]) for p in range(world.size) if world.is_allowed(p)])
        for i, least in enumerate(minmax(world)):
            down = tuple(-1 if j == i else 0 for j in range(2))
            if world.exit_is_floor and world.exit[i] is not None:
                least = max(least, world.exit[i])
            polygon = clip(polygon, down, -least)
        for weights, level in planes:
            polygon = clip(polygon, tuple(-w for w in weights), -level)
        return sustained, everywhere if polygon else sustained

    def slack(self, x):
        """What an inequality of a certificate must say; None where it is about nothing."""
        world, i, p, period = self.world, x["actor"], x["profile"], x["period"]
        on_path = x["kind"] == "incentive" or period is not None
        if on_path:
            place = period or 0
            if place >= len(self.path) or self.path[place] != p or \
                    (period is not None) != (self.target["test"] == "cycle"):
                return None
            has = self.value(i, place)
        else:
            has = world.u[i][p]
        if x["kind"] in ("incentive", "stage"):
            if x["deviation"] not in world.departures(i, p):
                return None
            if x["kind"] == "stage":
                return has - world.u[i][world.after(p, i, x["deviation"])]
            if x["threat"] == "equilibrium":
                return self.incentive(i, place, x["deviation"], world.u[i][x["threat_profile"]])
            if x["threat"] == "exit":
                return None if world.exit[i] is None else self.incentive(i, place, x["deviation"], world.exit[i])
            return self.incentive(i, place, x["deviation"], None) if x["threat"] == "ignored" else None
        if x["kind"] in ("floor", "consensus"):
            wanted = x["constraint"] if x["kind"] == "consensus" else None
            return next((has - value for value, c in world.floors(i, p) if c == wanted), None)
        if x["kind"] == "acceptance":
            return None if world.game.status_quo is None else has - world.u[i][world.game.status_quo]
        for c, clauses in world.clauses(p):
            if c == x["constraint"] and x["clause"] < len(clauses) and \
                    x["alternative"] < len(clauses[x["clause"]]):
                return clauses[x["clause"]][x["alternative"]]
        return None


def half_planes(world, target):
    """(weights, level): what a payoff must satisfy to be in the target."""
    if target["test"] == "payoff":
        axes = [[sign if j == i else 0 for j in range(world.n)] for i in range(world.n) for sign in (1, -1)]
        return [(axis, sum(w * world.u[j][target["profile"]] for j, w in enumerate(axis))) for axis in axes]
    return [([Fraction(w) for w in half["weights"]], Fraction(half["at_least"])) for half in target["set"]]


def equal_sets(a, b):
    return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b))
