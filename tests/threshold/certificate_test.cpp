// Certificates evaluated again from the archive alone: the model text is read back, utilities are computed
// through game, lens and constraints, and every inequality is recomputed without the code that wrote it. They
// hold at the critical value, one state's fail just below, and no worse threat has been left out.

#include "comity/archive/archive.hpp"
#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"
#include "support/models.hpp"
#include "support/plain_game.hpp"

namespace comity::test {
namespace {

/// Re-evaluates one threshold; "" if everything is as it says, else the first thing that is not.
class Reviewer {
  public:
    Reviewer(const Model& model, const Threshold& threshold)
        : model_(model), t_(threshold), path_(t_.of.empty() ? ScalarPath{} : parse_path(model, t_.of)) {}

    std::string run() {
        for (const EndProof& proof : t_.certificate.ends) {
            if (proof.holds_at && !holds(proof)) return problem_;
            if (proof.fails_at && !fails(proof)) return problem_;
        }
        return t_.certificate.ends.empty() ? "there is no proof" : "";
    }

  private:
    /// The game at one value of the scalar, as the model text has it.
    struct Point {
        GameForm form;
        StageGame<Rational> stage;
        std::vector<Rational> delta;
    };
    Point at(const Rational& x) const {
        const Scalars<Rational> scalars =
            path_.is_delta() ? file_scalars(model_) : scalars_at(model_, path_, x);
        const Evaluator<Rational> evaluator(model_, scalars);
        auto game = std::make_shared<const Game<Rational>>(tabulate(model_, evaluator));
        Point point{
            game->form, make_question(model_, game, *model_.find_lens(t_.lens), evaluator).stage(), {}};
        for (const Formula& formula : model_.delta) point.delta.push_back(evaluator.value(formula, {}));
        point.delta.resize(point.form.n());
        for (std::size_t i = 0; i < point.form.n(); ++i) {
            if (path_.kind == ScalarPath::Kind::delta_all ||
                (path_.kind == ScalarPath::Kind::delta_one && path_.id == i))
                point.delta[i] = x;
        }
        return point;
    }

    /// The slack of an inequality, from the definitions of F4.7.
    static Rational slack(const Point& p, const Inequality& x) {
        const std::size_t i = x.actor.index;
        const auto& u = p.stage.utility[i];
        switch (x.kind) {
            case Inequality::Kind::acceptance:
                return u[x.profile] - u[*p.form.status_quo()];
            case Inequality::Kind::floor:
                return u[x.profile] - *p.stage.floor[i];
            case Inequality::Kind::stage:
                return u[x.profile] - u[p.form.profiles().with(x.profile, i, *x.deviation)];
            case Inequality::Kind::incentive:
                break;
        }
        const Rational v = x.threat.kind == Threat::Kind::exit          ? *p.stage.exit_value[i]
                           : x.threat.kind == Threat::Kind::equilibrium ? u[x.threat.profile]
                                                                        : u[x.profile];
        return u[x.profile] - (1 - p.delta[i]) * u[p.form.profiles().with(x.profile, i, *x.deviation)] -
               p.delta[i] * v;
    }

    bool wrong(const std::string& what) {
        problem_ = what;
        return false;
    }

    bool as_written(const Point& p, const std::vector<Inequality>& list, const Rational& x) {
        for (const Inequality& each : list) {
            if (slack(p, each) != each.slack(x)) return wrong("a slack is not what the model gives");
        }
        return true;
    }

