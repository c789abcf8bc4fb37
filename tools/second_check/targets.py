"""What proofs about equilibrium payoffs say of a target, and of a set (certificates.md, sections 6 and 7)."""

from fractions import Fraction
from itertools import combinations

from .conditions import half_planes, minmax, path_of, value_of_path, where_agreed
from .functions import Wrong
from .intervals import holds_strictly, intersect, sample
from .plane import Surely, below_levels, clip, hull
from .proofs import Levels, demand, lottery, read_points, solve


class TargetCheck:
    """A cell of a certificate. `point`: where its functions are read as numbers; None: all over an interval."""

    def __init__(self, game, target, cell, point=None):
        self.game, self.world, self.target, self.cell, self.point = game, game.world, target, cell, point
        self.path, self.about_payoffs = path_of(target), target["test"] in ("payoff", "set")
        if cell["sustained"]:
            self.check_sustained()
        else:
            self.check_refuted()

    def check_sustained(self):
        inner = self.cell["proof"]["inner"]
        demand(inner, "there are no points")
        self.points = read_points(inner, self.point)
        self.game.check_points(self.points)
        if self.about_payoffs:
            demand(self.is_reached(), "the points do not reach the target")
        else:
            demand(any(self.plays_path(k) for k in range(len(self.points))), "no point plays the target")

    def plays_path(self, first):
        here = first
        for p in self.path:
            point = self.points[here]
            following = [k for k, w in point.weights if w == 1]
            if point.profile != p or not following:
                return False
            here = following[0]
        return here == first

    def planes(self):
        return half_planes(self.world, self.target)

    def is_reached(self):
        if not self.cell["lottery"]:
            return self.target["test"] == "payoff" and self.game.n == 2 and self.is_inside()
        weights = lottery(self.cell["lottery"], len(self.points))

        def above(plane):
            total = -plane[1]
            for k, weight in weights:
                for i, h in enumerate(plane[0]):
                    point = self.points[k]
                    total = total + weight * (h * point.value[i] - abs(h) * point.radius[i])
            return total
        return all(self.game.not_negative(above(plane)) for plane in self.planes())

    def is_inside(self):
        u = [self.world.u[i][self.target["profile"]] for i in range(2)]
        if self.game.where is None:
            return Surely([(p.value, p.radius) for p in self.points]).inside(tuple(u))
        # To the left of every edge of what is the hull somewhere, by more than the radii allow.
        game, where = self.game, self.game.where
        names = {tuple(sample(x, where) for x in p.value): p for p in self.points}
        corners = hull(names)
        if len(corners) < 3:
            return False
        here = [sample(x, where) for x in u]
        most = [2 * max(abs(c[i] - here[i]) for c in corners) + 1 for i in range(2)]
        for c in corners:
            for i in range(2):
                off = names[c].value[i] - u[i]
                if not (game.not_negative(most[i] - off) and game.not_negative(most[i] + off)):
                    return False
        for a, b in zip(corners, corners[1:] + corners[:1]):
            a, b = names[a], names[b]
            area = (a.value[0] - u[0]) * (b.value[1] - u[1]) - (a.value[1] - u[1]) * (b.value[0] - u[0])
            off = a.radius[0] * (most[1] + b.radius[1]) + a.radius[1] * (most[0] + b.radius[0]) + \
                b.radius[0] * most[1] + b.radius[1] * most[0]
            if not game.positive(area - off):
                return False
        return True

    def check_refuted(self):
        if not self.about_payoffs and not self.may_be_played():
            return
        outer = self.cell["proof"]["outer"]
        demand(outer, "there are no levels")
        self.levels = Levels(self.game, outer, self.point)
        if self.levels.empty:
            return
        if self.about_payoffs:
            demand(self.is_excluded(), "the levels do not exclude the target")
        elif all(self.levels.played[p] for p in self.path):
            demand(self.is_broken(), "nobody gains by leaving the target")

    def may_be_played(self):
        """Is there a place where the whole path may be agreed on?"""
        if self.game.where is None:
            return all(self.game.may_be_played(p) for p in self.path)
        agreed = [self.game.where]
        for p in self.path:
            agreed = intersect(agreed, where_agreed(self.world, p, self.game.where))
        return bool(agreed) and all(self.world.is_allowed(p) for p in self.path)

    def is_broken(self):
        game, world = self.game, self.world
        for i in range(game.n):
            threat = -self.levels.levels[2 * i + 1]
            for period, p in enumerate(self.path):
                has = value_of_path(world, game.delta, i, self.path, period)
                wanted = [floor for floor, _ in world.floors(i, p)]
                wanted += [game.now(i, world.after(p, i, a)) + game.delta[i] * threat
                           for a in world.departures(i, p)]
                if any(game.positive(x - has) for x in wanted):
                    return True
        return False

    def is_excluded(self):
        if self.game.n != 2:
            return any(self.is_out_of_reach(h, level)
                       for h, level in zip(self.levels.directions, self.levels.levels))
        levels, planes = self.levels, self.planes()
        if self.game.where is None:
            left = below_levels(levels.directions, levels.levels)
            for weights, level in planes:
                left = clip(left, tuple(-w for w in weights), -level)
            return not left
        # Up to three inequalities x . w <= level contradict each other with constant weights.
        rows = [((-w[0], -w[1]), -level) for w, level in planes]
        own = len(rows)
        rows += list(zip(map(tuple, levels.directions), levels.levels))
        glance = [sample(level, self.game.where) for _, level in rows]

        def cross(a, b):
            return a[0] * b[1] - a[1] * b[0]

        def contradict(which, by):
            if min(by) < 0:
                by = [-x for x in by]
            if min(by) < 0 or sum(x * glance[k] for x, k in zip(by, which)) >= 0:
                return False
            total = 0
            for x, k in zip(by, which):
                total = total - x * rows[k][1]
            return self.game.positive(total)
        for a in range(own):
            p = rows[a][0]
            if p == (0, 0) and self.game.positive(-rows[a][1]):
                return True
            for b in range(a + 1, len(rows)):
                q = rows[b][0]
                dot = p[0] * q[0] + p[1] * q[1]
                if cross(p, q) == 0 and dot < 0 and contradict((a, b), (-dot, p[0] * p[0] + p[1] * p[1])):
                    return True
                for c in range(b + 1, len(rows)):
                    r = rows[c][0]
                    if contradict((a, b, c), (cross(q, r), cross(r, p), cross(p, q))):
                        return True
        return False


    def is_out_of_reach(self, h, level):
        """Do some half-planes, of which h is a sum with multipliers >= 0, ask together for more than its level?"""
        planes = [(w, asked) for w, asked in self.planes()
                  if sum(map(bool, w)) != 1 or any(a * b > 0 for a, b in zip(w, h))]
        for count in range(1, self.game.n + 1):
            for chosen in combinations(planes, count):
                by = solve([w for w, _ in chosen], h)
                if by is None or min(by) < 0:
                    continue
                if self.game.positive(sum(x * asked for x, (_, asked) in zip(by, chosen)) - level):
                    return True
        return False


