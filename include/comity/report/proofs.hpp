#pragma once
/// All of an archive as data for other programs: the model with every number worked out, and what is claimed
/// with its certificates (docs/certificates.md).

#include <string>

#include "comity/report/report.hpp"

namespace comity {

/// `convert --to json`: one object, schema 1. Games are the model at the file's numbers, first, and at those
/// of each expectation that sets others. Throws Error (bad_model) where a formula has no value.
std::string report_proofs(const ModelReport& report, const std::string& command);

}  // namespace comity
