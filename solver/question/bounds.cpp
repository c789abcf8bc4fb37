#include "comity/question/bounds.hpp"

#include <algorithm>

namespace comity {

template <class T>
std::vector<Floor<T>> floors(const GameForm& form, const StageGame<T>& stage, std::size_t actor,
                             ProfileIndex profile) {
    std::vector<Floor<T>> result;
    if (stage.floor[actor]) result.push_back({*stage.floor[actor], std::nullopt});
    for (const ConsensusRule& rule : stage.consensus) {
        if (rule.who[actor] && rule.concerns(form.profiles(), profile))
            result.push_back({stage.utility[actor][*stage.status_quo], rule.constraint});
    }
    return result;
}

bool is_agreed(const StageGame<Rational>& stage, ProfileIndex profile) {
    return are_met(stage.agreements, profile);
}

bool are_met(const std::vector<std::shared_ptr<const AgreementRule<Rational>>>& agreements,
             ProfileIndex profile) {
    for (const auto& rule : agreements) {
        for (const auto& clause : rule->clauses(profile)) {
            if (std::none_of(clause.begin(), clause.end(), [](const Rational& slack) { return slack >= 0; }))
                return false;
        }
    }
    return true;
}

template <class T>
IntervalSet where_met(const AgreementRule<T>& rule, ProfileIndex profile, const Interval& domain) {
    IntervalSet agreed = domain;
    for (const auto& clause : rule.clauses(profile)) {
        IntervalSet met;
        for (const T& slack : clause) met = unite(met, where_not_negative(RationalFunction(slack), domain));
        agreed = intersect(agreed, met);
        if (agreed.is_empty()) break;
    }
    return agreed;
}

template <class T>
IntervalSet where_agreed(const StageGame<T>& stage, ProfileIndex profile, const Interval& domain) {
    IntervalSet agreed = domain;
    for (const auto& rule : stage.agreements) {
        agreed = intersect(agreed, where_met(*rule, profile, domain));
        if (agreed.is_empty()) break;
    }
    return agreed;
}

bool meets_floors(const GameForm& form, const StageGame<Rational>& stage, ProfileIndex profile) {
    for (std::size_t i = 0; i < form.n(); ++i) {
        for (const auto& floor : floors(form, stage, i, profile)) {
            if (stage.utility[i][profile] < floor.value) return false;
        }
    }
    return true;
}

template std::vector<Floor<Rational>> floors(const GameForm&, const StageGame<Rational>&, std::size_t,
                                             ProfileIndex);
template std::vector<Floor<RationalFunction>> floors(const GameForm&, const StageGame<RationalFunction>&,
                                                     std::size_t, ProfileIndex);
template IntervalSet where_met(const AgreementRule<Rational>&, ProfileIndex, const Interval&);
template IntervalSet where_met(const AgreementRule<RationalFunction>&, ProfileIndex, const Interval&);
template IntervalSet where_agreed(const StageGame<Rational>&, ProfileIndex, const Interval&);
template IntervalSet where_agreed(const StageGame<RationalFunction>&, ProfileIndex, const Interval&);

}  // namespace comity
