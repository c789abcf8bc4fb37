#include <algorithm>
#include <array>
#include <string_view>

#include "comity/model/load.hpp"

namespace comity {
namespace {

/// Mistakes that leave every number of the model what it is.
bool leaves_numbers_alone(const Diagnostic& d) {
    static constexpr std::array<std::string_view, 15> harmless{
        "unknown-key",    "unknown-actor", "unknown-action",     "unknown-issue", "unknown-lens",
        "unknown-target", "unknown-name",  "unknown-constraint", "unknown-kind",  "no-action-left",
        "missing-format", "delta-range",   "constraint-twice",   "target-twice",  "no-status-quo"};
    if (d.severity == Severity::warning) return true;
    if (d.code == "missing-key") return d.message == "this file has no 'unit'";
    return std::find(harmless.begin(), harmless.end(), d.code) != harmless.end();
}

/// Not a mistake of its own beside one that has been reported.
bool follows(const Diagnostic& d) {
    return d.code == "unresolved" || d.code == "missing-value" || d.code == "not-a-member" ||
           d.code == "empty-set";
}

}  // namespace

Diagnostics check_values_despite(const Diagnostics& found, const Model& model, bool payoffs) {
    if (!std::all_of(found.begin(), found.end(), leaves_numbers_alone)) return {};
    Diagnostics values = check_values(model, payoffs);
    std::erase_if(values, [&](const Diagnostic& d) {
        return follows(d) || std::find(found.begin(), found.end(), d) != found.end();
    });
    return values;
}

}  // namespace comity
