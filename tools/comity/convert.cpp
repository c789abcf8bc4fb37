// comity convert: the model in another form, on standard output.

#include <iostream>

#include "archives.hpp"
#include "comity/archive/sha256.hpp"
#include "comity/model/nfg.hpp"
#include "comity/model/tabulate.hpp"
#include "comity/model/write.hpp"
#include "comity/report/proofs.hpp"
#include "comity/text/words.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// The model of a file, or the one that an archive keeps.
Model model_of(const std::string& file, const Options& options) {
    if (!file.ends_with(".comity")) return read_model(file, options);
    return open_archive(file).model;
}

/// What the model says that a game in Gambit's form cannot.
void say_what_is_lost(const Model& model) {
    std::vector<std::string> lost;
    if (!model.issues.front().issue.status_quo.empty()) lost.emplace_back("the status quo");
    if (!model.lenses.empty()) lost.emplace_back("lenses");
    if (!model.constraints.empty()) lost.emplace_back("constraints");
    if (!model.targets.empty()) lost.emplace_back("targets");
    if (!model.delta.empty()) lost.emplace_back("discount factors");
    if (!lost.empty())
        std::cerr << "comity: an .nfg file has names and payoffs only; left out: " << join_words(lost)
                  << "\n";
}

/// Material payoffs, or utilities under the one lens asked for.
std::string as_nfg(Model& model, const Options& options) {
    if (!options.delta.empty())
        throw Error(ErrorKind::usage, "--delta: an .nfg file has no discount factors");
    if (options.lenses.size() > 1)
        throw Error(ErrorKind::usage, "--lens: an .nfg file holds the utilities under one lens");
    if (model.form().profiles().size() > kMaxProfiles)
        throw Error(
            ErrorKind::bad_model,
            model.name + ": this game has more than 2^24 = 16777216 profiles, the most that are listed");
    if (!options.quiet) say_what_is_lost(model);
    const auto written = [&](const GameForm& form, const std::vector<PayoffTable>& payoffs) {
        return write_nfg(model.title.empty() ? model.name : model.title, model.description, form, payoffs);
    };
    if (options.lenses.empty()) {
        apply_numbers(model, options);
        const Scalars<Rational> scalars = file_scalars(model);
        const Game<Rational> game = tabulate(model, Evaluator<Rational>(model, scalars));
        return written(game.form, material_payoffs(game));
    }
    const std::size_t lens = apply_options(model, options).front();
    ThresholdSolver solver(model);
    return written(solver.form(), solver.question(lens).stage().utility);
}

/// An archive with its model in numbers and its certificates; of a model file the numbers only.
std::string as_json(const Options& options) {
    if (!options.lenses.empty())
        throw Error(ErrorKind::usage, "--lens goes with --to nfg; --to json keeps all lenses");
    const std::string& file = options.files.front();
    if (file.ends_with(".comity")) {
        if (!options.settings.empty() || !options.delta.empty())
            throw Error(ErrorKind::usage,
                        "--set and --delta: what an archive claims is about its own numbers");
        const OpenedArchive opened = open_archive(file);
        return report_proofs({&opened.model, &opened.form, hex(sha256(opened.archive.model_text)),
                              opened.archive.findings, opened.archive.settings},
                             opened.archive.command);
    }
    Model model = read_model(file, options);
    apply_numbers(model, options);
    const GameForm form = model.form();
    return report_proofs({&model, &form, hex(sha256(write_model(model))), {}}, "");
}

}  // namespace

int run_convert(const Options& options) {
    if (options.to == "json") {
        print(as_json(options));
        return kAnswered;
    }
    Model model = model_of(options.files.front(), options);
    std::string text;
    if (options.to == "nfg") {
        text = as_nfg(model, options);
    } else {
        if (!options.lenses.empty())
            throw Error(ErrorKind::usage, "--lens goes with --to nfg; a model file keeps all its lenses");
        apply_numbers(model, options);
        if (const Diagnostics values = check_values(model); has_errors(values))
            throw Error(ErrorKind::bad_model, values);
        text = write_model(model);
    }
    print(text);
    return kAnswered;
}

}  // namespace comity::cli
