"""Thresholds and acceptance (certificates.md, sections 3 and 7), and verdicts (section 8)."""

from fractions import Fraction
from functools import cmp_to_key

from .conditions import Asked, equal_sets, path_of
from .functions import T, Wrong, at, lift, read
from .game import Game, Signs, World
from .intervals import (INF, Root, compare, contains, equal, exact, inside, intersect, is_empty, less, outside,
                        read_end, read_interval, read_set, roots, same, unite, within)
from .proofs import Repeated, demand
from .targets import TargetCheck, refutes_below

HERE = (Fraction(0), Fraction(0), True, True)


class Library:
    """The worlds of one game, each made once. `open_games`: the same as functions of scalars."""

    def __init__(self, data, open_games=(), only=None):
        self.data, self.open_games, self.only, self.game = data, open_games, only, Game(data, only)
        self.worlds, self.opened, self.apart = {}, {}, {}

    def world(self, lens, without=None, floorless=False):
        key = lens, without, floorless
        if key not in self.worlds:
            self.worlds[key] = World(self.game, lens, without, floorless)
        return self.worlds[key]

    def of(self, threshold):
        """Where a threshold is asked: in the whole, or in one issue by itself."""
        issue = threshold["issue"]
        if issue is None:
            return self
        if issue not in self.apart:
            self.apart[issue] = Library(self.data, self.open_games, issue)
        return self.apart[issue]

    def written_parts(self, t):
        """The parts of a scalar's range on which the archive writes the game as functions: (where, data)."""
        domain = read_interval(t["domain"])
        for each in self.open_games:
            if each["of"] == t["of"] and each["lens"] == t["lens"] and \
                    equal([read_interval(each["domain"])], [domain]):
                demand(each["parts"] is not None, "the model has no such scalar")
                return [(read_interval(part["where"]), part["game"]) for part in each["parts"]]
        raise Wrong("the model has no such scalar")

    def open_worlds(self, t, without=None, floorless=False):
        """(where, world): the parts, cut further where a lens or a constraint asks for a sign."""
        key = t["of"], t["lens"], str(t["domain"]), without, floorless
        if key not in self.opened:
            self.opened[key] = [each for where, data in self.written_parts(t)
                                for each in self.cut(data, where, t["lens"], without, floorless)]
        return self.opened[key]

    def cut(self, data, where, lens, without, floorless):
        if is_empty(where):
            return []
        if same(where[0], where[1]):
            game = Game(data, self.only, point=exact(where[0]))
            return [(where, World(game, lens, without, floorless))]
        signs = Signs(inside(where))
        world = World(Game(data, self.only, signs=signs), lens, without, floorless)
        ends = []
        for f, jump in signs.asked:
            for x in roots(f.above) + roots(f.below):
                x = exact(x)
                irrational = isinstance(x, Root)
                at_end = same(x, where[0]) or same(x, where[1])
                if not contains([where], x) or at_end and irrational or any(same(x, y) for y in ends):
                    continue
                demand(not (jump and irrational), "the payoffs jump at an irrational value")
                ends.append(x)
        if not ends:
            return [(where, world)]
        ends.sort(key=cmp_to_key(compare))
        # At an irrational point functions go on from both sides.
        pieces, (lo, hi, lo_in, hi_in) = [], where
        for x in ends:
            shared = isinstance(x, Root)
            pieces.append((lo, x, lo_in, shared))
            if not shared:
                pieces.append((x, x, True, True))
            lo, lo_in = x, shared
        pieces.append((lo, hi, lo_in, hi_in))
        return [each for piece in pieces for each in self.cut(data, piece, lens, without, floorless)]

    def world_at(self, t, point):
        """The world at one value of a scalar."""
        for where, data in self.written_parts(t):
            if contains([where], point):
                return World(Game(data, self.only, point=point), t["lens"])
        raise Wrong("a formula has no value there")

    def natural_range(self, of):
        """Where a scalar may lie; None: a parameter's range is the file's affair."""
        if of is None:
            return HERE
        if is_delta(of):
            return Fraction(0), Fraction(1), True, False
        parts = of.split(".")
        if parts[0] != "lens":
            return None
        return {"r": (Fraction(0), Fraction(1), True, True), "alpha": (Fraction(-1), Fraction(1), False, True)}.get(
            parts[-1] if len(parts) == 3 else parts[-3], (Fraction(0), INF, True, False))

    def binding(self, lens, differs):
        """The constraints without which something would be another."""
        return [c for c, each in self.game.constraints.items()
                if (not each["lenses"] or lens in each["lenses"]) and differs(c)]


def deltas(game, of):
    """By actor, with t for those that are asked about; none for acceptance."""
    if of is None:
        return []
    if of == "delta":
        return [T] * game.n
    code = of.split(".", 1)[1]
    demand(code in game.actors and game.delta, "there is no such discount factor")
    return [T if actor == code else d for actor, d in zip(game.actors, game.delta)]


