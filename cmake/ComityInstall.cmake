# cmake --install: the program, the library comity::comity with its headers, the models, and a CMake package.
get_property(rooms GLOBAL PROPERTY COMITY_ROOMS)
add_library(comity_library INTERFACE)
target_link_libraries(comity_library INTERFACE ${rooms})
set_target_properties(comity_library PROPERTIES EXPORT_NAME comity)

include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/comity)
install(TARGETS comity RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS ${rooms} comity_library EXPORT comity ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/comity)
install(DIRECTORY include/comity DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/comity/models)
install(EXPORT comity NAMESPACE comity:: DESTINATION ${package} FILE comity-targets.cmake)
configure_package_config_file(cmake/comity-config.cmake.in ${PROJECT_BINARY_DIR}/comity-config.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/comity-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/comity-config.cmake ${PROJECT_BINARY_DIR}/comity-config-version.cmake
              cmake/FindGmp.cmake cmake/FindGecode.cmake DESTINATION ${package})
