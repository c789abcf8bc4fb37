// comity check: every mistake in one run.

#include <algorithm>

#include "comity/question/linkage.hpp"
#include "comity/question/target.hpp"
#include "comity/text/words.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// Constraints through a lens, where the profiles are too many for a question to list them.
void see(ThresholdSolver& solver, std::size_t lens) {
    const Model& model = solver.model();
    const Scalars<Rational> scalars = file_scalars(model);
    const Evaluator<Rational> evaluator(model, scalars);
    effects(model, solver.shared_game(), make_lens(model, lens, evaluator), evaluator);
}

/// What only seeing the game through a lens, within its constraints, brings to light: a weight or an exit
/// formula without a value, a weight outside its domain.
void check_lenses(const Model& model, Diagnostics& diagnostics) {
    ThresholdSolver solver(model);
    for (std::size_t lens = 0; lens < model.lenses.size(); ++lens) {
        try {
            if (solver.form().profiles().size() > kMaxProfiles) {
                see(solver, lens);
            } else {
                solver.question(lens);
            }
        } catch (const Error& error) {
            for (const Diagnostic& each : error.diagnostics()) {
                if (std::find(diagnostics.begin(), diagnostics.end(), each) == diagnostics.end())
                    diagnostics.push_back(each);
            }
            if (error.diagnostics().empty()) throw;
        }
    }
}

/// Does the game split by issue, where the file wants it to?
void check_linkage(const Model& model, Diagnostics& diagnostics) {
    if (model.linkage != Linkage::separate) return;
    for (std::size_t lens = 0; lens < model.lenses.size(); ++lens) {
        const std::string why = why_not_separate(model, lens, model.punishment == "exit");
        if (why.empty()) continue;
        diagnostics.push_back(model.linkage_text.diagnose("not-separable", why));
        return;
    }
    const GameForm form = model.form();
    for (const Target& target : default_targets(model, form)) {
        const std::string why = why_not_by_issue(target);
        if (!why.empty()) diagnostics.push_back(model.linkage_text.diagnose("not-separable", why));
    }
}

}  // namespace

int run_check(const Options& options) {
    bool good = true;
    std::string out;
    for (const std::string& file : options.files) {
        LoadResult result;
        try {
            result = load_file(file, options, true);
        } catch (const Error& error) {
            // Too large to be read: the answer to "is it right?" is no.
            if (error.kind() != ErrorKind::bad_model || !error.diagnostics().empty()) throw;
            out += std::string(error.what()) + "\n";
            good = false;
            continue;
        }
        if (!has_errors(result.diagnostics) &&
            !(options.settings.empty() && options.delta.empty() && options.lenses.empty())) {
            apply_options(result.model, options);
            for (const Diagnostic& d : check_values(result.model)) result.diagnostics.push_back(d);
        }
        if (!has_errors(result.diagnostics)) {
            check_lenses(result.model, result.diagnostics);
            check_linkage(result.model, result.diagnostics);
        }
        good = good && !has_errors(result.diagnostics);
        // The answer to "is this right?" is the result: it goes to standard output.
        out += render(result.diagnostics);
        if (!has_errors(result.diagnostics)) {
            const Model& model = result.model;
            const auto counted = [](std::size_t n, const std::string& what) {
                return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
            };
            std::vector<std::string> rest{
                std::to_string(model.lenses.size()) + (model.lenses.size() == 1 ? " lens" : " lenses"),
                counted(model.constraints.size(), "constraint"), counted(model.targets.size(), "target")};
            if (!model.expectations.empty())
                rest.push_back(counted(model.expectations.size(), "expectation"));
            out += (file == "-" ? "standard input" : file) +
                   ": well formed: " + counted(model.actors.size(), "actor") + ", " +
                   counted(model.issues.size(), "issue") + ", " +
                   counted(model.form().profiles().size(), "profile") + ", " +
                   counted(model.parameters.size(), "parameter") + ", " + join_words(rest) + "\n";
        }
    }
    print(out);
    return good ? kAnswered : kNo;
}

}  // namespace comity::cli
