// comity check: every mistake in one run.

#include <iostream>

#include "comity/text/words.hpp"
#include "session.hpp"

namespace comity::cli {

int run_check(const Options& options) {
    bool good = true;
    std::string out;
    for (const std::string& file : options.files) {
        LoadResult result = load_file(file, options, true);
        if (!has_errors(result.diagnostics) &&
            !(options.settings.empty() && options.delta.empty() && options.lenses.empty())) {
            apply_options(result.model, options);
            for (const Diagnostic& d : check_values(result.model)) result.diagnostics.push_back(d);
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
