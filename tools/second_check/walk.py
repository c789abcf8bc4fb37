"""The claims of an archive, one after the other, in its order."""

from fractions import Fraction

from .conditions import equilibria, minmax
from .functions import Wrong
from .intervals import equal, read_set
from .names import agrees, is_what_it_is_called
from .proofs import Repeated, demand
from .targets import check_set
from .thresholds import Library, ThresholdCheck, gains_of, outcome_of, refusing


class NotProved(Exception):
    """The archive itself says so."""


def delta_words(delta):
    return ", ".join(delta[:1] if len(set(delta)) < 2 else delta)


def words_of(t):
    name = t["target"]["name"]
    words = "acceptance of " + name if t["of"] is None else f"{t['of']} for {name}"
    words += " through " + t["lens"]
    if t["issue"] is not None:
        words += f", in '{t['issue']}'"
    if t["punishment"] is not None:
        words += ", " + t["punishment"]
    if t["linkage"] == "separate" and t["issue"] is None:
        words += ", issues apart"
    return words


def answer_words(t):
    sustained, possible = t["sustained"], t["possible"]
    if not t["decided"]:
        return "undecided"
    if t["of"] is None:
        return "accepted" if sustained["pieces"] else "refused"
    if equal(read_set(sustained), read_set(possible)):
        return sustained["words"]
    return f"at least {sustained['words']}, at most {possible['words']}"


class Walker:
    def __init__(self, archive):
        self.archive = archive
        self.libraries = [None] * len(archive["games"])
        self.claims = []

    def run(self):
        for finding in self.archive["findings"]:
            getattr(self, "take_" + finding["kind"])(finding, 0)
        return self.claims

    def library(self, number):
        if self.libraries[number] is None:
            opened = [each for each in self.archive["open_games"] if each["game"] == number]
            self.libraries[number] = Library(self.archive["games"][number], opened)
        return self.libraries[number]

    def claim(self, text, check):
        result, why = "proved", ""
        try:
            check()
        except NotProved as error:
            result, why = "not proved", str(error)
        except (Wrong, ArithmeticError, IndexError, KeyError, TypeError, ValueError) as error:
            result, why = "refuted", str(error) or type(error).__name__
        self.claims.append((text, result, why))

    def take_nash(self, finding, number):
        def check():
            library, lens = self.library(number), finding["lens"]
            world = library.world(lens)
            demand(equilibria(world) == finding["equilibria"], "the stage equilibria are others")
            demand(minmax(world) == list(map(Fraction, finding["minmax"])), "the minmax values are others")
            binding = library.binding(lens, lambda c: equilibria(library.world(lens, c)) != finding["equilibria"])
            demand(binding == sorted(finding["binding_constraints"]), "other constraints bind")
        self.claim(f"stage equilibria through {finding['lens']}: {len(finding['equilibria'])}", check)

    def take_threshold(self, t, number):
        for part in t["parts"]:
            self.take_threshold(part, number)

        def check():
            library = self.library(number)
            demand(t["issue"] is not None or is_what_it_is_called(library.game, t["target"]),
                   "the target is not the one that its name means")
            if not t["decided"]:
                raise NotProved("a limit came first")
            ThresholdCheck(library, t).run()
        try:
            text = f"{words_of(t)}: {answer_words(t)}"
        except Wrong:
            text = words_of(t)
        self.claim(text, check)
        for pooled in t["pooled"]:
            self.take_threshold(pooled, number)

    def take_verdict(self, verdict, number):
        t = verdict["threshold"]
        self.take_threshold(t, number)

        def check():
            library = self.library(number)
            if not t["decided"]:
                raise NotProved("a limit came first")
            game = library.of(t).game
            demand(game.delta == list(map(Fraction, verdict["delta"])), "the model's discount factors are others")
            demand(gains_of(game, t["target"]) == list(map(Fraction, verdict["gains"])),
                   "the material gains are others")
            demand(refusing(library, t) == sorted(verdict["refusing"]), "others would refuse to sign")
            outcome = outcome_of(library, t)
            if verdict["outcome"] == "undecided":
                raise NotProved("it is undecided")
            demand(outcome is not None, "no certificate proves it at these discount factors")
            demand(outcome == verdict["outcome"], f"it is {outcome}")
        self.claim(f"verdict on {words_of(t)} at delta {delta_words(verdict['delta'])}: {verdict['outcome']}", check)

    def take_payoff_set(self, finding, number):
        def check():
            world = self.library(number).world(finding["lens"])
            delta = list(map(Fraction, finding["delta"]))
            demand(world.game.delta == delta, "the model's discount factors are others")
            check_set(Repeated(world, delta), finding)
            if finding["status"] == "undecided":
                raise NotProved("a side has no proof")
        self.claim(f"equilibrium payoffs through {finding['lens']} at delta {delta_words(finding['delta'])}: "
                   f"{finding['status']}", check)

    def take_agreement(self, finding, number):
        def check():
            raise NotProved("agreements are not proved again by this version")
        self.claim(f"agreement through {finding['lens']} at delta {delta_words(finding['delta'])}, "
                   f"{finding['punishment']}: {finding['status']}", check)

    def take_utility(self, finding, number):
        game = self.library(number).game

        def check():
            own = self.library(number).world(finding["lens"]).u[finding["actor"]][finding["profile"]]
            demand(own == Fraction(finding["value"]), f"it is {own}")
        self.claim(f"utility of {game.actors[finding['actor']]} at {finding['target']} through {finding['lens']}: "
                   f"{finding['value']}", check)

    def take_expectation(self, finding, _):
        expected = self.archive["expected"].get(finding["name"])
        as_asked = expected is not None and all(finding[key] == expected[key]
                                                for key in ("at", "tolerance", "where", "standing"))
        text = f"expectation '{finding['name']}': {finding['computed']}, " + \
            ("as expected" if finding["agrees"] else "not as expected")
        number = finding["game"]
        if as_asked:
            getattr(self, "take_" + finding["answer"]["kind"])(finding["answer"], number)

        def check():
            demand(as_asked, "the model expects something else")
            if not finding["decided"]:
                raise NotProved("it is undecided")
            agreed = agrees(self.library(number).game, expected, finding["answer"])
            demand(agreed is not None, "it answers another question")
            demand(agreed == finding["agrees"], "it agrees" if agreed else "it does not agree")
        self.claim(text, check)
