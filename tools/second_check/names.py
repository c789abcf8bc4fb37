"""Is a target what its name says? Does an answer agree with what a file expects? (certificates.md, section 8)"""

from fractions import Fraction

from .intervals import INF, compare, equal, intersect, read_end, read_interval, read_set, unite


def digits(game, p):
    return ",".join(map(str, game.decode(p)))


def is_what_it_is_called(game, target):
    name, test = target["name"], target["test"]
    declared = {each["name"]: each for each in game.data["targets"]}

    def parties(named):
        if not named and game.status_quo is None:
            return False
        if not named:
            named = [i for i in range(game.n)
                     if game.action(target["profile"], i) != game.action(game.status_quo, i)]
        return target["parties"] == named
    if name in declared:
        own = declared[name]
        return all(own[key] == target[key] for key in ("test", "cycle", "set")) and \
            (test == "set" or target["profile"] == own["profile"] or test == "cycle" and own["profile"] is None) and \
            (parties(own["parties"]) if test == "accept" else own["parties"] == target["parties"])
    if test != "accept" and target["parties"]:
        return False
    if test in ("accept", "payoff"):
        kind, _, rest = name.partition(":")
        profile = declared[rest]["profile"] if rest in declared else None
        good = target["profile"] == profile if rest in declared else \
            target["profile"] == game.last() if rest == "full" else rest == digits(game, target["profile"])
        return kind == test and good and not target["cycle"] and not target["set"] and \
            (test == "payoff" or parties([]))
    if test == "sustain":
        return not target["cycle"] and not target["set"] and \
            (target["profile"] == game.last() if name == "full" else name == digits(game, target["profile"]))
    if test == "cycle":
        return name == "cycle:" + ";".join(digits(game, p) for p in target["cycle"])
    sides = ";".join(",".join(half["weights"]) + ">=" + half["at_least"] for half in target["set"])
    pieces = ["*"] * game.n
    for half in target["set"]:
        if set(half["weights"]) <= {"0", "1"}:
            pieces = [half["at_least"] if w == "1" else piece for piece, w in zip(pieces, half["weights"])]
        else:
            pieces = []
    return name in ("set:" + sides, "value:" + ",".join(pieces) if pieces else None)


def near(x, expected, tolerance):
    if x in (INF, -INF) or expected in (INF, -INF):
        return x == expected
    return compare(x, expected - tolerance) >= 0 and compare(x, expected + tolerance) <= 0


def around_value(t):
    """Between which numbers the one that is asked for lies."""
    sustained = read_set(t["sustained"])
    possible = unite(sustained, read_set(t["possible"]))
    if t["value"] is not None:
        return [read_end(t["value"])]
    if equal(sustained, possible):
        return []
    if t["of"] is not None and t["of"].split(".")[0] == "delta":
        if not possible:
            return []
        domain = read_interval(t["domain"])
        return [possible[0][0], sustained[0][0] if sustained else domain[1]]
    if len(sustained) != 1 or len(possible) != 1:
        return []
    # One end is that of the range; the other is known from two sides.
    domain, inner, outer = read_interval(t["domain"]), sustained[0], possible[0]
    open_ends = [k for k in (0, 1) if compare(inner[k], domain[k]) != 0]
    finite = [k for k in open_ends if inner[k] not in (INF, -INF) and outer[k] not in (INF, -INF)]
    return [outer[finite[0]], inner[finite[0]]] if len(finite) == 1 else []


def near_set(t, expected, tolerance):
    inner = read_set(t["sustained"])
    outer = unite(inner, read_set(t["possible"]))
    if not len(inner) == len(outer) == len(expected):
        return False
    for a, b, e in zip(inner, outer, expected):
        for end in (0, 1):
            if not (near(a[end], e[end], tolerance) and near(b[end], e[end], tolerance)):
                return False
            known = compare(a[end], b[end]) == 0 and a[2 + end] == b[2 + end]
            if known and a[2 + end] != e[2 + end]:
                return False
    return True


def near_corners(finding, expected, tolerance):
    if finding["status"] == "empty":
        return not expected
    inner, outer = ([list(map(Fraction, c)) for c in finding[side]] for side in ("inner", "outer"))
    expected = [list(map(Fraction, c)) for c in expected]
    if finding["status"] != "solved" or tolerance == 0 and inner != outer:
        return False

    def covers(some, other):
        return all(any(all(abs(a - b) <= tolerance for a, b in zip(x, y)) for y in some) for x in other)
    return all(covers(expected, side) and covers(side, expected) for side in (inner, outer))


def agrees(game, e, answer):
    """Is an answer within the tolerance of what is expected? None: it answers another question."""
    tolerance = Fraction(e["tolerance"])
    t = answer["threshold"] if answer["kind"] == "verdict" else answer
    lenses = [lens["name"] for lens in game.data["lenses"]]
    targets = ["full"] + [target["name"] for target in game.data["targets"]]
    if e["lens"] in lenses and e["lens"] != t["lens"]:
        return None
    target = t["target"]["name"] if "target" in t and isinstance(t["target"], dict) else t.get("target")
    if target is not None and e["target"] in targets and e["target"] != target:
        return None
    kind = {"payoff_set": "corners"}.get(answer["kind"], answer["kind"])
    if e["question"] != kind:
        return None
    if kind == "threshold":
        if e["of"] not in (t["of"], (t["of"] or "").removeprefix("parameters.")):
            return None
        if "number" in e:
            around = around_value(t)
            return bool(around) and all(near(x, Fraction(e["number"]), tolerance) for x in around)
        if "set" in e:
            return near_set(t, read_set(e["set"]), tolerance)
        domain = [read_interval(t["domain"])]
        return equal(intersect(read_set(t["sustained"]), domain), domain)
    if kind == "verdict":
        word = answer["outcome"]
        if t["target"]["test"] == "accept":
            word = "accepted" if word == "sustainable" else "refused"
        return word == e["word"] if "word" in e else word == e["of"]
    if kind == "utility":
        return e["of"] == game.actors[answer["actor"]] and \
            near(Fraction(answer["value"]), Fraction(e["number"]), tolerance)
    if kind == "agreement":
        none = answer["status"] == "empty"
        if answer["status"] == "undecided" or none == bool(answer["values"]):
            return None
        if none or "number" not in e:
            return none and "number" not in e
        return near(Fraction(answer["values"][0]), Fraction(e["number"]), tolerance)
    return near_corners(answer, e["corners"], tolerance)
