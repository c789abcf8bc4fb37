// Certificates evaluated again from the archive alone: the model text is read back, utilities are computed
// through game, lens and constraints, and every inequality is recomputed without the code that wrote it. They
// hold at the critical value, one state's fail just below, and no worse threat has been left out.

#include "comity/archive/archive.hpp"
#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"
#include "comity/threshold/separate.hpp"
#include "support/cycles.hpp"
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

    /// What the target plays, period by period.
    std::vector<ProfileIndex> path() const {
        if (t_.target.test == TargetTest::cycle) return t_.target.cycle;
        return {t_.target.profile};
    }

    /// What going on from a period of the cycle is worth: (1−δ) Σ_s δ^s u(a^{t+s}) / (1−δ^T).
    Rational going_on(const Point& p, std::size_t i, std::size_t period) const {
        Rational sum = 0, weight = 1;
        for (std::size_t s = 0; s < path().size(); ++s) {
            sum += weight * p.stage.utility[i][path()[(period + s) % path().size()]];
            weight *= p.delta[i];
        }
        return (1 - p.delta[i]) * sum / (1 - weight);
    }

    /// The slack of an inequality, from the definitions of F4.7.
    Rational slack(const Point& p, const Inequality& x) const {
        const std::size_t i = x.actor.index;
        const auto& u = p.stage.utility[i];
        if (x.period && x.profile != path().at(*x.period))
            throw std::out_of_range("another period's profile");
        const Rational here = x.period ? going_on(p, i, *x.period) : u[x.profile];
        switch (x.kind) {
            case Inequality::Kind::acceptance:
                return u[x.profile] - u[*p.form.status_quo()];
            case Inequality::Kind::floor:
                return here - *p.stage.floor[i];
            case Inequality::Kind::consensus:
                return here - u[*p.form.status_quo()];
            case Inequality::Kind::agreement:
                for (const auto& rule : p.stage.agreements) {
                    if (rule->constraint() == x.constraint)
                        return rule->clauses(x.profile).at(x.clause).at(x.alternative);
                }
                throw std::out_of_range("no such constraint");
            case Inequality::Kind::stage:
                return u[x.profile] - u[p.form.profiles().with(x.profile, i, *x.deviation)];
            case Inequality::Kind::incentive:
                break;
        }
        const Rational v = x.threat.kind == Threat::Kind::exit          ? *p.stage.exit_value[i]
                           : x.threat.kind == Threat::Kind::equilibrium ? u[x.threat.profile]
                           : x.period                                   ? going_on(p, i, *x.period + 1)
                                                                        : here;
        return here - (1 - p.delta[i]) * u[p.form.profiles().with(x.profile, i, *x.deviation)] -
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
        for (std::size_t t = 0; t < path().size(); ++t) {
            if (!bounded(p, proof, path()[t], period(t))) return false;
        }
        if (t_.target.test == TargetTest::accept) return true;
        // Every deviation of every state is answered in every period, and every threat used is shown to be an
        // equilibrium.
        for (std::size_t k = 0; k < p.form.n() * path().size(); ++k) {
            const std::size_t i = k % p.form.n(), t = k / p.form.n();
            for (std::size_t a = 0; a < p.form.profiles().actions(i); ++a) {
                if (a == p.form.profiles().action(path()[t], i) || !p.stage.allowed[i][a]) continue;
                const bool found =
                    std::any_of(proof.holds.begin(), proof.holds.end(), [&](const Inequality& x) {
                        return x.kind == Inequality::Kind::incentive && x.actor.index == i &&
                               x.deviation == a && x.period == period(t);
                    });
                if (!found) return wrong("a deviation is not answered");
            }
        }
        for (const Inequality& each : proof.holds) {
            if (each.threat.kind != Threat::Kind::equilibrium) continue;
            if (!bounded(p, proof, each.threat.profile, std::nullopt)) return false;
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

    /// How inequalities name a period of the path: only those of a cycle do.
    std::optional<std::size_t> period(std::size_t t) const {
        return t_.target.test == TargetTest::cycle ? std::optional(t) : std::nullopt;
    }

    /// Every clause of every agreement constraint at a profile is shown to be met, and every floor, of what
    /// is played for ever or in a period of the cycle.
    bool bounded(const Point& p, const EndProof& proof, ProfileIndex profile,
                 std::optional<std::size_t> when) {
        const auto shown = [&](const auto& matches) {
            return std::any_of(proof.holds.begin(), proof.holds.end(),
                               [&](const Inequality& x) { return x.profile == profile && matches(x); });
        };
        for (const auto& rule : p.stage.agreements) {
            for (std::size_t c = 0; c < rule->clauses(profile).size(); ++c) {
                if (!shown([&](const Inequality& x) {
                        return x.kind == Inequality::Kind::agreement && x.constraint == rule->constraint() &&
                               x.clause == c;
                    }))
                    return wrong("a clause is not shown to be met");
            }
        }
        if (t_.target.test == TargetTest::accept) return true;
        for (std::size_t i = 0; i < p.form.n(); ++i) {
            const auto of = [&](Inequality::Kind kind) {
                return shown([&](const Inequality& x) {
                    return x.kind == kind && x.actor.index == i && x.period == when;
                });
            };
            if (p.stage.floor[i] && !of(Inequality::Kind::floor)) return wrong("a floor is not shown");
            for (const ConsensusRule& rule : p.stage.consensus) {
                if (rule.who[i] && rule.concerns(p.form.profiles(), profile) &&
                    !of(Inequality::Kind::consensus))
                    return wrong("consent is not shown");
            }
        }
        return true;
    }

    /// Where a clause is said to be broken, all its alternatives are on the list.
    bool all_alternatives(const Point& p, const std::vector<Inequality>& list) {
        for (const Inequality& x : list) {
            if (x.kind != Inequality::Kind::agreement) continue;
            for (const auto& rule : p.stage.agreements) {
                if (rule->constraint() != x.constraint) continue;
                const std::size_t count = rule->clauses(x.profile).at(x.clause).size();
                const auto listed = std::count_if(list.begin(), list.end(), [&](const Inequality& y) {
                    return y.kind == x.kind && y.constraint == x.constraint && y.profile == x.profile &&
                           y.clause == x.clause;
                });
                if (static_cast<std::size_t>(listed) != count) return wrong("an alternative is left out");
            }
        }
        return true;
    }

    bool fails(const EndProof& proof) {
        const Rational& x = *proof.fails_at;
        const Point p = at(x);
        for (const ProfileIndex a : path()) {
            if (!p.stage.prescribable.front()[a]) return true;  // the target itself is forbidden
        }
        if (!as_written(p, proof.fails, x) || !as_written(p, proof.rejected, x)) return false;
        if (!all_alternatives(p, proof.fails) || !all_alternatives(p, proof.rejected)) return false;
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
            if (each.period != proof.fails.front().period) return wrong("two periods are mixed");
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
    Threshold kept = std::get<Threshold>(back->findings.front());
    if (kept.issue.empty()) return Reviewer(again, kept).run();
    // A finding about one issue by itself is about that issue's game; its constraints are numbered in the
    // whole.
    for (std::size_t s = 0; s < again.issues.size(); ++s) {
        if (again.issues[s].issue.name != kept.issue) continue;
        const IssueAlone alone = issue_alone(again, s);
        for (EndProof& end : kept.certificate.ends) {
            for (auto* list : {&end.holds, &end.fails, &end.rejected}) {
                for (Inequality& x : *list) {
                    if (x.kind != Inequality::Kind::agreement && x.kind != Inequality::Kind::consensus)
                        continue;
                    const auto found =
                        std::find(alone.constraints.begin(), alone.constraints.end(), x.constraint);
                    x.constraint = static_cast<std::size_t>(found - alone.constraints.begin());
                }
            }
        }
        return Reviewer(alone.model, kept).run();
    }
    return "no such issue";
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
        const std::string cycle = draw_cycle(seed, g, model.form());
        EXPECT_EQ(review(model, threshold(model, "lens", cycle)), "") << seed << cycle << "\n"
                                                                      << model_text(g);
        if (g.exit != PlainGame::Exit::none) {
            EXPECT_EQ(review(model, threshold(model, "lens", cycle, "delta", Punishment::exit)), "") << seed;
        }
        if (seed % 4 == 0) {
            EXPECT_EQ(review(model, threshold(model, "lens", "target", "sigma")), "") << seed;
            EXPECT_EQ(review(model, threshold(model, "lens", cycle, "sigma")), "") << seed << cycle;
        }
    }
}

TEST(Certificate, OfRandomGamesUnderAgreementConstraintsIsReviewedFromTheArchiveAlone) {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        PlainGame g = draw_game(seed);
        draw_agreements(seed, g);
        const Model model = load(model_text(g));
        EXPECT_EQ(review(model, threshold(model, "lens", "target")), "") << seed << "\n" << model_text(g);
        if (g.exit != PlainGame::Exit::none) {
            EXPECT_EQ(review(model, threshold(model, "lens", "target", "delta", Punishment::exit)), "")
                << seed;
        }
        if (g.cap || g.compatible || g.recognition) {
            EXPECT_EQ(review(model, threshold(model, "lens", "target", "slack")), "") << seed << "\n"
                                                                                      << model_text(g);
        }
    }
}

TEST(Certificate, OfIssuesPlayedApartIsReviewedFromTheArchiveAlone) {
    std::vector<Model> models{load_shipped("sco/border.toml")};
    for (std::uint64_t seed = 0; models.size() < 60; ++seed) {
        PlainGame g = draw_game(seed);
        if (g.issues.size() < 2 || g.kind == PlainGame::Kind::defensive) continue;
        g.exit = PlainGame::Exit::none;
        draw_agreements(seed, g);
        g.recognition.reset();
        g.consensus.reset();
        if (g.cap) g.cap->issues = {1};
        models.push_back(load(model_text(g)));
    }
    for (const Model& model : models) {
        SeparateIssues issues(model);
        ThresholdSolver pooled(model);
        const Target target = default_targets(model, pooled.form()).front();
        for (std::size_t lens = 0; lens < model.lenses.size(); ++lens) {
            for (const Threshold& part :
                 issues.solve({lens, target, parse_path(model, "delta"), Punishment::grim}))
                EXPECT_EQ(review(model, part), "") << write_model(model) << part.issue;
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