def is_delta(of):
    return of == "delta" or of.startswith("delta.")


class ThresholdCheck:
    def __init__(self, whole, t):
        self.t, self.whole, self.library = t, whole, whole.of(t)
        self.game = self.library.game
        self.domain = read_interval(t["domain"])
        self.claimed = {name: read_set(t[name]) for name in ("sustained", "possible", "agreed")}
        self.by_actor = [read_set(x) for x in t["by_actor"]]

    def run(self):
        t, claimed = self.t, self.claimed
        natural = self.library.natural_range(t["of"])
        demand(natural is None or within([self.domain], [natural]), "the range is not one of the scalar's")
        self.check_value()
        if t["linkage"] == "separate" and t["issue"] is None:
            self.check_whole()
            return
        by_actor, agreed, sustained, possible = self.sets()
        demand(equal_sets(by_actor, self.by_actor), "where an actor keeps to the target is elsewhere")
        demand(equal(agreed, claimed["agreed"]), "where the target may be agreed on is elsewhere")
        if t["punishment"] == "worst":
            self.check_worst(sustained, possible)
        else:
            demand(equal(sustained, claimed["sustained"]) and equal(sustained, claimed["possible"]),
                   "where the target is sustained is elsewhere")
            binding = self.library.binding(t["lens"], lambda c: not equal(self.sets(c)[2], sustained))
            demand(binding == sorted(t["binding_constraints"]), "other constraints bind")
        self.check_ends()

    def parts(self, without=None):
        """(where, world, delta by actor). Under expulsion an exit rule is the punishment itself: only its floor can
        be left out."""
        t = self.t
        floorless = without is not None and t["punishment"] == "exit" and \
            self.game.constraints[without]["kind"] == "exit"
        if t["of"] is None or is_delta(t["of"]):
            world = self.library.world(t["lens"], without, floorless)
            return [(self.domain, world, deltas(self.game, t["of"]))]
        return [(where, world, world.game.delta)
                for where, world in self.library.open_worlds(t, without, floorless)]

    def sets(self, without=None):
        """Part by part."""
        t, by_actor, rest = self.t, [[] for _ in range(self.game.n)], [[], [], []]
        for where, world, delta in self.parts(without):
            own, *others = Asked(world, t["target"], t["punishment"], where, delta).sets()
            by_actor = [unite(a, b) for a, b in zip(by_actor, own)]
            rest = [unite(a, b) for a, b in zip(rest, others)]
        return by_actor, *rest

    def check_value(self):
        t, sustained = self.t, self.claimed["sustained"]
        value = None
        if equal(sustained, self.claimed["possible"]):
            if t["of"] is not None and is_delta(t["of"]):
                value = sustained[0][0] if sustained and sustained[0][2] else None
            else:
                ends = [x for piece in sustained for x in piece[:2]
                        if compare(self.domain[0], x) < 0 < compare(self.domain[1], x)]
                value = ends[0] if ends and all(same(x, ends[0]) for x in ends) else None
        claimed = None if t["value"] is None else read_end(t["value"])
        demand((value is None) == (claimed is None) and (value is None or same(value, claimed)),
               "the value is another")

    def check_whole(self):
        """Of issues apart: it holds where every issue does, and each is asked about its part of the target."""
        t, parts = self.t, self.t["parts"]
        demand([part["issue"] for part in parts] == [s["name"] for s in self.game.issues],
               "an issue is missing")
        sets = {name: [self.domain] for name in self.claimed}
        by_actor = [[self.domain]] * self.game.n
        for part in parts:
            demand(part["decided"] and all(part[key] == t[key] for key in ("lens", "of", "punishment")) and
                   equal([read_interval(part["domain"])], [self.domain]), "an issue is asked something else")
            sets = {name: intersect(sets[name], read_set(part[name])) for name in sets}
            by_actor = [intersect(a, read_set(b)) for a, b in zip(by_actor, part["by_actor"])]
            alone = self.whole.of(part).game
            issue = alone.issues[0]
            within_issue = [alone.compose([[self.game.choice(i, self.game.action(p, i), issue)
                                            for i in issue["members"]]]) for p in path_of(t["target"])]
            demand(part["target"]["test"] == t["target"]["test"] and within_issue == path_of(part["target"]),
                   "an issue is asked about another target")
        demand(all(equal(sets[name], self.claimed[name]) for name in sets) and equal_sets(by_actor, self.by_actor),
               "it does not hold where every issue does")

    def check_ends(self):
        t = self.t
        # Under the worst equilibrium, what grim threats sustain has grim inequalities.
        punishment = "grim" if t["punishment"] == "worst" else t["punishment"]
        parts = [Asked(world, t["target"], punishment, where, delta) for where, world, delta in self.parts()] \
            if t["certificate"]["ends"] else []
        for end in t["certificate"]["ends"]:
            for point, lists, hold in ((end["holds_at"], ("holds",), True),
                                       (end["fails_at"], ("fails", "rejected"), False)):
                inequalities = [x for name in lists for x in end[name]]
                if point is None:
                    demand(not inequalities, "inequalities are about nowhere")
                    continue
                point = Fraction(point)
                demand(contains(self.claimed["sustained"], point) == hold, "an end is not one")
                asked = next((each for each in parts if contains([each.where], point)), None)
                demand(asked or not inequalities, "an inequality is not the game's")
                for x in inequalities:
                    said, own = read(x["slack"]), asked.slack(x)
                    demand(own is not None and
                           (lift(own) == lift(said) or isinstance(said, Fraction) and at(own, point) == said),
                           "an inequality is not the game's")
                    demand((at(said, point) >= 0) == hold, "an inequality is not as it says")

    def check_worst(self, sustained, possible):
        refuted = []
        for cell in self.t["certificate"]["cells"]:
            where = read_interval(cell["where"])
            demand(within([where], [self.domain]), "a cell is outside the range")
            if cell["sustained"]:
                # Sustained throughout, it is so at irrational ends too: nothing jumps there.
                where = (*where[:2], *(closed or isinstance(x, Root) for x, closed in zip(where, where[2:])))
            try:
                self.check_cell(cell, where)
            except Wrong as wrong:
                raise Wrong("in a cell: " + str(wrong)) from wrong
            # With a common delta what is sustained stays so above, what is refuted below.
            if self.grows():
                lo, hi, lo_in, hi_in = self.domain
                where = (where[0], hi, where[2], hi_in) if cell["sustained"] else (lo, where[1], lo_in, where[3])
            if cell["sustained"]:
                sustained = unite(sustained, [where])
            else:
                refuted = unite(refuted, [where])
        demand(within(self.claimed["sustained"], sustained), "it is not proved to be sustained wherever claimed")
        open_still = intersect(possible, outside(refuted, self.domain))
        demand(within(open_still, self.claimed["possible"]), "it is not refuted wherever claimed")
        demand(within(self.claimed["sustained"], self.claimed["possible"]), "it is claimed and refuted at once")

    def grows(self):
        return self.t["of"] == "delta" and self.t["target"]["test"] != "cycle"

    def check_cell(self, cell, where):
        target, of = self.t["target"], self.t["of"]
        if same(where[0], where[1]):
            point = Fraction(where[0])
            if is_delta(of):
                world, delta = self.library.world(self.t["lens"]), [at(d, point) for d in deltas(self.game, of)]
            else:
                world = self.library.world_at(self.t, point)
                delta = world.game.delta
            TargetCheck(Repeated(world, delta), target, cell, point)
        elif self.grows() and not cell["sustained"]:
            demand(isinstance(where[1], Fraction), "it proves nothing about an interval")
            game = Repeated(self.library.world(self.t["lens"]), [where[1]] * self.game.n)
            refutes_below(game, target, cell, where[1], T, where)
        else:
            for part, world, delta in self.parts():
                if within([where], [part]):
                    TargetCheck(Repeated(world, delta, where), target, cell)
                    return
            raise Wrong("a formula changes within it")


