#pragma once
/// What a person is told about a mistake: where it is, what is wrong, and what would be right.

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace comity {

/// A place in a source file. Lines and columns count from 1, columns in characters (not bytes); line 0 means
/// the file as a whole. `length` characters are underlined.
struct SourcePlace {
    std::string file;
    unsigned line = 0, column = 0, length = 1;
    bool operator==(const SourcePlace&) const = default;
};

enum class Severity { error, warning };

/// One mistake. `code` is a stable short name for programs ("unknown-actor"), `message` and `help` are for
/// people, `source_line` is the line at `place`.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    SourcePlace place;
    std::string message;
    std::string help = {};
    std::string source_line = {};
    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// The text a person sees:
///
///     file.toml:12:9: error: there is no state 'KZA' in this model
///       12 | who = ["KZA"]
///          |         ^~~
///     help: did you mean 'KAZ'?
std::string render(const Diagnostic& diagnostic);

/// All of them in order of place, then a count.
std::string render(Diagnostics diagnostics);

/// True if one of them is an error.
bool has_errors(const Diagnostics& diagnostics);

/// The text of one line (from 1), without its end.
std::string line_of(std::string_view text, unsigned line);

}  // namespace comity
