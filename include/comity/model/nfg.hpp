#pragma once
/// Gambit's strategic-form games (`.nfg`, version 1), in and out. docs/model-files.md describes the
/// format and what becomes of it.

#include <span>
#include <string_view>

#include "comity/model/load.hpp"

namespace comity {

/// A game of the format may have this many players.
inline constexpr std::size_t kMaxNfgPlayers = 256;

/// Reads a game, from a list of payoffs or of outcomes: one issue among all players, no status quo, no
/// lenses. The first mistake ends the reading: one error, with its place. Warnings where names had to be
/// changed. Nothing is allocated for a count before the text is known to be long enough for it. `file` is the
/// name used in diagnostics.
LoadResult load_nfg(std::string_view text, const std::string& file);

/// A game as text: title, players, strategies, comment (left out if empty), and one line of payoffs for each
/// profile. `payoffs`: [actor], each over form.profiles(). Always the same bytes for the same game; reading
/// them gives the same payoffs.
std::string write_nfg(const std::string& title, const std::string& comment, const GameForm& form,
                      std::span<const PayoffTable> payoffs);

}  // namespace comity
