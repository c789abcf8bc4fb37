# GMP ships neither a CMake package nor, on Debian 12, a .pc file that CMake finds by itself.
find_path(GMP_INCLUDE_DIR gmp.h)
find_library(GMP_LIBRARY gmp)
# The header says its version in three numbers; on Debian it is in a folder of the architecture.
if(GMP_INCLUDE_DIR)
  file(STRINGS ${GMP_INCLUDE_DIR}/gmp.h gmp_lines REGEX "#define __GNU_MP_VERSION(_MINOR|_PATCHLEVEL)?[ \t]+[0-9]+")
  string(REGEX MATCHALL "[0-9]+" gmp_numbers "${gmp_lines}")
  list(JOIN gmp_numbers . Gmp_VERSION)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Gmp REQUIRED_VARS GMP_LIBRARY GMP_INCLUDE_DIR VERSION_VAR Gmp_VERSION)
if(Gmp_FOUND AND NOT TARGET Gmp::gmp)
  add_library(Gmp::gmp UNKNOWN IMPORTED)
  set_target_properties(Gmp::gmp PROPERTIES IMPORTED_LOCATION ${GMP_LIBRARY}
                                            INTERFACE_INCLUDE_DIRECTORIES ${GMP_INCLUDE_DIR})
endif()
mark_as_advanced(GMP_INCLUDE_DIR GMP_LIBRARY)
