#include <fmt/format.h>

#include <algorithm>

#include "comity/report/report.hpp"
#include "comity/report/table.hpp"

namespace comity {
namespace {

/// The lenses of all comparisons, each once, in the order in which they appear.
std::vector<std::string> lenses_of(const std::vector<ComparedModel>& compared) {
    std::vector<std::string> names;
    for (const ComparedModel& each : compared) {
        for (const TargetComparison& target : each.comparison->targets) {
            for (const Verdict& verdict : target.verdicts) {
                const std::string& lens = verdict.threshold.lens;
                if (std::find(names.begin(), names.end(), lens) == names.end()) names.push_back(lens);
            }
        }
    }
    return names;
}

/// "0.6250 yes", "0.8035", "none", "yes" for acceptance; "" where the model does not have the lens.
std::string cell(const TargetComparison& target, const std::string& lens) {
    for (const Verdict& verdict : target.verdicts) {
        const Threshold& t = verdict.threshold;
        if (t.lens != lens) continue;
        const bool yes = verdict.outcome == Verdict::Outcome::sustainable;
        if (t.target.test == TargetTest::accept) return yes ? "yes" : t.decided ? "no" : "?";
        return yes ? star_words(t) + " yes" : star_words(t);
    }
    return "";
}

/// Does the comparison have one of these lenses?
bool has_any(const ComparedModel& compared, const std::vector<std::string>& lenses) {
    const auto own = lenses_of({compared});
    return std::any_of(own.begin(), own.end(), [&](const std::string& lens) {
        return std::find(lenses.begin(), lenses.end(), lens) != lenses.end();
    });
}

}  // namespace

std::string report_overview(const std::vector<ComparedModel>& compared) {
    const auto lenses = lenses_of(compared);
    std::string out =
        "All models in one table\n" +
        wrap(
            "The least discount factor that sustains each target through each lens; \"yes\": it is sustained "
            "at the model's own delta (or accepted, where the target asks who would sign).");
    // As many lenses side by side as fit on a page.
    std::size_t names = 6;
    for (const ComparedModel& each : compared) {
        names = std::max(names, each.model->name.size());
        for (const TargetComparison& target : each.comparison->targets)
            names = std::max(names, target.target.name.size() + 2);
    }
    std::size_t first = 0;
    while (first < lenses.size()) {
        std::vector<std::string> header{"model, target"};
        std::vector<bool> right{false};
        std::size_t width = 2 + std::max<std::size_t>(names, 13), last = first;
        while (last < lenses.size()) {
            const std::size_t column = 2 + std::max<std::size_t>(lenses[last].size(), 10);
            if (last > first && width + column > kPageWidth) break;
            width += column;
            header.push_back(lenses[last++]);
            right.push_back(false);
        }
        std::vector<std::vector<std::string>> rows;
        for (const ComparedModel& each : compared) {
            if (!has_any(each, {lenses.begin() + long(first), lenses.begin() + long(last)})) continue;
            rows.push_back(std::vector<std::string>(header.size()));
            rows.back().front() = each.model->name;
            for (const TargetComparison& target : each.comparison->targets) {
                std::vector<std::string> row{"  " + target.target.name};
                for (std::size_t k = first; k < last; ++k) row.push_back(cell(target, lenses[k]));
                rows.push_back(std::move(row));
            }
        }
        out += "\n" + text_table(header, rows, right);
        first = last;
    }
    return out;
}

}  // namespace comity
