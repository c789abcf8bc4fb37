// Attacks on archives of games of three states, as in attack_test.cpp: what is said to be proved must be true
// of the model as it then is, which the exact operator on polytopes decides.

#include "support/archive_attack.hpp"
#include "support/many_text.hpp"
#include "support/space_inside.hpp"

namespace comity::test {
namespace {

#ifdef COMITY_EVERY_CASE
constexpr std::size_t kAttacks = 3000;
#else
constexpr std::size_t kAttacks = 200;
#endif

struct Subject {
    ManyActors game;
    Archive archive;
};

constexpr ProfileIndex kTarget = 7;

/// A public good of three states, uneven.
Subject draw_subject(std::uint64_t seed) {
    Draw draw(seed * 37 + 11);
    std::vector<std::vector<Rational>> pays;
    std::vector<Rational> shares;
    for (int i = 0; i < 3; ++i) shares.push_back(2 + draw.number(0, 2));
    for (int a = 0; a < 8; ++a) {
        const int sum = (a >> 2) + (a >> 1 & 1) + (a & 1);
        pays.emplace_back();
        for (int i = 0; i < 3; ++i) pays.back().push_back(shares[i] * sum - 3 * (a >> (2 - i) & 1));
    }
    Subject subject;
    subject.game = plain_many({2, 2, 2}, pays, Rational(4 + draw.below(5), 10));
    Questions questions(table_text(subject.game));
    questions.equilibria();
    questions.threshold("1,1,1", "delta", Punishment::grim);
    questions.threshold("1,1,1", "delta", Punishment::worst);
    questions.threshold("payoff:1,1,1", "delta", Punishment::worst);
    questions.verdicts("1,1,1", Punishment::worst);
    questions.payoffs();
    subject.archive = questions.archive();
    return subject;
}

/// What the oracle knows of V* at one δ: h·w along the axes, from without and from within.
struct Sides {
    bool empty = false;
    std::array<Rational, 6> most;
    std::optional<std::array<Rational, 6>> at_least;
};

class Truth {
  public:
    explicit Truth(ManyActors game) : g_(std::move(game)) {}

    /// "" or what is false.
    std::string of(const Finding& finding) {
        if (const auto* stage = std::get_if<StageFinding>(&finding)) {
            std::vector<ProfileIndex> all;
            for (std::size_t a = 0; a < g_.profiles(); ++a) {
                if (is_equilibrium(a)) all.push_back(a);
            }
            return all == stage->equilibria ? "" : "stage equilibria";
        }
        if (const auto* t = std::get_if<Threshold>(&finding)) return of_threshold(*t);
        if (const auto* v = std::get_if<Verdict>(&finding)) {
            if (v->delta != g_.delta) return "delta";
            const auto truth = sustained(g_.delta[0], v->threshold);
            const bool said = v->outcome == Verdict::Outcome::sustainable;
            if (truth && v->outcome != Verdict::Outcome::undecided && *truth != said) return "verdict";
            return of_threshold(v->threshold);
        }
        return of_set(std::get<PayoffSetFinding>(finding));
    }

  private:
    Rational best_departure(std::size_t i, std::size_t a) const {
        return g_.pays[i][g_.with(a, i, 1 - g_.action(a, i))];
    }
    bool is_equilibrium(std::size_t a) const {
        for (std::size_t i = 0; i < 3; ++i) {
            if (best_departure(i, a) > g_.pays[i][a]) return false;
        }
        return true;
    }

    const Sides& sides(const Rational& delta) {
        const auto known = sides_.find(delta);
        if (known != sides_.end()) return known->second;
        ManyActors at = g_;
        at.delta.assign(3, delta);
        const ExactSpace oracle(at);
        SpaceChain chain(oracle);
        chain.advance(60, 100);
        Sides result;
        result.empty = chain.family().front().corners().empty();
        const auto inside =
            result.empty ? std::optional<SpaceInside>() : simple_inside(oracle, chain.family());
        if (inside) result.at_least.emplace();
        for (std::size_t d = 0; d < 6 && !result.empty; ++d) {
            Point3 h{0, 0, 0};
            h[d / 2] = d % 2 == 0 ? 1 : -1;
            result.most[d] = chain.level(h);
            if (inside) (*result.at_least)[d] = inside->level(h);
        }
        return sides_.emplace(delta, result).first->second;
    }

