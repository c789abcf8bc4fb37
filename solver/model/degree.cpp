#include "comity/model/degree.hpp"

#include <algorithm>

namespace comity {
namespace {

using Kind = Expression::Kind;
using Degree = std::optional<std::size_t>;

Degree degree(const Model& model, const Expression& e, std::size_t parameter) {
    using Meaning = Expression::Meaning;
    if (e.meaning == Meaning::parameter) return e.id == parameter ? 1 : 0;
    if (e.meaning == Meaning::definition) return degree_in(model, model.definitions[e.id].formula, parameter);
    std::vector<Degree> parts;
    for (const ExpressionPtr& part : e.parts) parts.push_back(degree(model, *part, parameter));
    if (std::all_of(parts.begin(), parts.end(), [](const Degree& d) { return d == 0; })) return 0;
    if (std::any_of(parts.begin(), parts.end(), [](const Degree& d) { return !d; })) return std::nullopt;
    switch (e.kind) {
        case Kind::negate:
        case Kind::add:
        case Kind::subtract:
        case Kind::sum_over:
            return *std::max_element(parts.begin(), parts.end());
        case Kind::multiply:
            return *parts[0] + *parts[1];
        case Kind::divide:
            return parts[1] == 0 ? parts[0] : std::nullopt;
        default:
            return std::nullopt;
    }
}

}  // namespace

std::optional<std::size_t> degree_in(const Model& model, const Formula& formula, std::size_t parameter) {
    return formula.tree ? degree(model, *formula.tree, parameter) : 0;
}

}  // namespace comity
