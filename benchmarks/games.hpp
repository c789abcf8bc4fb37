#pragma once
/// Games of the benchmarks as models, by a function of the actions.

#include <functional>

#include "comity/lens/lens.hpp"
#include "comity/model/nfg.hpp"
#include "comity/threshold/threshold.hpp"

namespace comity::bench {

using Payoffs = std::function<std::vector<Rational>(const std::vector<std::size_t>& actions)>;

/// A game of Gambit's form under the absolute lens, with a discount factor for all.
inline Model model_of(const std::vector<std::size_t>& sizes, const Payoffs& payoffs, const Rational& delta) {
    std::string text = "NFG 1 R \"game\" {", counts, pays;
    std::size_t profiles = 1;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        text += " \"" + std::to_string(i) + "\"";
        counts += " " + std::to_string(sizes[i]);
        profiles *= sizes[i];
    }
    for (std::size_t p = 0; p < profiles; ++p) {
        std::vector<std::size_t> actions;
        std::size_t rest = p;  // the first player's action runs fastest
        for (const std::size_t size : sizes) {
            actions.push_back(rest % size);
            rest /= size;
        }
        for (const Rational& u : payoffs(actions)) pays += " " + u.str();
    }
    Model model = load_nfg(text + " } {" + counts + " }\n" + pays + "\n", "game").model;
    model.lenses.push_back(parse_inline_lens("absolute"));
    for (std::size_t i = 0; i < sizes.size(); ++i) model.delta.push_back(Formula::number(delta));
    return model;
}

/// u_i = share · range · Σa − a_i with actions of equal steps from 0 to 1.
inline Payoffs common_fund(const std::vector<Rational>& factor, std::size_t steps = 1) {
    return [=](const std::vector<std::size_t>& actions) {
        std::size_t sum = 0;
        for (const std::size_t a : actions) sum += a;
        std::vector<Rational> result;
        for (std::size_t i = 0; i < actions.size(); ++i)
            result.push_back((factor[i] * sum - Rational(actions[i])) / steps);
        return result;
    };
}

/// So many states that share alike, a quarter each.
inline std::vector<Rational> alike(std::size_t states) {
    return std::vector<Rational>(states, Rational(1, 4));
}

/// Six states of unequal shares, 5/2 times .45 .35 .08 .03 .02 .07; of more, the rest share like the last.
inline std::vector<Rational> unequal(std::size_t states) {
    std::vector<Rational> result;
    for (const int share : {45, 35, 8, 3, 2, 7}) result.push_back(Rational(5 * share, 200));
    while (result.size() < states) result.push_back(result.back());
    result.resize(states);
    return result;
}

}  // namespace comity::bench