    /// Holds for sure, fails for sure, or nothing.
    std::optional<bool> sustained(const Rational& delta, const Threshold& t) {
        std::array<std::optional<Rational>, 3> low, high;
        if (t.punishment == Punishment::grim) {
            for (std::size_t b = 0; b < g_.profiles(); ++b) {
                for (std::size_t i = 0; i < 3 && is_equilibrium(b); ++i) {
                    if (!high[i] || g_.pays[i][b] < *high[i]) high[i] = g_.pays[i][b];
                }
            }
            if (!high[0]) return false;
            for (std::size_t i = 0; i < 3; ++i) low[i] = high[i] = std::min(*high[i], g_.pays[i][kTarget]);
        } else {
            const Sides& known = sides(delta);
            if (known.empty) return false;
            for (std::size_t i = 0; i < 3; ++i) {
                low[i] = -known.most[2 * i + 1];
                if (known.at_least) high[i] = -(*known.at_least)[2 * i + 1];
                const bool outside = g_.pays[i][kTarget] > known.most[2 * i] || g_.pays[i][kTarget] < *low[i];
                if (t.target.test == TargetTest::payoff && outside) return false;
            }
            if (t.target.test == TargetTest::payoff) return std::nullopt;
        }
        bool surely = true;
        for (std::size_t i = 0; i < 3; ++i) {
            const Rational now = (1 - delta) * best_departure(i, kTarget);
            if (g_.pays[i][kTarget] < now + delta * *low[i]) return false;
            surely = surely && high[i] && g_.pays[i][kTarget] >= now + delta * *high[i];
        }
        return surely ? std::optional(true) : std::nullopt;
    }

    std::string of_threshold(const Threshold& t) {
        std::vector<Rational> probes{Rational(1, 5), Rational(2, 5), Rational(3, 5), Rational(4, 5)};
        for (const IntervalSet* set : {&t.sustained, &t.possible}) {
            for (const Interval& piece : set->intervals()) {
                const Rational at = piece.lo.number().lo(), hair(1, 1000);
                for (const Rational& x : {at, Rational(at - hair), Rational(at + hair)}) {
                    if (x >= 0 && x < 1) probes.push_back(x);
                }
            }
        }
        for (const Rational& x : probes) {
            const auto truth = sustained(x, t);
            if (!truth) continue;
            if (!*truth && t.sustained.contains(AlgebraicNumber(x))) return "sustained at " + to_string(x);
            if (*truth && !t.possible.contains(AlgebraicNumber(x))) return "refuted at " + to_string(x);
        }
        return "";
    }

    std::string of_set(const PayoffSetFinding& f) {
        const Sides& known = sides(g_.delta[0]);
        if (f.status == PayoffSetFinding::Status::empty) return known.at_least ? "empty" : "";
        for (std::size_t i = 0; i < 3; ++i) {
            if (f.minmax[i] != g_.minmax(i)) return "minmax";
            if (i < f.least.size() && known.at_least && f.least[i].outer > -(*known.at_least)[2 * i + 1])
                return "least from without";
            if (i < f.greatest.size() && known.at_least && f.greatest[i].outer < (*known.at_least)[2 * i])
                return "greatest from without";
            if (!f.proof.inner || known.empty) continue;
            if (f.least[i].inner < -known.most[2 * i + 1]) return "least from within";
            if (f.greatest[i].inner > known.most[2 * i]) return "greatest from within";
        }
        return "";
    }

    ManyActors g_;
    std::map<Rational, Sides> sides_;
};

TEST(Attack, OnArchivesOfThreeStatesIsRefusedOrRefutedOrTrue) {
    Subject subject;
    Attacks attacks;
    for (std::size_t attack = 0; attack < kAttacks; ++attack) {
        if (attack % 20 == 0) subject = draw_subject(attack / 20);
        Draw draw(attack * 11 + 5);
        Archive changed = subject.archive;
        ManyActors game = subject.game;
        if (draw.one_in(5)) {
            // A number of the model, under the findings of the model as it was.
            Rational& pay = game.pays[draw.below(3)][draw.below(8)];
            pay += draw.one_in(2) ? draw.number(-2, 2) : Rational(1, 1000);
            changed.model_text = write_model(load(table_text(game)), false);
        } else {
            change_one_thing(changed, draw);
        }
        Truth truth(game);
        attacks.take(subject.archive, changed, [&](const Finding& finding) {
            EXPECT_EQ(truth.of(finding), "") << "attack " << attack << "\n" << game.text();
        });
    }
    attacks.expect_caught(kAttacks);
}

}  // namespace
}  // namespace comity::test
