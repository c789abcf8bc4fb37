# Headers of the libraries that most files include are compiled once (more than half of the time that the compiler takes
# to read a file goes into Boost.Multiprecision and the standard library), by themselves and with what the tests and the
# readers of TOML need besides. None of them is the project's own, so that what a file includes of the project stays
# visible in it.
#
#   comity_precompiled(TARGET [tests|toml])
option(COMITY_PRECOMPILE "Compile the headers of other libraries once" ON)
set(comity_headers <algorithm> <functional> <map> <memory> <optional> <string> <variant> <vector>
    <boost/multiprecision/gmp.hpp> <fmt/format.h>)

function(comity_header_set NAME)
  cmake_parse_arguments(SET "" "" "HEADERS;LINKS" ${ARGN})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/headers/${NAME}.cpp CONTENT "")
  add_library(comity_headers_${NAME} OBJECT EXCLUDE_FROM_ALL ${PROJECT_BINARY_DIR}/headers/${NAME}.cpp)
  target_link_libraries(comity_headers_${NAME} PRIVATE comity_warnings Boost::headers Gmp::gmp fmt::fmt ${SET_LINKS})
  target_precompile_headers(comity_headers_${NAME} PRIVATE ${comity_headers} ${SET_HEADERS})
endfunction()

function(comity_precompiled TARGET)
  if(NOT COMITY_PRECOMPILE)
    return()
  endif()
  set(name ${ARGN})
  if(NOT name)
    set(name common)
  endif()
  if(NOT TARGET comity_headers_${name})
    if(name STREQUAL "tests")
      comity_header_set(tests HEADERS <gtest/gtest.h> LINKS GTest::gtest)
    elseif(name STREQUAL "toml")
      comity_header_set(toml HEADERS <toml++/toml.h> LINKS tomlplusplus::tomlplusplus)
    else()
      comity_header_set(common)
    endif()
  endif()
  target_precompile_headers(${TARGET} REUSE_FROM comity_headers_${name})
  # Of code that comes from such a header g++ 12 tells what it keeps to itself otherwise: endless copies in its own
  # std::string, seen in `"text" + string` (GCC bug 105651).
  target_compile_options(${TARGET} PRIVATE -Wno-array-bounds -Wno-stringop-overflow)
  if(NOT "${TARGET}" MATCHES "^comity_") # the program and the tests, with their long sentences
    target_compile_options(${TARGET} PRIVATE -Wno-stringop-overread)
  endif()
endfunction()
