# GMP ships neither a CMake package nor, on Debian 12, a .pc file that CMake finds by itself.
find_path(GMP_INCLUDE_DIR gmp.h)
find_library(GMP_LIBRARY gmp)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Gmp REQUIRED_VARS GMP_LIBRARY GMP_INCLUDE_DIR)
if(Gmp_FOUND AND NOT TARGET Gmp::gmp)
  add_library(Gmp::gmp UNKNOWN IMPORTED)
  set_target_properties(Gmp::gmp PROPERTIES IMPORTED_LOCATION ${GMP_LIBRARY}
                                            INTERFACE_INCLUDE_DIRECTORIES ${GMP_INCLUDE_DIR})
endif()
mark_as_advanced(GMP_INCLUDE_DIR GMP_LIBRARY)
