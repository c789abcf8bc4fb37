#pragma once
/// Findings as text, CSV and JSON. No verdict is computed here.

#include <string>
#include <vector>

#include "comity/certificate/finding.hpp"
#include "comity/study/compare.hpp"

namespace comity {

/// A model and what was found out about it.
struct ModelReport {
    const Model* model = nullptr;
    const GameForm* form = nullptr;
    std::string sha256;  ///< of the resolved model text
    std::vector<Finding> findings;
    /// Of an archive: the command and the rest of what was asked, as "key", "value".
    std::vector<std::pair<std::string, std::string>> settings = {};
    /// Of a comparison: by verdict, "proved", "not proved" or "refuted"; empty where that was not looked at.
    std::vector<std::string> proofs = {};
    /// What findings do not hold: where theories disagree on commitments, and what propositions come to.
    const Comparison* comparison = nullptr;
};

/// `--format json`: one object for all models, schema 1.
std::string report_json(const std::vector<ModelReport>& reports);

/// `--format csv`: one header, one line a finding (a line an equilibrium for `nash`, a line a corner for
/// `payoff_set`).
std::string report_csv(const std::vector<ModelReport>& reports);

/// The model as understood (`comity show`): actors, issues, payoffs, lenses, constraints, parameters, paths.
/// Of a game with more than kMaxProfiles profiles none is listed, and questions need no stages.
std::string report_model(const Model& model, const Game<Rational>& game,
                         const std::vector<Question<Rational>>& questions);
/// The same as JSON.
std::string report_model_json(const Model& model, const Game<Rational>& game,
                              const std::vector<Question<Rational>>& questions, const std::string& sha256);

/// Stage equilibria of one model, lens by lens.
std::string report_stage(const ModelReport& report);
/// Sets of equilibrium payoffs of one model, lens by lens.
std::string report_payoffs(const ModelReport& report);
/// Agreements of one model, lens by lens.
std::string report_agreements(const ModelReport& report);
/// Thresholds of one model, one paragraph each.
std::string report_thresholds(const ModelReport& report);
/// The comparison of one model as people read it. `proofs`: see ModelReport.
std::string report_comparison(const Model& model, const GameForm& form, const Comparison& comparison,
                              const std::vector<std::string>& proofs = {});

/// The agreements of a comparison, on which commitments theories disagree, and what the model's propositions
/// come to; "" where no agreement was looked for.
std::string report_compared_agreements(const Model& model, const GameForm& form, const Comparison& comparison);

/// A model and its comparison.
struct ComparedModel {
    const Model* model = nullptr;
    const Comparison* comparison = nullptr;
};
/// Several models in one table: a line a target, a column a lens, the least sustaining δ and whether the
/// target is sustained at the model's own.
std::string report_overview(const std::vector<ComparedModel>& compared);

/// Two archives side by side: what their models say differently, what each asked, and where their verdicts
/// and thresholds differ.
std::string report_two(const ModelReport& a, const std::string& a_name, const ModelReport& b,
                       const std::string& b_name);

/// The model's title, or its name.
std::string heading_words(const Model& model);
/// "delta = 3/5", "delta: China 1/2, Russia 3/5", "no discount factor".
std::string delta_words(const std::vector<Rational>& delta, const GameForm& form);
/// What a target asks for: "play: ...", "the payoff of: ...", "play in turn: ...; then ...", "payoffs with
/// China at least 3/2". `form`: the one that the target is about.
std::string play_words(const Target& target, const GameForm& form);
/// δ* for people: four decimals ("0.3333-0.3341" where it is known less well), "none", or "?" where a limit
/// came first.
std::string star_words(const Threshold& threshold);
/// The same as JSON: both archives' models and findings as in report_json, and "differences".
std::string report_two_json(const ModelReport& a, const ModelReport& b);

/// "sustained", "not under grim", "not sustainable in pure strategies", ...: the verdict in a word.
std::string verdict_words(const Verdict& verdict);
/// "[1/2, 1)", ends as number_words writes them.
std::string interval_words(const Interval& interval);
/// "nowhere", or the intervals joined by "and".
std::string set_words(const IntervalSet& set);
/// The same with every rational end exact.
std::string exact_set(const IntervalSet& set);
/// 3/7, or "0.803474..." where the fraction is long or there is none (JSON and CSV have it exactly).
std::string number_words(const AlgebraicNumber& number);
/// Full names.
std::vector<std::string> actor_names(const std::vector<ActorId>& actors, const GameForm& form);
/// Names of constraints by index.
std::vector<std::string> constraint_names(const std::vector<std::size_t>& constraints, const Model& model);

}  // namespace comity
