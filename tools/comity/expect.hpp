#pragma once
/// What `compare --expect` and `reproduce` share.

#include "session.hpp"

namespace comity::cli {

/// A session whose resolved text keeps the model's `[[expect]]` and the lenses that only they mention: they
/// are the question here.
std::unique_ptr<Session> open_expecting_session(const std::string& path, const Options& options);

/// Fills in the findings, one an entry.
void answer_expectations(Session& session, const Options& options, const StopToken& stop,
                         const Progress& progress);

/// 1 if any entry differs; else as for other commands.
int expectation_exit_code(const std::vector<std::unique_ptr<Session>>& sessions);

}  // namespace comity::cli
