#pragma once
/// Kinds of claims, each with its check.

#include <map>
#include <tuple>

#include "comity/checker/checker.hpp"
#include "conditions.hpp"

namespace comity::checker {

/// A model with the worlds that its claims are about, each made once.
class Library {
  public:
    explicit Library(Model model, StopToken stop = {}) : model_(std::move(model)), stop_(std::move(stop)) {}

    const Model& model() const { return model_; }
    /// The material game, and what a lens makes of it, at the model's own numbers.
    const std::shared_ptr<const Game<Rational>>& game();
    std::shared_ptr<const World<Rational>> world(const std::string& lens,
                                                 std::optional<std::size_t> without = {},
                                                 bool floorless = false);
    /// For a question about one profile, which may be one of too many to list: World::by_issue is set there.
    /// Throws TooLong.
    std::shared_ptr<const World<Rational>> target_world(const std::string& lens,
                                                        std::optional<Punishment> punishment,
                                                        std::optional<std::size_t> without = {},
                                                        bool floorless = false);
    /// One issue by itself [F3.3].
    Library& alone(const std::string& issue);
    /// Of a constraint of an issue by itself, its index in the whole.
    const std::vector<std::size_t>& original() const { return original_; }
    const StopToken& stop() const { return stop_; }
    /// Throws Stopped where that is asked for.
    void go_on() const {
        if (stop_.stop_requested()) throw Stopped();
    }

  private:
    Model model_;
    StopToken stop_;
    std::vector<std::size_t> original_;
    std::shared_ptr<const Game<Rational>> game_;
    std::map<std::tuple<std::string, std::size_t, bool>, std::shared_ptr<const World<Rational>>> worlds_;
    std::map<std::tuple<std::string, bool, std::size_t, bool>, std::shared_ptr<const World<Rational>>> large_;
    std::map<std::string, std::unique_ptr<Library>> alone_;
};

/// What a check comes to.
struct Checked {
    Claim::Result result = Claim::Result::proved;
    std::string why;
};
inline Checked refuted(std::string why) {
    return {Claim::Result::refuted, std::move(why)};
}

/// Proved where nothing is wrong.
inline Checked proved_unless(std::string wrong) {
    return wrong.empty() ? Checked{} : refuted(std::move(wrong));
}

/// A threshold, its parts and what it is compared with left aside. `library`: of the whole model.
Checked check_threshold(Library& library, const Threshold& threshold);

/// "" where everything in the finding follows, else what does not.
std::string wrong_with_set(const World<Rational>& world, const PayoffSetFinding& finding);

/// Of agreements [F4.6]: that those listed are sustained and worth what is said; that nothing is better (or
/// as good and earlier), has more than the bound, or is maximal besides them; who binds, and what each
/// constraint costs. "", else what is wrong. Throw TooLong.
std::string wrong_with_sustained(Library& library, const AgreementFinding& finding);
std::string wrong_with_best(Library& library, const AgreementFinding& finding);
std::string wrong_with_binding(Library& library, const AgreementFinding& finding);

/// The set of values at which the certificate of a threshold proves that the target is sustained, and that it
/// is not, besides what the exact conditions tell.
struct Proved {
    IntervalSet sustained, refuted;
    std::string wrong;  ///< a cell that is no proof, or ""
};
Proved check_cells(Library& library, const Threshold& threshold);

/// "" where a cell proves that the target is sustained, or not, at the world's own δ; else what is wrong.
std::string wrong_with_verdict(const World<Rational>& world, const Threshold& threshold,
                               const PayoffCell& cell);

/// The exact sets of a threshold's question [F4.7].
Sets sets_of(Library& library, const Threshold& threshold, std::optional<std::size_t> without = {});

/// δ by actor where a threshold's scalar is t.
std::vector<RationalFunction> deltas(const World<Rational>& world, const ScalarPath& path);

}  // namespace comity::checker
