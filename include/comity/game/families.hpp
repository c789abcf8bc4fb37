#pragma once
/// Named families of games [F1.3]: closed forms that the literature calls by name, each with the inequality
/// that makes it what it is called.

#include <map>
#include <string>
#include <vector>

#include "comity/game/game_form.hpp"

namespace comity {

/// One constant of a family, with what it means.
struct FamilyConstant {
    std::string name, meaning;
    bool per_actor = false;  ///< a list, one entry per member
    /// Used where the file gives none; empty: required.
    std::string fallback = {};
};

/// A family: how many members and actions it takes, its constants, and the condition that must hold.
struct Family {
    std::string name, title;
    std::size_t members = 0;  ///< exactly; 0: two or more
    std::vector<FamilyConstant> constants;
    std::string condition;  ///< in words and symbols, for messages
    std::string formula;    ///< what a member gets, for readers
    /// The part that one member plays and the file has to name ("upstream"); empty: all members are alike.
    std::string role = {};
};

/// The families known, in the order of the documentation.
const std::vector<Family>& families();

/// Null where there is none of that name.
const Family* find_family(const std::string& name);

/// Values of a family's constants: one entry, or one per member.
template <class T>
using FamilyValues = std::map<std::string, std::vector<T>>;

/// Does the family's condition hold?
bool family_condition_holds(const Family& family, const FamilyValues<Rational>& values, std::size_t members);

/// Payoff of `member` when the members' action indices are `actions` and their levels `levels`. `lead`: the
/// member in the family's role, where it has one.
template <class T>
T family_payoff(const Family& family, const FamilyValues<T>& values, std::size_t member,
                const std::vector<std::size_t>& actions, const std::vector<Rational>& levels,
                std::size_t lead = 0);

}  // namespace comity
