// Targets on payoffs [F4.7]: at least so much for each, or any intersection of half-planes.

#include <algorithm>

#include "target_text.hpp"

namespace comity {
namespace {

Rational number(const std::string& piece, const std::string& text) {
    const auto value = parse_rational(piece);
    if (!value) throw refuse(text, "'" + piece + "': " + value.error());
    return *value;
}

void require_one_each(const GameForm& form, std::size_t count, const std::string& one,
                      const std::string& several, const std::string& text) {
    if (count == form.n()) return;
    throw refuse(text, "it gives " + std::to_string(count) + " " + (count == 1 ? one : several) + " for " +
                           std::to_string(form.n()) + " states");
}

std::string to_text(const PayoffHalfPlane& half) {
    std::string text;
    for (const Rational& weight : half.weights) text += (text.empty() ? "" : ",") + to_string(weight);
    return text + ">=" + to_string(half.at_least);
}

/// "1,-1>=0"; what is at most something is turned round.
PayoffHalfPlane parse_half_plane(const GameForm& form, const std::string& piece, const std::string& text) {
    const std::size_t at = std::min(piece.find(">="), piece.find("<="));
    if (at == std::string::npos)
        throw refuse(text,
                     "each part is a weight for each state, then >= or <=, then a number, as in 1,-1>=0");
    PayoffHalfPlane half;
    for (const std::string& weight : split(piece.substr(0, at), ','))
        half.weights.push_back(number(weight, text));
    require_one_each(form, half.weights.size(), "weight", "weights", text);
    if (std::all_of(half.weights.begin(), half.weights.end(), [](const Rational& w) { return w == 0; }))
        throw refuse(text, "'" + piece + "' is about no state: all of its weights are 0");
    half.at_least = number(split(piece.substr(at + 2), ',').front(), text);
    if (piece.find(',', at) != std::string::npos)
        throw refuse(text, "after >= or <= there is one number; parts are separated by semicolons");
    if (piece[at] == '<') {
        for (Rational& weight : half.weights) weight = -weight;
        half.at_least = -half.at_least;
    }
    return half;
}

}  // namespace

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> pieces;
    std::size_t start = 0;
    while (true) {
        const std::size_t end = std::min(text.find(separator, start), text.size());
        const std::size_t first = text.find_first_not_of(' ', start);
        const std::size_t last = end == 0 ? std::string::npos : text.find_last_not_of(' ', end - 1);
        const bool blank = first == std::string::npos || first >= end || last == std::string::npos;
        pieces.push_back(blank ? "" : text.substr(first, last + 1 - first));
        if (end == text.size()) return pieces;
        start = end + 1;
    }
}

Target parse_value_target(const GameForm& form, const std::string& rest, const std::string& text) {
    Target target{"value:", "", TargetTest::set, 0, {}};
    const std::vector<std::string> pieces = split(rest, ',');
    require_one_each(form, pieces.size(), "utility", "utilities", text);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) target.name += ",";
        if (pieces[i] == "*") {
            target.name += "*";
            continue;
        }
        if (pieces[i].empty())
            throw refuse(text,
                         "a value is one utility for each state, or * where any will do, as in 1,3/2,*");
        PayoffHalfPlane half{std::vector<Rational>(form.n(), Rational(0)), number(pieces[i], text)};
        half.weights[i] = 1;
        target.name += to_string(half.at_least);
        target.set.push_back(std::move(half));
    }
    if (target.set.empty()) throw refuse(text, "it asks for nothing: give at least one state a number");
    return target;
}

Target parse_set_target(const GameForm& form, const std::string& rest, const std::string& text) {
    Target target{"set:", "", TargetTest::set, 0, {}};
    for (const std::string& piece : split(rest, ';')) {
        if (piece.empty() && !rest.empty()) throw refuse(text, "there is a part missing beside a semicolon");
        target.set.push_back(parse_half_plane(form, piece, text));
        target.name += (target.set.size() > 1 ? ";" : "") + to_text(target.set.back());
    }
    return target;
}

}  // namespace comity
