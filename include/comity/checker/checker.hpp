#pragma once
/// The checker: proves again, in exact arithmetic, what an archive claims, from the model text that the
/// archive keeps and from its certificates [F4.4]. It trusts no solver and sees none: it reads the model,
/// tabulates the game, and computes utilities, departures, constraints and floors by itself. What each proof
/// is, and why it suffices, is in docs/certificates.md.

#include <string>
#include <vector>

#include "comity/archive/archive.hpp"
#include "comity/model/model.hpp"
#include "comity/text/progress.hpp"

namespace comity {

/// One claim of an archive and what became of it.
struct Claim {
    enum class Result {
        proved,      ///< proved again
        refuted,     ///< the archive says that it is proved, and it is not
        not_proved,  ///< the archive itself says so
    };
    std::string text;
    Result result = Result::refuted;
    std::string why;  ///< what is wrong, or why it is not proved; "" where it is proved
    bool operator==(const Claim&) const = default;
};

/// "proved", "refuted", "not proved".
std::string to_string(Claim::Result result);

/// Every claim of an archive, in its order. `model` is what the archive's text says; the archive is
/// consistent with it (archive.hpp). Throws Error (bad_model) where the model has no value that a claim is
/// about, Stopped.
std::vector<Claim> check_archive(const Archive& archive, const Model& model, const StopToken& stop = {});

}  // namespace comity
