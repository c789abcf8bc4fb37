"""A game as one theory sees it: utilities and what constraints do to them (certificates.md, section 1)."""

from fractions import Fraction
from itertools import product
from math import prod

from .functions import Function, at, read
from .intervals import sign


class Signs:
    """Signs of functions at one sample of a part of the range, and what was asked: (function, may it jump?)."""

    def __init__(self, sample):
        self.sample, self.asked = sample, []

    def of(self, x, jump):
        if not isinstance(x, Function):
            return sign(x)
        self.asked.append((x, jump))
        return sign(x(self.sample))


class Row:
    """A number for each profile, a constant plus a table of each issue, where profiles are too many to list."""

    def __init__(self, game, constant, tables):
        self.game, self.constant, self.tables = game, constant, tables

    def __getitem__(self, profile):
        return self.constant + sum(table[self.game.cell(profile, s)]
                                   for table, s in zip(self.tables, self.game.issues))


class Game:
    """The material game of an archive, or of one of its issues by itself. Its numbers may be functions of an open
    scalar, `signs` then tells their signs; or they are read at a `point`. `listed`: are its profiles few enough?"""

    def __init__(self, data, only=None, point=None, signs=None, listed=True):
        self.data, self.only, self.signs = data, only, signs
        self.read = (lambda x: read(x)) if point is None else (lambda x: at(read(x), point))
        self.actors = data["actors"]
        self.n = n = len(self.actors)
        self.issues = [s for s in data["issues"] if only in (None, s["name"])]
        self.whole = len(data["issues"]) == len(self.issues)
        self.delta = self.numbers(data["delta"])
        # An actor's action is one choice for each issue that it is a member of.
        self.choices = [list(product(*(range(len(s["actions"][s["members"].index(i)]))
                                       for s in self.issues if i in s["members"]))) for i in range(n)]
        self.counts = [len(c) for c in self.choices]
        self.size = prod(self.counts)
        self.strides = [prod(self.counts[i + 1:]) for i in range(n)]
        self.status_quo = None
        if all(s["status_quo"] is not None for s in self.issues):
            self.status_quo = self.compose([s["status_quo"] for s in self.issues])
        tables = [[self.numbers(row) for row in s["payoff"]] for s in self.issues]
        self.payoff = [Row(self, Fraction(0), [table[i] for table in tables]) for i in range(n)]
        if listed:
            self.cells = [[self.cell(p, s) for p in range(self.size)] for s in self.issues]
            self.payoff = [[sum(table[i][cells[p]] for table, cells in zip(tables, self.cells))
                            for p in range(self.size)] for i in range(n)]
        start = [row[self.status_quo] if self.status_quo is not None else 0 for row in self.payoff]
        self.baseline = start
        if listed:
            self.gain = [[x - base for x in row] for row, base in zip(self.payoff, start)]
        else:
            self.gain = [Row(self, -base, row.tables) for row, base in zip(self.payoff, start)]
        self.constraints = {c: each for c, each in enumerate(data["constraints"])
                            if each is not None and self.is_about(each)}

    def numbers(self, row):
        return [self.read(x) for x in row]

    def sign(self, x, jump=False):
        return sign(x) if self.signs is None else self.signs.of(x, jump)

    def is_about(self, constraint):
        """With issues apart, is a constraint about the one that is played?"""
        if self.whole or constraint["kind"] == "recognition":
            return True
        return constraint["kind"] != "exit" and bool(self.meant(constraint["issues"]))

    def meant(self, names):
        return [s for s in self.issues if s["name"] in names or s["group"] in names]

    def compose(self, plays):
        """The profile where each issue's members do what is listed for it."""
        profile = 0
        for i in range(self.n):
            own = tuple(play[s["members"].index(i)] for s, play in zip(self.issues, plays) if i in s["members"])
            profile += self.choices[i].index(own) * self.strides[i]
        return profile

    def action(self, profile, i):
        return profile // self.strides[i] % self.counts[i]

    def decode(self, profile):
        return [self.action(profile, i) for i in range(self.n)]

    def after(self, profile, i, action):
        return profile + (action - self.action(profile, i)) * self.strides[i]

    def choice(self, i, action, issue):
        """What an action of a member does in one issue."""
        own = [s["name"] for s in self.issues if i in s["members"]]
        return self.choices[i][action][own.index(issue["name"])]

    def cell(self, profile, issue):
        """The number of what a profile plays in an issue."""
        number = 0
        for k, i in enumerate(issue["members"]):
            number = number * len(issue["actions"][k]) + self.choice(i, self.action(profile, i), issue)
        return number

    def level(self, i, action, issue):
        return Fraction(issue["levels"][issue["members"].index(i)][self.choice(i, action, issue)])

    def depth(self, i, action, names):
        return sum(self.level(i, action, s) for s in self.meant(names) if i in s["members"])

    def last(self):
        return self.size - 1


