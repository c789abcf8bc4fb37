#pragma once
/// What a source says that a model answers: the `[[expect]]` entries of a model file, to be checked against
/// what is computed.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "comity/number/interval_set.hpp"
#include "comity/text/diagnostic.hpp"

namespace comity {

/// A text of the file that can be judged only once the model is whole, with its place.
struct PlacedText {
    std::string text;
    SourcePlace place;
    std::string source_line;
    /// A diagnostic that points at it.
    Diagnostic diagnose(const std::string& code, const std::string& message,
                        const std::string& help = "") const;
};

/// Where an expected answer comes from.
enum class Standing {
    published,      ///< the number stands in the source, on the page named
    derived,        ///< it follows from the source's model by the algebra given
    reconstructed,  ///< the model itself was rebuilt, because the source does not state it
};

/// One `[[expect]]`.
struct Expectation {
    enum class Question {
        threshold,  ///< where in the range of `of` the target is sustained or accepted [F4.7]
        verdict,    ///< at the values of `at`: is it sustained, is it accepted?
        utility,    ///< of `actor` at the target's profile [F2]
        corners,    ///< of the set of all equilibrium payoffs of two actors, V*(δ) [F4.1]
        agreement,  ///< how much of its first objective the best agreement has [F4.6]
    };
    /// The whole range of the scalar that is asked about.
    struct Everywhere {
        bool operator==(const Everywhere&) const = default;
    };
    /// The corners of a set of payoffs in any order, each by actor, in the lens's units; none: the set is
    /// empty.
    using Corners = std::vector<std::vector<Rational>>;
    /// A number (threshold, utility, agreement), a set (threshold, agreement; empty for "none"), everywhere
    /// (threshold), a verdict in words, or corners.
    using Answer = std::variant<Rational, IntervalSet, Everywhere, std::string, Corners>;

    std::string name;
    Question question = Question::threshold;
    /// A PATH (threshold), a state's code (utility), objectives (agreement), or the key itself (corners).
    PlacedText of;
    PlacedText lens;        ///< a lens of the file, or an inline one
    PlacedText target;      ///< a TARGET, "full" where the file has none; "" for corners and agreements
    PlacedText punishment;  ///< "" where the file has none: the model's own, else grim
    PlacedText linkage;     ///< "" where the file has none: the model's own
    std::vector<std::pair<PlacedText, PlacedText>> at;  ///< PATH, VALUE: set for this entry only
    Answer answer;
    PlacedText answer_text;  ///< the same as written
    Rational tolerance = 0;  ///< by how much numbers and ends of intervals may differ
    std::string where;       ///< page of the source, or the algebra
    Standing standing = Standing::derived;
    SourcePlace place;
};

/// "published", "derived", "reconstructed".
std::string to_string(Standing standing);

}  // namespace comity
