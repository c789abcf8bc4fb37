"""Agreements: what an archive says of them, part by part (certificates.md, section 9)."""

from fractions import Fraction

from .functions import Wrong, read
from .linked import Linked, cells_of
from .products import TooLong, at, find, goal_at, minus, most
from .proofs import demand


class NotProved(Exception):
    """The archive itself says so, or a search would take too long."""


class Rules:
    """One model, without some constraints, under the rules of a question."""

    def __init__(self, data, asked, dropped=()):
        self.data, self.asked, self.issues = data, asked, data["issues"]
        self.n = len(data["actors"])
        self.punishment = asked["punishment"]
        apart = asked["linkage"] == "separate" and len(self.issues) > 1
        if apart:
            self.demand_that_issues_come_apart(dropped)
        listed = "maximal" in asked["objectives"]
        demand(not listed or (len(asked["objectives"]) == 1 and self.punishment != "worst"),
               "what is maximal is asked for by itself, under grim or exit")
        floorless = self.punishment == "exit"
        self.games = [Linked(data, asked["lens"], s, dropped, floorless)
                      for s in ([x["name"] for x in self.issues] if apart else [None])]
        for game in self.games:
            demand(game.game.delta == list(map(Fraction, asked["delta"])), "the model's discount factors are others")
            demand(self.punishment != "exit" or None not in game.exit, "the model has no exit rule")
        self.cells = [cells_of(s) for s in self.issues]
        self.known = {}

    def demand_that_issues_come_apart(self, dropped):
        for c, each in enumerate(self.data["constraints"]):
            applies = not each["lenses"] or self.asked["lens"] in each["lenses"]
            left = c not in dropped or each["kind"] == "exit" and self.punishment == "exit"
            kind = each["kind"]
            several = kind == "depth_cap" and sum(
                s["name"] in each["issues"] or s["group"] in each["issues"] for s in self.issues) > 1
            floor = kind == "exit" and each["withdrawal"] and c not in dropped
            demand(not (applies and left and (kind in ("recognition", "consensus") or several or floor)),
                   "a constraint ties the issues together")

    def sides(self):
        return ("sure", "possible") if self.punishment == "worst" else ("sure",)

    def threat(self, k, i):
        if (k, i) not in self.known:
            game = self.games[k]
            if self.punishment == "exit":
                self.known[k, i] = game.exit[i]
            else:
                possible = game.possible([[True] * len(cells) for cells in self.cells], True)
                worst = most(possible, game.bounds(), ("sum", [minus(game.utility(i))]))
                self.known[k, i] = None if worst is None else -worst
        return self.known[k, i]

    def has_threats(self):
        return all(self.threat(k, 0) is not None for k in range(len(self.games)))

    def conditions(self, side, free=None):
        """(possible, clauses) of what an agreement must meet; None where there is no threat to make."""
        possible, clauses = [None] * len(self.issues), []
        whatever = self.punishment == "worst" and side == "possible"
        for k, game in enumerate(self.games):
            game.possible(possible)
            clauses += game.bounds()
            for i in range(self.n):
                if whatever:
                    value = game.minmax(i)
                    if game.exit_is_floor and game.exit[i] is not None:
                        value = max(value, game.exit[i])
                else:
                    value = self.threat(k, i)
                if value is None:
                    return None
                if i != free:
                    clauses += game.incentives(i, value, not whatever and self.punishment != "exit")
        return possible, clauses

    def goal(self, objective):
        if objective in ("depth", "maximal"):
            rows = [[sum(Fraction(s["levels"][m][a]) if objective == "depth" else a for m, a in enumerate(play))
                     for play in cells] for s, cells in zip(self.issues, self.cells)]
            return "sum", [(Fraction(0), rows)]
        gains = [self.gain(i) for i in range(self.n)]
        if objective == "gain":
            return "sum", [(sum(c for c, _ in gains), [[sum(x) for x in zip(*group)]
                                                       for group in zip(*(rows for _, rows in gains))])]
        return {"least": "least", "nash": "product"}[objective], gains

    def gain(self, i):
        parts = [game.gain(i) for game in self.games]
        return sum(c for c, _ in parts), [[sum(x) for x in zip(*group)] for group in zip(*(r for _, r in parts))]

    def goals(self, values):
        return [(self.goal(o), v) for o, v in zip(self.asked["objectives"], values)]

    def has_better(self, conditions, values):
        """Is anything worth more, the first objective counting first? With no values: is there anything?"""
        goals = self.goals(values)
        if not goals:
            return find(*conditions) is not None
        return any(find(*conditions, goals[:k], goals[k]) is not None for k in range(len(goals)))

    def is_beaten(self, values):
        """Is something better, or not refuted to be?"""
        return any(conditions is not None and self.has_better(conditions, values)
                   for conditions in map(self.conditions, self.sides()))

    def is_best(self, values):
        """Is the best worth exactly this? No values: is nothing sustained?"""
        if self.is_beaten(values):
            return False
        if not values:
            return True
        conditions = self.conditions("sure")
        return conditions is not None and find(*conditions, self.goals(values)) is not None