def outcome_of(whole, t):
    """At the model's own delta: is it sustainable, not sustainable, or not known?"""
    if t["parts"]:
        outcomes = [outcome_of(whole, part) for part in t["parts"]]
        for outcome in ("not sustainable", None):
            if outcome in outcomes:
                return outcome
        return "sustainable"
    library = whole.of(t)
    world, delta = library.world(t["lens"]), library.game.delta
    if t["target"]["test"] == "accept":
        delta = []
    _, _, sustained, possible = Asked(world, t["target"], t["punishment"], HERE, delta).sets()
    if sustained:
        return "sustainable"
    if not possible:
        return "not sustainable"
    for cell in t["certificate"]["verdict"]:
        TargetCheck(Repeated(world, delta), t["target"], cell, Fraction(0))
        return "sustainable" if cell["sustained"] else "not sustainable"
    return None


def gains_of(game, target):
    path = path_of(target)
    return [sum(row[p] for p in path) / Fraction(len(path)) for row in game.gain] if path else []


def refusing(whole, t):
    """Parties that a profile leaves with less than the status quo, in utilities."""
    if t["parts"]:
        return sorted({i for part in t["parts"] for i in refusing(whole, part)})
    library, target = whole.of(t), t["target"]
    world, game, before = library.world(t["lens"]), library.game, library.game.status_quo
    if before is None or target["test"] not in ("sustain", "accept"):
        return []
    p = target["profile"]

    def is_party(i):
        named = i in target["parties"] if target["parties"] else game.action(p, i) != game.action(before, i)
        return named or any(c is not None for _, c in world.floors(i, p))
    return [i for i in range(game.n) if is_party(i) and world.u[i][p] < world.u[i][before]]
