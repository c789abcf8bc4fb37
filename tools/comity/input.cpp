#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "comity/archive/sha256.hpp"
#include "comity/model/nfg.hpp"
#include "comity/model/write.hpp"
#include "comity/payoffs/decide.hpp"
#include "comity/study/expect.hpp"
#include "comity/text/near_name.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

namespace fs = std::filesystem;

/// At most the limit and one byte, so that a larger stream is noticed without being read. `expected`: the
/// size, where it is known.
std::string read_stream(std::istream& stream, const std::string& name, std::size_t expected = 0) {
    std::string text;
    text.reserve(std::min(expected, kMaxInputBytes + 1));
    char buffer[1 << 16];
    while (stream.read(buffer, sizeof buffer) || stream.gcount() > 0) {
        text.append(buffer, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > kMaxInputBytes)
            throw Error(ErrorKind::bad_model, name + ": input larger than 256 MiB is not read");
    }
    return text;
}

tl::expected<std::string, std::string> read_plain(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return tl::unexpected<std::string>("there is no such file");
    if (fs::is_directory(status)) return tl::unexpected<std::string>("it is a directory");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return tl::unexpected<std::string>("it cannot be opened");
    const std::uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    return read_stream(stream, path, error ? 0 : static_cast<std::size_t>(size));
}

/// A Gambit game, by the end of its name or as --input-format says.
bool is_nfg(const std::string& path, const Options& options) {
    return path == "-" ? options.input_format == "nfg" : path.ends_with(".nfg");
}

bool is_inline(const Model& model, const std::string& name) {
    return name.find(':') != std::string::npos || (name == "absolute" && !model.find_lens(name));
}

/// The lenses asked for, inline ones added to the model. An inline lens is named after its kind and then
/// stands in for a lens of the file with that name; where several of one kind are asked for, each is named in
/// full.
std::vector<std::size_t> choose_lenses(Model& model, const std::vector<std::string>& asked) {
    // Step 1. Inline lenses and their names.
    std::vector<LensDeclaration> added;
    std::vector<std::string> names;
    for (const std::string& name : asked) {
        if (!is_inline(model, name)) {
            if (!model.find_lens(name)) {
                std::vector<std::string> known = model.lens_names();
                if (!model.find_lens("absolute")) known.emplace_back("absolute");
                throw Error(ErrorKind::usage, "there is no lens '" + name + "' in this model; " +
                                                  suggest(name, known) +
                                                  "; inline lenses are written like relative:k=1/2");
            }
            names.push_back(name);
            continue;
        }
        LensDeclaration lens = parse_inline_lens(name);
        const auto same_kind = std::count_if(asked.begin(), asked.end(), [&](const std::string& other) {
            return other == lens.name || other.substr(0, other.find(':')) == lens.name;
        });
        if (same_kind > 1) lens.name = full_name(lens);
        names.push_back(lens.name);
        added.push_back(std::move(lens));
    }
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(k), names[k]) !=
            names.begin() + static_cast<std::ptrdiff_t>(k)) {
            throw Error(ErrorKind::usage, "the lens '" + names[k] + "' is asked for twice");
        }
    }
    // Step 2. They take their places among the file's.
    for (LensDeclaration& lens : added) {
        std::erase_if(model.lenses, [&](const LensDeclaration& other) { return other.name == lens.name; });
        model.lenses.push_back(std::move(lens));
    }
    std::vector<std::size_t> chosen;
    for (const std::string& name : names) chosen.push_back(*model.find_lens(name));
    return chosen;
}

}  // namespace

std::string read_input(const std::string& path) {
    if (path == "-") return read_stream(std::cin, "standard input");
    auto text = read_plain(path);
    if (!text) throw Error(ErrorKind::missing_input, path + ": " + text.error());
    return *std::move(text);
}

LoadResult load_file(const std::string& path, const Options& options, bool payoffs) {
    if (path.ends_with(".comity"))
        throw Error(ErrorKind::usage,
                    path + " is an archive; `comity compare A.comity B.comity` reads two back");
    const std::string shown = path == "-" ? "standard input" : path;
    if (is_nfg(path, options)) return load_nfg(read_input(path), shown);
    LoadOptions load;
    load.settings = options.settings;
    if (path != "-") {
        const fs::path folder = fs::path(path).parent_path();
        load.read_file = [folder](const std::string& name) { return read_plain((folder / name).string()); };
    }
    LoadResult result = load_model(read_input(path), shown, load);
    // What only computing shows, as far as other mistakes let it; expectations last, of a model that is
    // right.
    const Diagnostics values = has_errors(result.diagnostics)
                                   ? check_values_despite(result.diagnostics, result.model, payoffs)
                                   : check_values(result.model, payoffs);
    result.diagnostics.insert(result.diagnostics.end(), values.begin(), values.end());
    if (!has_errors(result.diagnostics)) {
        const Diagnostics expected = check_expectations(result.model);
        result.diagnostics.insert(result.diagnostics.end(), expected.begin(), expected.end());
    }
    return result;
}