    bool holds(const EndProof& proof) {
        const Point p = at(*proof.holds_at);
        if (!as_written(p, proof.holds, *proof.holds_at)) return false;
        for (const Inequality& each : proof.holds) {
            if (each.slack(*proof.holds_at) < 0) return wrong("an inequality that should hold does not");
        }
        if (t_.target.test == TargetTest::accept) return true;
        // Every deviation of every state is answered, and every threat used is shown to be an equilibrium.
        for (std::size_t i = 0; i < p.form.n(); ++i) {
            for (std::size_t a = 0; a < p.form.profiles().actions(i); ++a) {
                if (a == p.form.profiles().action(t_.target.profile, i) || !p.stage.allowed[i][a]) continue;
                const bool found =
                    std::any_of(proof.holds.begin(), proof.holds.end(), [&](const Inequality& x) {
                        return x.kind == Inequality::Kind::incentive && x.actor.index == i &&
                               x.deviation == a;
                    });
                if (!found) return wrong("a deviation is not answered");
            }
        }
        for (const Inequality& each : proof.holds) {
            if (each.threat.kind != Threat::Kind::equilibrium) continue;
            for (std::size_t j = 0; j < p.form.n(); ++j) {
                for (std::size_t a = 0; a < p.form.profiles().actions(j); ++a) {
                    if (a == p.form.profiles().action(each.threat.profile, j) || !p.stage.allowed[j][a])
                        continue;
                    const bool found =
                        std::any_of(proof.holds.begin(), proof.holds.end(), [&](const Inequality& x) {
                            return x.kind == Inequality::Kind::stage && x.profile == each.threat.profile &&
                                   x.actor.index == j && x.deviation == a;
                        });
                    if (!found) return wrong("a threat is not shown to be an equilibrium");
                }
            }
        }
        return true;
    }

    bool fails(const EndProof& proof) {
        const Rational& x = *proof.fails_at;
        const Point p = at(x);
        if (!p.stage.prescribable.front()[t_.target.profile]) return true;  // the target itself is forbidden
        if (!as_written(p, proof.fails, x) || !as_written(p, proof.rejected, x)) return false;
        for (const auto* list : {&proof.fails, &proof.rejected}) {
            for (const Inequality& each : *list) {
                if (each.slack(x) >= 0) return wrong("an inequality that should fail does not");
            }
        }
        if (proof.fails.empty()) {
            // Only where there is no equilibrium at all to revert to.
            return (t_.punishment == Punishment::grim || wrong("nothing is said to fail")) &&
                   all_rejected(p, proof, std::nullopt, 0);
        }
        if (proof.fails.front().kind != Inequality::Kind::incentive) return true;
        const std::size_t i = proof.fails.front().actor.index;
        if (t_.punishment == Punishment::exit) return true;
        // Going on as if nothing had happened must fail too, and nothing harsher than what is listed may be
        // admitted.
        bool ignored = false;
        std::optional<Rational> least;
        for (const Inequality& each : proof.fails) {
            if (each.actor.index != i) return wrong("two actors are mixed");
            ignored = ignored || each.threat.kind == Threat::Kind::ignored;
            if (each.threat.kind != Threat::Kind::equilibrium) continue;
            const Rational pays = p.stage.utility[i][each.threat.profile];
            if (!least || pays < *least) least = pays;
        }
        return (ignored || wrong("ignoring the departure is not considered")) &&
               all_rejected(p, proof, least, i);
    }

    /// Each profile that may be prescribed and pays i less than `least` is on the list of rejected threats.
    bool all_rejected(const Point& p, const EndProof& proof, const std::optional<Rational>& least,
                      std::size_t i) {
        for (ProfileIndex c = 0; c < p.form.profiles().size(); ++c) {
            if (!p.stage.prescribable.front()[c] || (least && p.stage.utility[i][c] >= *least)) continue;
            const bool found = std::any_of(proof.rejected.begin(), proof.rejected.end(),
                                           [&](const Inequality& x) { return x.profile == c; });
            if (!found) return wrong("a worse threat is not ruled out");
        }
        return true;
    }

