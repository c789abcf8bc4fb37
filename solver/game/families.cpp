#include "comity/game/families.hpp"

#include <algorithm>

#include "comity/number/rational_function.hpp"

namespace comity {

const std::vector<Family>& families() {
    static const std::vector<FamilyConstant> two_by_two{{"T", "temptation: I defect, the other cooperates"},
                                                        {"R", "reward: both cooperate"},
                                                        {"P", "punishment: both defect"},
                                                        {"S", "sucker: I cooperate, the other defects"}};
    static const std::vector<Family> all{
        {"prisoners_dilemma", "prisoner's dilemma", 2, two_by_two, "T > R > P > S",
         "R if both cooperate, P if neither, T to a lone defector, S to a lone cooperator"},
        {"stag_hunt", "stag hunt", 2, two_by_two, "R > T >= P > S",
         "R if both cooperate, P if neither, T to a lone defector, S to a lone cooperator"},
        {"chicken", "game of chicken", 2, two_by_two, "T > R > S > P",
         "R if both cooperate, P if neither, T to a lone defector, S to a lone cooperator"},
        {"public_good",
         "public good",
         0,
         {{"share", "what each member gets per unit anybody contributes (the marginal per-capita return)"},
          {"cost", "what a unit costs its contributor", false, "1"}},
         "cost/n < share < cost",
         "share * sum of the members' levels - cost * own level"},
        {"division",
         "division of a gain",
         0,
         {{"split", "each member's part of the gain, in member order", true}},
         "every part is positive",
         "own part of the gain if every member takes the last action, else 0"},
        {"exchange",
         "upstream/downstream exchange",
         2,
         {{"V", "what the water is worth downstream"},
          {"C", "what storing it costs upstream"},
          {"F", "what the payment is worth upstream"},
          {"phi", "what a unit of the payment costs downstream", false, "1"}},
         "0 < C < F and 0 < phi*F < V",
         "upstream F if paid, less C if it stores; downstream V if water is stored, less phi * F if it pays",
         "upstream"},
    };
    return all;
}

const Family* find_family(const std::string& name) {
    for (const Family& family : families()) {
        if (family.name == name) return &family;
    }
    return nullptr;
}

bool family_condition_holds(const Family& family, const FamilyValues<Rational>& values, std::size_t members) {
    const auto one = [&](const char* name) { return values.at(name).front(); };
    if (family.name == "prisoners_dilemma") {
        return one("T") > one("R") && one("R") > one("P") && one("P") > one("S");
    }
    if (family.name == "stag_hunt") return one("R") > one("T") && one("T") >= one("P") && one("P") > one("S");
    if (family.name == "chicken") return one("T") > one("R") && one("R") > one("S") && one("S") > one("P");
    if (family.name == "exchange") {
        const Rational price = one("phi") * one("F");
        return one("C") > 0 && one("C") < one("F") && price > 0 && price < one("V");
    }
    if (family.name == "public_good") {
        return one("share") * Rational(members) > one("cost") && one("share") < one("cost");
    }
    const auto& split = values.at("split");
    return std::all_of(split.begin(), split.end(), [](const Rational& part) { return part > 0; });
}

template <class T>
T family_payoff(const Family& family, const FamilyValues<T>& values, std::size_t member,
                const std::vector<std::size_t>& actions, const std::vector<Rational>& levels,
                std::size_t lead) {
    const auto one = [&](const char* name) { return values.at(name).front(); };
    if (family.name == "exchange") {  // action 1 stores upstream and pays downstream
        const T gives = T(actions[member] == 1 ? 1 : 0), receives = T(actions[1 - member] == 1 ? 1 : 0);
        return member == lead ? one("F") * receives - one("C") * gives
                              : one("V") * receives - one("phi") * one("F") * gives;
    }
    if (family.members == 2) {  // the three 2x2 games: action 0 defects, action 1 cooperates
        const bool mine = actions[member] == 1, theirs = actions[1 - member] == 1;
        return mine ? (theirs ? one("R") : one("S")) : (theirs ? one("T") : one("P"));
    }
    if (family.name == "public_good") {
        Rational total = 0;
        for (const Rational& level : levels) total += level;
        return one("share") * T(total) - one("cost") * T(levels[member]);
    }
    // division: everybody must agree, and agreeing is the last of two actions
    const bool agreed = std::all_of(actions.begin(), actions.end(), [](std::size_t a) { return a == 1; });
    return agreed ? values.at("split")[member] : T(0);
}

template Rational family_payoff(const Family&, const FamilyValues<Rational>&, std::size_t,
                                const std::vector<std::size_t>&, const std::vector<Rational>&, std::size_t);
template RationalFunction family_payoff(const Family&, const FamilyValues<RationalFunction>&, std::size_t,
                                        const std::vector<std::size_t>&, const std::vector<Rational>&,
                                        std::size_t);

}  // namespace comity
