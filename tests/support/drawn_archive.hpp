#pragma once
/// Archives of drawn games, with every kind of claim in them.

#include "comity/archive/archive.hpp"
#include "comity/model/write.hpp"
#include "comity/study/agreements.hpp"
#include "comity/study/compare.hpp"
#include "comity/study/equilibria.hpp"
#include "support/drawn_linked.hpp"
#include "support/models.hpp"
#include "support/scalar_game.hpp"

namespace comity::test {

/// What can be asked about a model, each answer a finding; a question that the formalism refuses is left out.
class Questions {
  public:
    explicit Questions(const std::string& text, std::size_t lens = 0)
        : model_(load(text)), solver_(model_), lens_(lens) {}

    template <class Ask>
    void ask(const Ask& question) {
        try {
            question();
        } catch (const Error& error) {
            EXPECT_NE(error.kind(), ErrorKind::missing_input);
        }
    }
    void threshold(const std::string& target, const std::string& of, std::optional<Punishment> punishment) {
        ask([&] {
            const ThresholdRequest request{
                lens_, parse_target(model_, solver_.form(), target), parse_path(model_, of), punishment, {}};
            findings_.emplace_back(solver_.solve(request));
        });
    }
    void thresholds(const std::string& target, const std::string& of) {
        for (const Punishment punishment : solver_.punishments(lens_)) threshold(target, of, punishment);
    }
    void verdicts(const std::string& target, Punishment punishment, Linkage linkage = Linkage::pooled) {
        ask([&] {
            const std::vector<Target> targets{parse_target(model_, solver_.form(), target)};
            for (Finding& finding :
                 findings_of(compare_lenses(solver_, {{lens_}, targets, punishment, linkage})))
                findings_.push_back(std::move(finding));
        });
    }
    void equilibria() {
        ask([&] { findings_.emplace_back(find_equilibria(solver_, lens_)); });
    }
    void payoffs() {
        ask([&] {
            PayoffRequest request;
            request.delta = solver_.deltas();
            findings_.emplace_back(find_payoffs(solver_, lens_, request));
        });
    }
    void agreement(Punishment punishment, Linkage linkage, const std::vector<Objective>& objectives,
                   std::size_t limit = 100) {
        ask([&] {
            AgreementRequest request;
            request.delta = solver_.deltas();
            request.punishment = punishment;
            request.linkage = linkage;
            request.objectives = objectives;
            request.limit = limit;
            findings_.emplace_back(study_agreement(solver_, lens_, request));
        });
    }
    const ThresholdSolver& solver() const { return solver_; }
    std::vector<Punishment> punishments() const { return solver_.punishments(lens_); }

    Archive archive(const std::string& command = "threshold") const {
        Archive result;
        result.command = command;
        result.model_name = model_.name;
        result.model_text = write_model(model_, false);
        result.settings = {{"seed", "0"}};
        result.findings = findings_;
        return result;
    }

  private:
    Model model_;
    ThresholdSolver solver_;
    std::size_t lens_;
    std::vector<Finding> findings_;
};

/// Two to four states, all lenses and constraints.
inline Archive drawn_plain_archive(std::uint64_t seed) {
    PlainGame g = draw_game(seed);
    if (seed % 2 == 1) draw_agreements(seed, g);
    Questions questions(model_text(g));
    questions.equilibria();
    for (const std::string of :
         {"delta", "delta.S0", "sigma", "slack", "lens.lens.k", "lens.lens.r", "lens.lens.alpha"}) {
        questions.thresholds("target", of);
        questions.threshold("targetaccept", of, std::nullopt);
    }
    for (const Punishment punishment : questions.punishments()) {
        questions.verdicts("target", punishment);
        questions.verdicts("target", punishment, Linkage::separate);
    }
    questions.verdicts("targetaccept", Punishment::grim);
    questions.payoffs();
    return questions.archive();
}

/// Up to three linked issues: the best agreements and the maximal ones.
inline Archive drawn_agreement_archive(const PlainGame& g, std::uint64_t seed) {
    static const std::vector<std::vector<Objective>> kObjectives{{Objective::depth},
                                                                 {Objective::gain},
                                                                 {Objective::least},
                                                                 {Objective::nash},
                                                                 {Objective::depth, Objective::gain},
                                                                 {Objective::nash, Objective::depth}};
    Questions questions(model_text(g));
    for (const Punishment punishment : {Punishment::grim, Punishment::exit, Punishment::worst})
        questions.agreement(punishment, Linkage::pooled, kObjectives[seed % kObjectives.size()]);
    questions.agreement(Punishment::grim, Linkage::separate, {Objective::depth});
    questions.agreement(Punishment::grim, Linkage::pooled, {Objective::maximal}, 1 + seed % 3);
    if (seed % 2 == 0) questions.agreement(Punishment::exit, Linkage::pooled, {Objective::maximal});
    return questions.archive("solve");
}

/// The first games that can be drawn from a seed on.
inline PlainGame next_linked(std::uint64_t& seed, std::size_t most_profiles) {
    while (true) {
        if (auto g = draw_linked(seed++, most_profiles)) return *std::move(g);
    }
}

/// Two states whose payoffs depend on a parameter.
inline Archive drawn_scalar_archive(std::uint64_t seed) {
    Questions questions(model_text(draw_scalar_game(seed, seed % 3 == 0)));
    for (const std::string target : {"1,1", "cycle:1,1;0,1", "payoff:1,1", "value:1,2"}) {
        for (const std::string of : {"delta", "delta.A", "t"})
            questions.threshold(target, of, Punishment::worst);
        questions.verdicts(target, Punishment::worst);
    }
    questions.payoffs();
    return questions.archive();
}

/// Three and four states under the worst equilibrium, all lenses and constraints.
inline Archive drawn_space_archive(std::uint64_t seed) {
    PlainGame g = draw_game(seed * 50);
    for (std::uint64_t next = seed * 50 + 1; g.n < 3 || g.issues.size() > 1; ++next) g = draw_game(next);
    if (seed % 2 == 1) draw_agreements(seed, g);
    Questions questions(model_text(g));
    std::string least = "value:0";
    for (std::size_t i = 1; i < g.n; ++i) least += i == 1 ? ",1/2" : ",*";
    for (const std::string& target : {std::string("target"), std::string("payoff:target"), least}) {
        for (const std::string of : {"delta", "delta.S0", "sigma"})
            questions.threshold(target, of, Punishment::worst);
        questions.verdicts(target, Punishment::worst);
    }
    questions.threshold("cycle:0,0,0" + std::string(g.n > 3 ? ",0;" : ";") + "1,0,0" + (g.n > 3 ? ",0" : ""),
                        "delta", Punishment::worst);
    questions.payoffs();
    return questions.archive();
}

}  // namespace comity::test