    const Model& model_;
    const Threshold& t_;
    ScalarPath path_;
    std::string problem_;
};

/// Through an archive and back: what a sceptic has in hand.
std::string review(const Model& model, const Threshold& threshold) {
    Archive archive;
    archive.model_text = write_model(model);
    archive.findings.emplace_back(threshold);
    const auto back = unpack(pack(archive));
    if (!back) return back.error();
    const Model again = load(back->model_text);
    return Reviewer(again, std::get<Threshold>(back->findings.front())).run();
}

TEST(Certificate, OfTheShippedModelsIsReviewedFromTheArchiveAlone) {
    for (const std::string file : {"classics/prisoners-dilemma.toml", "sco/border.toml", "sco/rats.toml"}) {
        const Model model = load_shipped(file);
        for (const LensDeclaration& lens : model.lenses) {
            for (const TargetDeclaration& target : model.targets) {
                EXPECT_EQ(review(model, threshold(model, lens.name, target.name)), "")
                    << file << " " << lens.name << " " << target.name;
            }
        }
    }
    const Model model = load_shipped("sco/border.toml");
    EXPECT_EQ(review(model, threshold(model, "identity", "full", "alpha_bar")), "");
    EXPECT_EQ(review(model, threshold(model, "threat", "accept:full", "lens.threat.k")), "");
}

TEST(Certificate, OfRandomGamesIsReviewedFromTheArchiveAlone) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const PlainGame g = draw_game(seed);
        const Model model = load(model_text(g));
        EXPECT_EQ(review(model, threshold(model, "lens", "target")), "") << seed << "\n" << model_text(g);
        EXPECT_EQ(review(model, threshold(model, "lens", "target", "delta.S0")), "") << seed;
        if (g.exit != PlainGame::Exit::none) {
            EXPECT_EQ(review(model, threshold(model, "lens", "target", "delta", Punishment::exit)), "")
                << seed;
        }
        if (seed % 4 == 0) {
            EXPECT_EQ(review(model, threshold(model, "lens", "target", "sigma")), "") << seed;
        }
    }
}

TEST(Certificate, BelowTheCriticalDiscountTheProofFailsAllTheWayDown) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Model model = load(model_text(draw_game(seed)));
        const Threshold t = threshold(model, "lens", "target");
        if (!t.value || t.value->rational() == 0) continue;
        const EndProof& end = t.certificate.ends.front();
        ASSERT_EQ(*end.holds_at, t.value->rational());
        for (const Inequality& x : end.fails) {
            // A line that is negative at 0 and at the critical value's left side is negative between.
            ASSERT_LE(x.slack.numerator().degree(), 1);
            EXPECT_LT(x.slack(0), 0);
            EXPECT_LT(x.slack(*end.fails_at), 0);
            EXPECT_LE(x.slack(t.value->rational()), 0);
        }
    }
}

TEST(Certificate, EveryTamperingIsNoticed) {
    const Model model = load_shipped("sco/border.toml");
    const Threshold good = threshold(model, "identity", "full");
    ASSERT_EQ(review(model, good), "");
    const auto tampered = [&](const auto& change) {
        Threshold bad = good;
        change(bad.certificate.ends.front());
        return review(model, bad);
    };
    EXPECT_NE(tampered([](EndProof& e) { e.holds.pop_back(); }), "");
    EXPECT_NE(tampered([](EndProof& e) { e.holds.erase(e.holds.begin()); }), "");
    EXPECT_NE(tampered([](EndProof& e) { e.fails.pop_back(); }), "");
    EXPECT_NE(tampered([](EndProof& e) { e.fails.clear(); }), "");
    EXPECT_NE(tampered([](EndProof& e) { e.rejected.clear(); }), "");
    EXPECT_NE(tampered([](EndProof& e) {
                  e.holds_at = *e.holds_at - Rational(1) / Rational(Integer("1000000000000"));
              }),
              "");
    EXPECT_NE(tampered([](EndProof& e) { e.fails_at = *e.holds_at; }), "");
    EXPECT_NE(tampered([](EndProof& e) { e.holds.front().slack += RationalFunction(Rational(1) / 1000); }),
              "");
    EXPECT_NE(tampered([](EndProof& e) { e.fails.front().slack -= RationalFunction(Rational(1) / 1000); }),
              "");
    // A target that is not sustained there.
    Threshold other = good;
    other.target.profile = 0;
    EXPECT_NE(review(model, other), "");
}

}  // namespace
}  // namespace comity::test
