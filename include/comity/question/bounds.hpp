#pragma once
/// What bounds a prescription besides the actions that exist: agreement constraints and floors [F3.2, F3.4].

#include "comity/number/interval_set.hpp"
#include "comity/question/question.hpp"

namespace comity {

/// A lower bound on an actor's value where a profile is prescribed: f_i(a) is the greatest of them.
template <class T>
struct Floor {
    T value;
    /// The consensus constraint it comes from (its index in the model); empty: the exit value.
    std::optional<std::size_t> consensus;
};

/// The floors of an actor at a profile.
template <class T>
std::vector<Floor<T>> floors(const GameForm& form, const StageGame<T>& stage, std::size_t actor,
                             ProfileIndex profile);

/// Does a profile meet every one of these agreement constraints?
bool are_met(const std::vector<std::shared_ptr<const AgreementRule<Rational>>>& agreements,
             ProfileIndex profile);
/// Does a profile meet every agreement constraint?
bool is_agreed(const StageGame<Rational>& stage, ProfileIndex profile);

/// Where, in a domain of the open scalar, a profile meets one agreement constraint.
template <class T>
IntervalSet where_met(const AgreementRule<T>& rule, ProfileIndex profile, const Interval& domain);

/// Where, in a domain of the open scalar, a profile meets every agreement constraint.
template <class T>
IntervalSet where_agreed(const StageGame<T>& stage, ProfileIndex profile, const Interval& domain);

/// Does every actor have at least its floor where a profile is prescribed for ever?
bool meets_floors(const GameForm& form, const StageGame<Rational>& stage, ProfileIndex profile);

}  // namespace comity