std::vector<std::size_t> apply_options(Model& model, const Options& options) {
    // Step 1. Lenses first, so that --set can reach the strength of an inline one.
    std::vector<std::string> names = options.lenses;
    if (names.empty()) names = model.default_lenses();
    if (names.empty()) names = {"absolute"};
    const std::vector<std::size_t> lenses = choose_lenses(model, names);
    // Step 2. Numbers.
    apply_numbers(model, options);
    return lenses;
}

void apply_numbers(Model& model, const Options& options) {
    // One common delta before what is set of one state's; both after the parameters that a delta may hang on.
    const auto is_delta = [](const std::string& name) {
        return name == "delta" || name.starts_with("delta.");
    };
    for (const auto& [name, value] : options.settings) {
        if (!is_delta(name)) assign(model, name, value);
    }
    if (!options.delta.empty()) {
        const auto delta = parse_rational(options.delta);
        if (!delta) throw Error(ErrorKind::usage, "--delta: " + delta.error());
        if (*delta < 0 || *delta >= 1)
            throw Error(ErrorKind::usage,
                        "--delta " + options.delta + ": a discount factor is at least 0 and less than 1");
        // Saying what the file says already is no other question.
        const std::vector<Rational> file = ThresholdSolver(model).deltas();
        if (file.empty() ||
            std::any_of(file.begin(), file.end(), [&](const Rational& each) { return each != *delta; }))
            set_delta(model, *delta);
    }
    for (const auto& [name, value] : options.settings) {
        if (is_delta(name)) assign(model, name, value);
    }
}

Model read_model(const std::string& path, const Options& options) {
    LoadResult loaded = load_file(path, options, false);
    if (has_errors(loaded.diagnostics)) throw Error(ErrorKind::bad_model, loaded.diagnostics);
    if (!loaded.diagnostics.empty() && !options.quiet) std::cerr << render(loaded.diagnostics);
    return std::move(loaded.model);
}

std::unique_ptr<Session> open_session(const std::string& path, const Options& options) {
    auto session = std::make_unique<Session>();
    session->file = path;
    session->model = read_model(path, options);
    session->lenses = apply_options(session->model, options);
    // What was set may not fit together: families, strengths, divisions.
    if (!options.settings.empty()) {
        const Diagnostics values = check_values(session->model, false);
        if (has_errors(values)) throw Error(ErrorKind::bad_model, values);
    }
    session->text = write_model(session->model, false);
    check_archivable(*session, options);
    session->sha256 = hex(sha256(session->text));
    session->solver = std::make_unique<ThresholdSolver>(session->model, stop_token(options));
    return session;
}

std::vector<Target> chosen_targets(const Session& session, const Options& options) {
    if (options.targets.empty()) return default_targets(session.model, session.form());
    std::vector<Target> targets;
    for (const std::string& text : options.targets)
        targets.push_back(parse_target(session.model, session.form(), text));
    return targets;
}

Rational tolerance(const Options& options, std::size_t actors) {
    const bool polygons = options.command == "solve" && options.concept_name == "payoffs" && actors == 2;
    const std::string text = !options.tolerance.empty() ? options.tolerance : polygons ? "1e-9" : "1e-6";
    const auto value = parse_rational(text);
    if (!value || *value <= 0)
        throw Error(ErrorKind::usage, "--tolerance must be a number above 0, not '" + text + "'");
    return *value;
}

Punishment verdict_punishment(const Model& model, const Options& options) {
    if (const auto asked = chosen_punishment(options)) {
        if (*asked == Punishment::worst) require_worst(model, ErrorKind::usage);
        return *asked;
    }
    if (model.punishment == "exit") return Punishment::exit;
    if (model.punishment == "grim") return Punishment::grim;
    if (model.punishment == "worst") require_worst(model, ErrorKind::bad_model);
    // Maximal agreements are listed under grim and exit only.
    const std::vector<std::string>& objectives =
        options.objectives.empty() ? model.agreement : options.objectives;
    if (options.command == "compare" &&
        std::find(objectives.begin(), objectives.end(), "maximal") != objectives.end())
        return Punishment::grim;
    const std::vector<Punishment> all = ThresholdSolver(model).punishments(0);
    return std::find(all.begin(), all.end(), Punishment::worst) != all.end() ? Punishment::worst
                                                                             : Punishment::grim;
}

void require_worst(const Model& model, ErrorKind kind) {
    if (ThresholdSolver(model).allows(0, Punishment::worst)) return;
    throw Error(kind, "the punishment `worst` is known of games up to 2^24 = 16777216 profiles [F4.3], and " +
                          model.name + " has more; there are: grim, exit");
}

Linkage chosen_linkage(const Session& session, const Options& options) {
    if (options.linkage.empty()) return session.model.linkage;
    return options.linkage == "separate" ? Linkage::separate : Linkage::pooled;
}

std::optional<Punishment> chosen_punishment(const Options& options) {
    if (options.punishment.empty()) return std::nullopt;
    if (options.punishment == "grim") return Punishment::grim;
    if (options.punishment == "exit") return Punishment::exit;
    if (options.punishment == "worst") return Punishment::worst;
    throw Error(ErrorKind::usage, "there is no punishment '" + options.punishment + "'; " +
                                      suggest(options.punishment, {"grim", "exit", "worst"}));
}

}  // namespace comity::cli
