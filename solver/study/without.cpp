#include "comity/study/without.hpp"

#include "comity/constraint/constraint.hpp"

namespace comity {

Model without_constraints(const Model& model, const std::vector<std::size_t>& constraints,
                          std::optional<Punishment> punishment) {
    Model result = model;
    for (std::size_t k = constraints.size(); k-- > 0;) {
        ConstraintDeclaration& each = result.constraints[constraints[k]];
        auto* exit = std::get_if<ExitValues>(&each.what);
        if (exit != nullptr && punishment == Punishment::exit) {
            exit->withdrawal = false;
        } else {
            result.constraints.erase(result.constraints.begin() +
                                     static_cast<std::ptrdiff_t>(constraints[k]));
        }
    }
    return result;
}

std::vector<std::size_t> constraints_under(const Model& model, const std::string& lens) {
    std::vector<std::size_t> present;
    for (std::size_t c = 0; c < model.constraints.size(); ++c) {
        if (applies(model.constraints[c], lens)) present.push_back(c);
    }
    return present;
}

}  // namespace comity