def refutes_below(game, target, cell, point, t, where):
    """A refuted cell [0, d): the levels are those at d, and some departure pays all the way."""
    demand(target["test"] == "sustain" and cell["proof"]["outer"] and point < 1,
           "it proves nothing about an interval")
    levels, world, p = Levels(game, cell["proof"]["outer"], point), game.world, target["profile"]
    for i in range(game.n):
        threat = -levels.levels[2 * i + 1]
        for a in world.departures(i, p):
            if holds_strictly((1 - t) * world.u[i][world.after(p, i, a)] + t * threat - world.u[i][p], where):
                return
    raise Wrong("nobody gains by leaving the target all the way")


def check_set(game, finding):
    """A set of equilibrium payoffs and all that is said of it."""
    world, n, proof, status = game.world, game.n, finding["proof"], finding["status"]
    demand(list(map(Fraction, finding["minmax"])) == minmax(world), "the minmax values are others")
    points = levels = None
    if proof["inner"] is not None:
        points = read_points(proof["inner"])
        game.check_points(points)
    if proof["outer"] is not None:
        levels = Levels(game, proof["outer"])
    for p in finding["played"]:
        demand(points and any(point.profile == p for point in points), f"no point plays profile {p}")
    for p in finding["never_played"]:
        demand(levels and not levels.played[p], f"profile {p} is not ruled out")
    demand((status == "empty") == bool(levels and levels.empty), "whether it is empty does not follow")
    demand(finding["emptied_phase"] is None, "there is no such phase")
    if status == "empty":
        return
    demand(status != "solved" or points and levels, "a side has no proof")
    inner, outer = ([tuple(map(Fraction, c)) for c in finding[side]] for side in ("inner", "outer"))
    corners = below_levels(levels.directions, levels.levels) if levels and n == 2 else []
    check_values(finding, points, levels, corners, n)
    if n != 2:
        return
    surely = Surely([(p.value, p.radius) for p in points or []])
    for corner in inner:
        demand(points and surely.inside(corner),
               "a corner of the inner polygon is not proved to be inside")
    if not outer:
        demand(status != "solved", "there is no outer polygon")
        return
    demand(levels, "the outer polygon has no proof")
    demand(hull(outer + corners) == hull(outer), "the outer polygon is not proved to be around the set")
    if status == "solved" and inner != outer:
        check_gap(world, finding, points, levels, outer)


def check_values(finding, points, levels, corners, n):
    values = [[{side: Fraction(x[side]) for side in x} for x in finding[name]] for name in ("least", "greatest")]
    for i in range(n):
        if levels and i < len(values[0]):
            least, most = -levels.levels[2 * i + 1], levels.levels[2 * i]
            if corners:
                least, most = min(c[i] for c in corners), max(c[i] for c in corners)
            demand(values[0][i]["outer"] <= least and values[1][i]["outer"] >= most,
                   "a least or greatest value is not proved from without")
        if not points:
            continue
        demand(i < len(values[0]) and i < len(finding["worst"]), "an actor's worst punishment is missing")
        demand(values[0][i]["inner"] >= min(p.most(i) for p in points) and
               values[1][i]["inner"] <= max(p.least(i) for p in points),
               "a least or greatest value is not proved from within")
        demand(finding["worst"][i] < len(points) and
               points[finding["worst"][i]].most(i) <= values[0][i]["inner"],
               "a worst punishment does not hold its actor to the least value")


def check_gap(world, finding, points, levels, outer):
    """In any direction: between the normals of the edges the outermost corners stay the same. Where payoffs are flat, in those of the proof."""
    payoffs = hull([(world.u[0][p], world.u[1][p]) for p in range(world.size)])
    normals = list(levels.directions)
    if len(payoffs) > 2:
        for polygon in (payoffs, payoffs[::-1], hull(outer), hull([p.value for p in points])):
            normals += [(b[1] - a[1], a[0] - b[0]) for a, b in zip(polygon, polygon[1:] + polygon[:1])]
    for h in normals:
        across = [h[0] * u[0] + h[1] * u[1] for u in payoffs]
        reach = max(h[0] * p.value[0] + h[1] * p.value[1] - abs(h[0]) * p.radius[0] - abs(h[1]) * p.radius[1]
                    for p in points)
        span = max(across) - min(across)
        demand(not span or (max(h[0] * c[0] + h[1] * c[1] for c in outer) - reach) / span <= Fraction(finding["gap"]),
               "the gap is larger than it says")
