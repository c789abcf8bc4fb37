#pragma once
/// Archives read back, without solving anything.

#include "comity/archive/archive.hpp"
#include "comity/model/model.hpp"

namespace comity::cli {

struct OpenedArchive {
    Archive archive;
    Model model;
    GameForm form;
};

/// Error (missing_input): there is no such file; (bad_model): it is no archive that this program can read, or
/// its contents are not about its own model.
OpenedArchive open_archive(const std::string& path);

}  // namespace comity::cli
