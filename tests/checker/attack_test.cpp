// Attacks on the checker: one number of an archive is changed, a claim, a level, a profile, a weight, an end,
// a number of the model; the frame and its checksum are right. What is then said to be proved must be true of
// the model as it then is, which a brute force decides that shares no code with checker or solvers.

#include "support/archive_attack.hpp"
#include "support/exact_payoffs.hpp"

namespace comity::test {
namespace {

#ifdef COMITY_EVERY_CASE
constexpr std::size_t kAttacks = 10000;
#else
constexpr std::size_t kAttacks = 300;
#endif

/// A drawn game of two states, as numbers and as an archive with every kind of claim.
struct Subject {
    TwoActors game;
    ProfileIndex target = 0;
    Archive archive;
};

std::string text_of_game(const TwoActors& g, const Rational& delta) {
    ScalarGame s;
    s.rows = g.actions[0];
    s.columns = g.actions[1];
    for (std::size_t a = 0; a < g.profiles(); ++a)
        s.pays.push_back({to_string(g.states[0].pays[0][a]), to_string(g.states[0].pays[1][a])});
    s.delta_a = s.delta_b = to_string(delta);
    return model_text(s);
}

Subject draw_subject(std::uint64_t seed) {
    Draw draw(seed * 31 + 5);
    Subject subject;
    std::array<std::vector<Rational>, 2> pays;
    for (int row = 0; row < 2; ++row) {
        for (int column = 0; column < 2; ++column) {
            pays[0].push_back(Rational(4 * column - 2 * row) + draw.number(-1, 1));
            pays[1].push_back(Rational(4 * row - 2 * column) + draw.number(-1, 1));
        }
    }
    const Rational delta(3 + draw.below(5), 10);
    subject.game = plain(2, 2, pays[0], pays[1], delta);
    subject.target = 3;
    Questions questions(text_of_game(subject.game, delta));
    questions.equilibria();
    questions.threshold("1,1", "delta", Punishment::grim);
    questions.threshold("1,1", "delta", Punishment::worst);
    questions.threshold("payoff:1,1", "delta", Punishment::worst);
    questions.verdicts("1,1", Punishment::worst);
    questions.verdicts("1,1", Punishment::grim);
    questions.payoffs();
    subject.archive = questions.archive();
    return subject;
}

/// The brute force: what is said is held against the game by definition.
class Truth {
  public:
    /// Utilities are gains over the status quo, the first profile.
    explicit Truth(TwoActors game) : g_(std::move(game)) {
        for (auto& table : g_.states[0].pays) {
            const Rational before = table[0];
            for (Rational& u : table) u -= before;
        }
    }

    /// "" or what is false. Where both sides of V* are far from each other nothing is said.
    std::string of(const Finding& finding, ProfileIndex target) {
        if (const auto* stage = std::get_if<StageFinding>(&finding)) {
            std::vector<ProfileIndex> all;
            for (std::size_t a = 0; a < g_.profiles(); ++a) {
                if (is_equilibrium(a)) all.push_back(a);
            }
            return all == stage->equilibria ? "" : "stage equilibria";
        }
        if (const auto* t = std::get_if<Threshold>(&finding)) return of_threshold(*t, target);
        if (const auto* v = std::get_if<Verdict>(&finding)) return of_verdict(*v, target);
        return of_set(std::get<PayoffSetFinding>(finding));
    }

  private:
    const Rational& pays(std::size_t i, std::size_t a) const { return g_.states[0].pays[i][a]; }
    Rational best_departure(std::size_t i, std::size_t a) const {
        std::optional<Rational> best;
        for (std::size_t b = 0; b < g_.actions[i]; ++b) {
            if (b != g_.action(a, i) && (!best || pays(i, g_.with(a, i, b)) > *best))
                best = pays(i, g_.with(a, i, b));
        }
        return *best;
    }
    bool is_equilibrium(std::size_t a) const {
        return best_departure(0, a) <= pays(0, a) && best_departure(1, a) <= pays(1, a);
    }