class Lens:
    """Weights of one theory [F2]."""

    def __init__(self, game, data):
        n = game.n
        self.game, self.defensive = game, data["kind"] == "defensive"
        share = [[Fraction(0)] * n for _ in range(n)]
        if data["kind"] != "absolute":
            strength = game.read(data["strength"])
            if data["kind"] == "snidal" or data["mean"]:
                strength = strength / max(1, n - 1)
            for i in range(n):
                for j in range(n):
                    if i != j:
                        share[i][j] = strength * (game.read(data["weights"][i][j]) if data["weights"] else 1)
            for i, j, x in data["entries"]:
                share[i][j] = game.read(x)
        plus = data["kind"] in ("identity", "defensive")
        self.weight = [[x if plus else -x for x in row] for row in share]
        for i in range(n):
            self.weight[i][i] = 1 + (sum(share[i]) if data["kind"] == "relative" else 0)
        here = game.numbers(data["unit"])
        there = game.numbers(data["gains_in"]) if data["gains_in"] else here
        self.rate = [a / b for a, b in zip(there, here)]
        self.norms = [(name, game.read(x)) for name, x in data["norms"]]

    def own(self, i):
        """What a unit of i's own norms and costs counts."""
        return 1 if self.defensive else self.weight[i][i]

    def of_gains(self, i, gains):
        if not self.defensive:
            return sum(w * d * x for w, d, x in zip(self.weight[i], self.rate, gains) if w) / self.rate[i]
        ahead = 0
        for j, (w, d, x) in enumerate(zip(self.weight[i], self.rate, gains)):
            more = d * x - self.rate[i] * gains[i]
            if j != i and self.game.sign(more) > 0:
                ahead = ahead + w * more
        return gains[i] - ahead / self.rate[i]

    def utilities(self, i):
        game = self.game
        result = [self.of_gains(i, [row[p] for row in game.gain]) for p in range(game.size)]
        for name, factor in self.norms:
            for s, cells in zip(game.issues, game.cells):
                if name in s["norms"]:
                    norm = game.numbers(s["norms"][name][i])
                    for p in range(game.size):
                        result[p] = result[p] + self.own(i) * factor * norm[cells[p]]
        return result


