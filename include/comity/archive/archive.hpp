#pragma once
/// Archives: a question, its answer and the proofs, in one file that says the same thing byte for byte
/// whenever the same question is asked [F8].
///
/// The file is a frame around a payload:
///
///     8 bytes   "COMITY\r\n"
///     4 bytes   archive format, little-endian
///     8 bytes   length of the payload in bytes, little-endian
///     32 bytes  SHA-256 of the 20 bytes above followed by the SHA-256 of the payload (before format 3: the
///               SHA-256 of the payload)
///     payload   Boost.Serialization text archive without its version-dependent header
///
/// The frame is checked as a whole before any object is built from the payload, and every count inside it
/// against the payload's length before anything is allocated for it.

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "comity/certificate/finding.hpp"

namespace comity {

/// The archive format that this program writes; it reads those before it as well.
///
///     1   thresholds, verdicts, stage equilibria, expectations
///     2   sets of equilibrium payoffs and their proofs; thresholds with an outer side; cycles, payoffs and
///         sets as targets
///     3   verdicts under the worst equilibrium with proofs of their own; sets of equilibrium payoffs of any
///         number of actors, by directions; a checksum of the header too
///     4   agreements
///
/// What needs no newer one is written in format 3, so that earlier programs can read it.
inline constexpr std::uint32_t kArchiveFormat = 4;

struct Archive {
    std::string command;  ///< solve, threshold, compare
    std::string model_name;
    std::string model_text;  ///< the resolved model: all that is needed to compute everything again
    std::vector<std::pair<std::string, std::string>>
        settings;  ///< the rest of the question, in a fixed order
    std::vector<Finding> findings;
    bool operator==(const Archive&) const = default;
};

/// The bytes of the file.
std::string pack(const Archive& archive);

/// Error: why these bytes are no archive that this program can read (truncated, extended, damaged, foreign,
/// newer).
tl::expected<Archive, std::string> unpack(std::string_view bytes);

/// What in an archive cannot be about its own model (an actor, a profile, a constraint that does not exist),
/// or "". Reports index by these, so they are checked before anything is printed.
std::string inconsistency(const Archive& archive, const Model& model, const GameForm& form);

/// SHA-256 of the resolved question: command, settings and model text.
std::string question_hash(const Archive& archive);

/// "MODEL-COMMAND-XXXXXXXX.comity".
std::string archive_name(const Archive& archive);

}  // namespace comity