def plays_of(data, agreement):
    """By issue, what its members do."""
    left = [list(actions) for actions in agreement["actions"]]
    return [[left[i].pop(0) for i in s["members"]] for s in data["issues"]]


def numbers(row):
    return list(map(Fraction, row))


class AgreementCheck:
    def __init__(self, data, finding):
        self.data, self.finding = data, finding
        self.values = numbers(finding["values"])

    def run(self, part):
        try:
            getattr(self, part)(Rules(self.data, self.finding))
        except TooLong:
            raise NotProved("the search takes too long to be made again") from None

    def cells(self, rules, agreement):
        return [cells.index(tuple(play)) for cells, play in zip(rules.cells, plays_of(self.data, agreement))]

    # What is listed is sustained, and worth what is said.

    def sustained(self, rules):
        for agreement in self.finding["agreements"]:
            plays, total = plays_of(self.data, agreement), [Fraction(0)] * rules.n
            for game, holds in zip(rules.games, agreement["holds"]):
                p = game.profile(plays)
                demand(game.may_be_agreed(p), "it may not be agreed on")
                for x in holds:
                    slack = self.slack(game, x, p)
                    demand(slack is not None and slack == read(x["slack"]), "an inequality is not the game's")
                    demand(slack >= 0, "an inequality does not hold")
                for i in range(rules.n):
                    total[i] += game.u[i][p]
                    self.check_deterred(game, holds, p, i)
            cells = self.cells(rules, agreement)
            demand(total == numbers(agreement["utilities"]), "a utility is another")
            demand([at(rules.gain(i), cells) for i in range(rules.n)] == numbers(agreement["gains"]),
                   "a gain is another")
            demand(all(goal_at(goal, cells) == value for goal, value in rules.goals(self.values)),
                   "a value is another")

    def check_deterred(self, game, holds, p, i):
        departures = game.departures(i, p)
        if not departures:
            return
        mine = [x for x in holds if x["kind"] == "incentive" and x["actor"] == i]
        demand(mine, "nothing says why an actor keeps to it")
        x = mine[0]
        demand((x["threat"] == "exit") == (self.finding["punishment"] == "exit"), "a threat is not the punishment's")
        demand(x["threat"] != "equilibrium" or game.is_admitted(x["threat_profile"]), "a threat is no equilibrium")
        demand(all(self.slack(game, {**x, "deviation": a}, p) >= 0 for a in departures), "a departure pays")

    @staticmethod
    def slack(game, x, agreed):
        """What an inequality must say, or None where it is about nothing."""
        i, p, kind = x["actor"], x["profile"], x["kind"]
        if x["period"] is not None or kind == "incentive" and p != agreed:
            return None
        has = game.u[i][p]
        if kind in ("floor", "consensus"):
            wanted = None if kind == "floor" else x["constraint"]
            return next((has - value for value, c in game.floors(i, p) if c == wanted), None)
        if kind == "acceptance":
            return None if game.game.status_quo is None else has - game.u[i][game.game.status_quo]
        if kind == "agreement":
            for c, clauses in game.clauses(p):
                if c == x["constraint"]:
                    good = x["clause"] < len(clauses) and x["alternative"] < len(clauses[x["clause"]])
                    return clauses[x["clause"]][x["alternative"]] if good else None
            return None
        if x["deviation"] not in game.departures(i, p):
            return None
        there, delta = game.u[i][game.after(p, i, x["deviation"])], game.game.delta[i]
        if kind == "stage":
            return has - there
        after = {"equilibrium": lambda: game.u[i][x["threat_profile"]], "ignored": lambda: has,
                 "exit": lambda: game.exit[i]}.get(x["threat"], lambda: None)()
        return None if after is None else has - (1 - delta) * there - delta * after

    # Nothing is better.

    def best(self, rules):
        finding = self.finding
        threats = [numbers(row) for row in finding["threats"]]
        demand(threats == ([[rules.threat(k, i) for i in range(rules.n)] for k in range(len(rules.games))]
                           if rules.has_threats() else []), "a threat is another")
        if finding["status"] == "undecided":
            self.check_bound(rules)
        elif finding["objectives"][0] == "maximal":
            self.check_maximal(rules)
        else:
            self.check_optimum(rules)

    def check_optimum(self, rules):
        finding = self.finding
        empty = finding["status"] == "empty"
        demand(len(finding["agreements"]) == (0 if empty else 1)
               and len(self.values) == (0 if empty else len(finding["objectives"])), "it is not said what the best is")
        for side in rules.sides():
            conditions = rules.conditions(side)
            if conditions is None:
                continue
            demand(not rules.has_better(conditions, self.values), "something is better")
            if not empty:
                demand(not self.has_earlier(rules, conditions), "something earlier is as good")

    def has_earlier(self, rules, conditions):
        """Actor by actor, issue by issue: with everything before as it is, a smaller action here?"""
        possible, clauses = list(conditions[0]), conditions[1]
        plays = plays_of(self.data, self.finding["agreements"][0])
        for i in range(rules.n):
            for s, issue in enumerate(rules.issues):
                if i not in issue["members"]:
                    continue
                m = issue["members"].index(i)
                here = plays[s][m]
                less = [good and play[m] < here for good, play in zip(possible[s], rules.cells[s])]
                if any(less) and find(possible[:s] + [less] + possible[s + 1:], clauses,
                                      rules.goals(self.values)) is not None:
                    return True
                possible[s] = [good and play[m] == here for good, play in zip(possible[s], rules.cells[s])]
        return False

    def check_bound(self, rules):
        conditions = rules.conditions(rules.sides()[-1])
        if conditions is None:
            return
        settled = self.values[:-1]
        demand(not settled or not rules.has_better(conditions, settled), "something is better")
        goal = rules.goal(self.finding["objectives"][len(settled)])
        demand(find(*conditions, rules.goals(settled), (goal, Fraction(self.finding["bound"]))) is None,
               "something has more")

    def check_maximal(self, rules):
        finding = self.finding
        demand((not finding["agreements"]) == (finding["status"] == "empty") and not self.values,
               "it is not said what is maximal")
        conditions = rules.conditions("sure")
        if conditions is None:
            return demand(not finding["agreements"] and finding["all_listed"], "no breach can be punished")
        possible, clauses = conditions
        others = list(clauses)
        depth = rules.goal("maximal")
        for agreement in finding["agreements"]:
            plays, cells = plays_of(self.data, agreement), self.cells(rules, agreement)
            deeper = [[good and all(a >= b for a, b in zip(play, mine)) for good, play in zip(row, every)]
                      for row, every, mine in zip(possible, rules.cells, plays)]
            demand(find(deeper, clauses, (), (depth, goal_at(depth, cells))) is None,
                   "something that is listed can be deepened")
            others.append([(Fraction(-1), [[sum(a > b for a, b in zip(play, mine)) for play in every]
                                           for every, mine in zip(rules.cells, plays)])])
        more = find(possible, others) is not None
        demand(more != finding["all_listed"], "one is missing" if more else "there are no more")
        return None

    # Who and what binds.

    def binding(self, rules):
        finding = self.finding
        for i in range(rules.n):
            conditions = rules.conditions("sure", i)
            binds = conditions is not None and rules.has_better(conditions, self.values)
            demand(binds == (i in finding["binding_actors"]), "other states bind")
        present = [c for c, x in enumerate(self.data["constraints"])
                   if not x["lenses"] or finding["lens"] in x["lenses"]]
        sets = [[c] for c in present]
        if not any(len(x["constraints"]) == 1 and numbers(x["values"]) > self.values for x in finding["releases"]):
            sets += [[a, b] for k, a in enumerate(present) for b in present[k + 1:]]
        left, binding = list(finding["releases"]), []
        for each in sets:
            listed = bool(left) and left[0]["constraints"] == each
            if not listed and finding["punishment"] == "worst":
                continue  # open
            demand(listed or len(each) == 2, "it is not said what a constraint costs")
            rules = Rules(self.data, finding, each)
            if not listed:
                demand(not rules.is_beaten(self.values), "a pair is missing")
                continue
            values = numbers(left.pop(0)["values"])
            demand(len(values) in (0, len(finding["objectives"])), "a value is missing")
            demand(len(each) == 1 or values > self.values, "a pair is named that is not in the way")
            demand(rules.is_best(values), "without some constraints it is worth another amount")
            if values != self.values and len(each) == 1:
                binding += each
        demand(not left, "constraints are named that do not apply")
        demand(binding == finding["binding_constraints"], "other constraints bind")