class World:
    """What a lens and its constraints make of a game. `without`: a constraint to leave out; `floorless`: of an
    exit rule left out, only the floor."""

    def __init__(self, game, lens, without=None, floorless=False):
        self.game, self.n, self.size = game, game.n, game.size
        data = next(x for x in game.data["lenses"] if x["name"] == lens)
        self.lens = Lens(game, data)
        self.u = [self.utilities(i) for i in range(game.n)]
        self.allowed = [[True] * count for count in game.counts]
        self.exit, self.exit_is_floor = [None] * game.n, False
        self.rules, self.consents = [], []
        for c, each in game.constraints.items():
            if (not each["lenses"] or lens in each["lenses"]) and (c != without or floorless):
                getattr(self, "add_" + each["kind"])(c, each)
        if floorless:
            self.exit_is_floor = False

    def utilities(self, i):
        return self.lens.utilities(i)

    def is_allowed(self, p):
        return all(self.allowed[i][self.game.action(p, i)] for i in range(self.n))

    def departures(self, i, p):
        own = self.game.action(p, i)
        return [a for a, good in enumerate(self.allowed[i]) if good and a != own]

    def after(self, p, i, action):
        return self.game.after(p, i, action)

    def floors(self, i, p):
        """(value, the consensus constraint or None) in the order to which certificates refer."""
        result = [(self.exit[i], None)] if self.exit_is_floor and self.exit[i] is not None else []
        for c, who, raises in self.consents:
            if i in who and any(raises[j][self.game.action(p, j)] for j in range(self.n)):
                result.append((self.u[i][self.game.status_quo], c))
        return result

    def clauses(self, p):
        """(constraint, its clauses), each a list of alternatives of which one must be >= 0."""
        return [(c, rule(p)) for c, rule in self.rules]

    @property
    def is_open(self):
        """Are its numbers functions?"""
        return self.game.signs is not None

    # Constraints of F3, kind by kind.

    def add_prohibit(self, _, data):
        for s in self.game.meant(data["issues"]):
            for i in set(data["who"]) & set(s["members"]):
                labels = s["actions"][s["members"].index(i)]
                for a in range(self.game.counts[i]):
                    if labels[self.game.choice(i, a, s)] in data["actions"]:
                        self.allowed[i][a] = False

    def add_sovereignty(self, _, data):
        for i, cost in enumerate(self.game.numbers(data["cost"])):
            by_action = [self.lens.own(i) * cost * self.game.depth(i, a, data["issues"])
                         for a in range(self.game.counts[i])]
            self.u[i] = [x - by_action[self.game.action(p, i)] for p, x in enumerate(self.u[i])]

    def add_depth_cap(self, c, data):
        game = self.game
        caps = dict(zip(data["who"], game.numbers(data["caps"])))
        self.rules.append((c, lambda p: [[cap - game.depth(i, game.action(p, i), data["issues"])]
                                         for i, cap in caps.items()]))

    def add_symmetric(self, c, data):
        game = self.game
        groups = [(s, [i for i in data["who"] if i in s["members"]]) for s in game.meant(data["issues"])]

        def rule(p):
            return [[Fraction(0 if len({game.choice(i, game.action(p, i), s) for i in group}) == 1 else -1)]
                    for s, group in groups if len(group) > 1]
        self.rules.append((c, rule))

    def add_compatible_depth(self, c, data):
        game, who = self.game, data["who"]
        depth, least = game.read(data["depth"]), game.read(data["least"])
        pairs = [(s, i, j) for s in game.meant(data["issues"]) for k, i in enumerate(who) for j in who[k + 1:]
                 if i in s["members"] and j in s["members"]]
        # Which levels are deep is asked once, before anything else is.
        is_deep = {level: game.sign(level - depth, True) >= 0
                   for s, *both in pairs for x in both
                   for level in (game.level(x, a, s) for a in range(game.counts[x]))}

        def rule(p):
            deep = [(i, j) for s, i, j in pairs
                    if all(is_deep[game.level(x, game.action(p, x), s)] for x in (i, j))]
            return [[game.read(data["affinity"][a][b]) - least] for i, j in deep for a, b in ((i, j), (j, i))]
        self.rules.append((c, rule))

    def add_recognition(self, c, data):
        gain, ratio = self.game.gain, self.game.read(data["ratio"])
        self.rules.append((c, lambda p: [[-gain[i][p], ratio * gain[j][p] - gain[i][p]]
                                         for i in data["who"] for j in data["who"] if i != j]))

    def add_consensus(self, c, data):
        game = self.game
        joint = game.meant(data["issues"])
        who = set(data["who"]) or {i for s in joint for i in s["members"]}
        raises = [[any(game.level(i, a, s) > game.level(i, game.action(game.status_quo, i), s)
                       for s in joint if i in s["members"]) for a in range(game.counts[i])]
                  for i in range(game.n)]
        self.consents.append((c, who, raises))

    def add_exit(self, _, data):
        game = self.game
        for leaver in range(game.n):
            if "pays" in data:
                payoffs = game.numbers(data["pays"][leaver])
            else:
                follows, own = game.status_quo, data["outside_before"]
                if data["agreed"] is not None:
                    apart = game.after(data["agreed"], leaver, game.action(game.status_quo, leaver))
                    if all(game.sign(game.gain[j][apart], True) >= 0 for j in range(game.n) if j != leaver):
                        follows, own = apart, data["outside_going_on"]
                payoffs = [row[follows] for row in game.payoff]
                if own is not None:
                    payoffs[leaver] = game.read(own[leaver])
            self.exit[leaver] = self.lens.of_gains(leaver, [x - b for x, b in zip(payoffs, game.baseline)])
        self.exit_is_floor = data["withdrawal"]
