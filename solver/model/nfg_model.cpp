// From an `.nfg` file to a model: one issue among all players, and names that a model can have.

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>

#include "comity/text/words.hpp"
#include "nfg_game.hpp"
#include "readers.hpp"

namespace comity {
namespace {

/// Control characters as spaces: names are printed in tables.
std::string printable(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return text;
}

/// The names made different from each other and not empty: x, x become x_1, x_2.
std::vector<std::string> distinct(const std::vector<NfgName>& names,
                                  const std::function<std::string(std::size_t)>& unnamed) {
    std::map<std::string, std::size_t> times, given;
    std::set<std::string> used;
    std::vector<std::string> result;
    for (const NfgName& name : names) {
        result.push_back(printable(name.text));
        ++times[result.back()];
        used.insert(result.back());
    }
    for (std::size_t k = 0; k < result.size(); ++k) {
        std::string& name = result[k];
        if (name.empty()) {
            name = unnamed(k);
            while (!used.insert(name).second) name += '_';
        } else if (times[name] > 1) {
            std::size_t& number = given[name];
            std::string numbered;
            do numbered = name + "_" + std::to_string(++number);
            while (!used.insert(numbered).second);
            name = numbered;
        }
    }
    return result;
}

/// The first name that is not what the file says.
const NfgName* first_changed(const std::vector<NfgName>& names, const std::vector<std::string>& now) {
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (names[k].text != now[k]) return &names[k];
    }
    return nullptr;
}

Diagnostic renamed(const NfgLexer& lexer, const NfgName& first, const std::string& whose,
                   const std::vector<std::string>& now) {
    constexpr std::size_t kListed = 8;
    std::vector<std::string> shown(now.begin(),
                                   now.begin() + static_cast<std::ptrdiff_t>(std::min(kListed, now.size())));
    if (now.size() > kListed) shown.emplace_back("...");
    return lexer.diagnose(Severity::warning, "renamed", first.offset, first.length,
                          "the names of " + whose + " repeat, are empty or have line breaks",
                          "they are told apart as " + join(shown, ", "));
}

/// What stands for a state in paths and formulas: its name where that will do, else P1, P2, ...
std::vector<std::string> codes(const std::vector<std::string>& names, const std::vector<NfgName>& written) {
    const auto usable = [&](std::size_t k) {
        const std::string& name = names[k];
        const auto& words = formula_words();
        return name == written[k].text && name.size() <= 32 &&
               std::isalpha(static_cast<unsigned char>(name[0])) != 0 &&
               std::all_of(
                   name.begin(), name.end(),
                   [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }) &&
               std::find(words.begin(), words.end(), name) == words.end();
    };
    std::set<std::string> used;
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (usable(k)) used.insert(names[k]);
    }
    std::vector<std::string> result;
    for (std::size_t k = 0; k < names.size(); ++k) {
        std::string code = usable(k) ? names[k] : "P" + std::to_string(k + 1);
        while (!usable(k) && !used.insert(code).second) code += '_';
        result.push_back(std::move(code));
    }
    return result;
}

/// A short name for file names: the title's letters and digits.
std::string short_name(const std::string& title) {
    constexpr std::size_t kLongest = 40;
    std::string name;
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (name.size() == kLongest) break;
        if (byte < 0x80 && std::isalnum(byte) != 0) {
            name += static_cast<char>(std::tolower(byte));
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    while (name.ends_with('-')) name.pop_back();
    return name.empty() ? "game" : name;
}

}  // namespace

void name_nfg_model(const NfgHeader& header, const NfgLexer& lexer, Model& model, Diagnostics& diagnostics) {
    // Step 1. The game.
    model.title = printable(header.title.text);
    model.name = short_name(model.title);
    for (const char c : header.comment) {
        if (c != '\r') model.description += c == '\n' ? '\n' : printable({c})[0];
    }
    model.unit = "payoffs";
    model.units.push_back({model.unit, model.unit, std::nullopt});
    // Step 2. The players.
    const std::vector<std::string> names =
        distinct(header.players, [](std::size_t k) { return "Player " + std::to_string(k + 1); });
    if (const NfgName* first = first_changed(header.players, names))
        diagnostics.push_back(renamed(lexer, *first, "players", names));
    const std::vector<std::string> short_names = codes(names, header.players);
    for (std::size_t k = 0; k < names.size(); ++k) model.actors.push_back({short_names[k], names[k]});
    // Step 3. Their strategies.
    IssueDeclaration declared;
    Issue& issue = declared.issue;
    issue.name = declared.group = "game";
    bool warned = false;
    for (std::size_t k = 0; k < names.size(); ++k) {
        std::vector<std::string> labels;
        if (header.strategies.empty()) {
            for (std::size_t a = 1; a <= header.counts[k]; ++a) labels.push_back(std::to_string(a));
        } else {
            labels = distinct(header.strategies[k], [](std::size_t a) { return std::to_string(a + 1); });
            const NfgName* first = first_changed(header.strategies[k], labels);
            if (first != nullptr && !warned)
                diagnostics.push_back(
                    renamed(lexer, *first, "strategies (here of " + names[k] + ")", labels));
            warned = warned || first != nullptr;
        }
        issue.members.push_back(ActorId{k});
        issue.levels.emplace_back();
        for (std::size_t a = 0; a < labels.size(); ++a) issue.levels.back().emplace_back(a);
        issue.actions.push_back(std::move(labels));
    }
    model.issues.push_back(std::move(declared));
}

LoadResult load_nfg(std::string_view text, const std::string& file) {
    LoadResult result;
    NfgLexer lexer(text, file);
    try {
        if (text.size() > kMaxInputBytes)
            throw NfgMistake{
                {Severity::error, "too-large", {file, 0, 0, 1}, "this file is larger than 256 MiB"}};
        const NfgHeader header = read_nfg_header(lexer);
        OutcomeTable table{read_nfg_body(lexer, header.counts)};
        name_nfg_model(header, lexer, result.model, result.diagnostics);
        result.model.issues.front().payoff = std::move(table);
    } catch (const NfgMistake& mistake) {
        result.diagnostics = {mistake.diagnostic};
    }
    return result;
}

}  // namespace comity
