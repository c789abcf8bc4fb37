# A room is one folder of include/comity, solver and tests (docs/architecture.md). Each room is a library of its
# own whose headers are reachable only through its own include root, so that including a room that is not among
# its declared dependencies fails to compile.
#
#   comity_room(NAME [DEPENDS rooms...] [USES rooms...] [LINKS libraries...] [INSIDE libraries...])
#
# DEPENDS: rooms that headers and sources may include, and so may whoever includes this room; USES: rooms that
# only the sources include, out of reach for whoever includes this room. LINKS and INSIDE: the same for libraries.
# Sources are the *.cpp files of solver/NAME; a room may be headers only.
function(comity_room NAME)
  cmake_parse_arguments(ROOM "" "" "DEPENDS;USES;LINKS;INSIDE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/solver/${NAME}/*.cpp)
  set(root ${PROJECT_BINARY_DIR}/rooms/${NAME})
  file(MAKE_DIRECTORY ${root}/comity)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/include/comity/${NAME} ${root}/comity/${NAME} SYMBOLIC)
  if(sources)
    add_library(comity_${NAME} STATIC ${sources})
    set(scope PUBLIC)
    target_include_directories(comity_${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/solver/${NAME})
    target_link_libraries(comity_${NAME} PRIVATE $<BUILD_INTERFACE:comity_warnings>)
    if(NAME STREQUAL "model")
      comity_precompiled(comity_${NAME} toml)
    elseif(NOT NAME MATCHES "^(number|text|polytope)$") # which do not see all of them
      comity_precompiled(comity_${NAME})
    endif()
  else()
    add_library(comity_${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(comity_${NAME} ${scope} $<BUILD_INTERFACE:${root}>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  target_compile_features(comity_${NAME} ${scope} cxx_std_20)
  foreach(room IN LISTS ROOM_DEPENDS)
    target_link_libraries(comity_${NAME} ${scope} comity_${room})
  endforeach()
  foreach(room IN LISTS ROOM_USES)
    target_link_libraries(comity_${NAME} PRIVATE comity_${room})
  endforeach()
  target_link_libraries(comity_${NAME} ${scope} ${ROOM_LINKS})
  if(ROOM_INSIDE)
    target_link_libraries(comity_${NAME} PRIVATE ${ROOM_INSIDE})
  endif()
  # Installed as comity::NAME, and all of them as comity::comity (ComityInstall.cmake).
  set_target_properties(comity_${NAME} PROPERTIES EXPORT_NAME ${NAME})
  set_property(GLOBAL APPEND PROPERTY COMITY_ROOMS comity_${NAME})
endfunction()
