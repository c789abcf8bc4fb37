#pragma once
/// The version of this program; CMake and a test hold it equal to the project's.

namespace comity {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace comity
