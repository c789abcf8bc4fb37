#pragma once
/// Expected against computed, for people.

#include <string>
#include <vector>

#include "comity/report/report.hpp"

namespace comity {

/// The models of one source with their `[[expect]]`.
struct SourceReport {
    std::string title;  ///< of the folder or the model
    struct File {
        std::string name;  ///< said above its rows, with the model's title; "" where the source is the model
        ModelReport report;
    };
    std::vector<File> files;
};

/// What a model expects, as declared (`comity show`); "" where it expects nothing.
std::string report_declared(const Model& model);

/// One table a source, then how many rows agree, then a sentence for each that does not.
std::string report_expectations(const std::vector<SourceReport>& sources);

}  // namespace comity
