#include <string>

#include "build_info.hpp"
#include "comity/text/version.hpp"
#include "options.hpp"

namespace comity::cli {

std::string version_text() {
    std::string text = std::string("comity ") + kVersion + " (revision " + kRevision + ", " + kCompiler + ")";
    for (const auto& [library, version] : kLibraries) text += "\n  " + std::string(library) + " " + version;
    return text;
}

}  // namespace comity::cli