    /// At a δ, with threats between two numbers: holds for sure, fails for sure, or nothing.
    std::optional<bool> sustained(std::size_t a, const Rational& delta, bool grim, bool payoff) const {
        std::array<std::optional<Rational>, 2> low, high;
        if (grim) {
            for (std::size_t b = 0; b < g_.profiles(); ++b) {
                for (std::size_t i = 0; i < 2 && is_equilibrium(b); ++i) {
                    if (!high[i] || pays(i, b) < *high[i]) high[i] = pays(i, b);
                }
            }
            if (!high[0]) return false;
            for (std::size_t i = 0; i < 2; ++i) high[i] = std::min(*high[i], pays(i, a));
            low = high;
        } else {
            TwoActors at = g_;
            at.delta = {delta, delta};
            const ExactPayoffs oracle(at);
            OuterChain chain(oracle);
            while (!chain.is_still() && chain.steps() < 60) chain.advance(10);
            if (chain.set().empty()) return false;
            const auto inside = guess_inside(oracle, chain.family(), Rational(1, 1000000));
            for (std::size_t i = 0; i < 2; ++i) {
                for (const Point& p : chain.set()) {
                    if (!low[i] || p[i] < *low[i]) low[i] = p[i];
                }
                for (std::size_t k = 0; inside && k < inside->front().size(); ++k) {
                    if (!high[i] || inside->front()[k][i] < *high[i]) high[i] = inside->front()[k][i];
                }
            }
            const Polygon point{{pays(0, a), pays(1, a)}};
            if (payoff && !contains(chain.set(), point)) return false;
            if (payoff && inside && contains(inside->front(), point)) return true;
            if (payoff) return std::nullopt;
        }
        bool surely = true;
        for (std::size_t i = 0; i < 2; ++i) {
            const Rational now = (1 - delta) * best_departure(i, a);
            if (pays(i, a) < now + delta * *low[i]) return false;
            surely = surely && high[i] && pays(i, a) >= now + delta * *high[i];
        }
        return surely ? std::optional(true) : std::nullopt;
    }

    std::string of_threshold(const Threshold& t, ProfileIndex target) const {
        std::vector<Rational> probes;
        for (int k = 0; k < 10; ++k) probes.push_back(Rational(k, 10));
        for (const IntervalSet* set : {&t.sustained, &t.possible}) {
            for (const Interval& piece : set->intervals()) {
                const Rational at = piece.lo.number().lo(), hair(1, 100000);
                for (const Rational& x : {at, Rational(at - hair), Rational(at + hair)}) {
                    if (x >= 0 && x < 1) probes.push_back(x);
                }
            }
        }
        const bool grim = t.punishment == Punishment::grim;
        for (const Rational& x : probes) {
            const auto truth = sustained(target, x, grim, t.target.test == TargetTest::payoff);
            if (!truth) continue;
            if (!*truth && t.sustained.contains(AlgebraicNumber(x))) return "sustained at " + to_string(x);
            if (*truth && !t.possible.contains(AlgebraicNumber(x))) return "refuted at " + to_string(x);
        }
        return "";
    }

    std::string of_verdict(const Verdict& v, ProfileIndex target) const {
        if (v.delta != std::vector<Rational>(2, g_.delta[0])) return "delta";
        const auto truth = sustained(target, g_.delta[0], v.threshold.punishment == Punishment::grim, false);
        if (truth && v.outcome != Verdict::Outcome::undecided &&
            *truth != (v.outcome == Verdict::Outcome::sustainable))
            return "verdict";
        return of_threshold(v.threshold, target);
    }

    std::string of_set(const PayoffSetFinding& f) const {
        const ExactPayoffs oracle(g_);
        OuterChain chain(oracle);
        while (!chain.is_still() && chain.steps() < 100) chain.advance(10);
        const auto inside = guess_inside(oracle, chain.family(), Rational(1, 1000000));
        if (f.status == PayoffSetFinding::Status::empty)
            return inside && !inside->front().empty() ? "empty" : "";
        const auto polygon = [](const std::vector<std::vector<Rational>>& corners) {
            std::vector<Point> points;
            for (const auto& c : corners) points.push_back({c[0], c[1]});
            return hull(points);
        };
        if (!f.inner.empty() && !contains(chain.set(), polygon(f.inner))) return "inner polygon";
        if (inside && !f.outer.empty() && !contains(polygon(f.outer), inside->front()))
            return "outer polygon";
        for (std::size_t i = 0; i < 2; ++i) {
            if (f.minmax[i] != oracle.minmax(i)) return "minmax";
        }
        return "";
    }

    TwoActors g_;
};

TEST(Attack, OnOneNumberIsRefusedOrRefutedOrTrue) {
    Subject subject;
    Attacks attacks;
    for (std::size_t attack = 0; attack < kAttacks; ++attack) {
        if (attack % 20 == 0) subject = draw_subject(attack / 20);
        Draw draw(attack * 7 + 3);
        Archive changed = subject.archive;
        TwoActors game = subject.game;
        if (draw.one_in(5)) {
            // A number of the model, under the findings of the model as it was.
            Rational& pay = game.states[0].pays[draw.below(2)][draw.below(4)];
            pay += draw.one_in(2) ? draw.number(-2, 2) : Rational(1, 1000);
            changed.model_text = write_model(load(text_of_game(game, game.delta[0])), false);
        } else {
            change_one_thing(changed, draw);
        }
        Truth truth(game);
        attacks.take(subject.archive, changed, [&](const Finding& finding) {
            EXPECT_EQ(truth.of(finding, subject.target), "") << "attack " << attack << "\n" << game.text();
        });
    }
    attacks.expect_caught(kAttacks);
}

}  // namespace
}  // namespace comity::test
