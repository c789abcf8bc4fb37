#include "without.hpp"

namespace comity {

Model without(const Model& model, const std::vector<std::size_t>& constraints,
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

}  // namespace comity
