#pragma once
/// What an `.nfg` file says, before it becomes a model.

#include <string>
#include <vector>

#include "comity/model/nfg.hpp"
#include "nfg_lexer.hpp"

namespace comity {

/// A name and where it stands.
struct NfgName {
    std::string text;
    std::size_t offset = 0, length = 1;
};

/// Everything before the numbers.
struct NfgHeader {
    NfgName title;
    std::string comment;
    std::vector<NfgName> players;
    std::vector<std::size_t> counts;               ///< strategies by player
    std::vector<std::vector<NfgName>> strategies;  ///< by player; empty where the file gives only numbers
};

/// Reads up to the payoffs. Counts are checked against every limit before it returns.
NfgHeader read_nfg_header(NfgLexer& lexer);

/// Reads the payoffs or outcomes and the end of the file: [player][profile], profiles in lexicographic order.
std::vector<PayoffTable> read_nfg_body(NfgLexer& lexer, const std::vector<std::size_t>& counts);

/// Names, codes and labels that a model can have, with warnings where they are not those of the file.
void name_nfg_model(const NfgHeader& header, const NfgLexer& lexer, Model& model, Diagnostics& diagnostics);

}  // namespace comity
