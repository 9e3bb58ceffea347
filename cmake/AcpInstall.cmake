# `cmake --install`: the programs, and the compiler as a library.
#
# A user of the library writes `find_package(acpc)` and links `acpc::acpc-core`.

include(CMakePackageConfigHelpers)

get_property(LIBRARIES GLOBAL PROPERTY ACP_LIBRARIES)

if(TARGET AcpDriver)
  add_library(acpc-core INTERFACE)
  target_link_libraries(acpc-core INTERFACE AcpDriver)
  list(APPEND LIBRARIES acpc-core)
endif()

set(PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/acpc)
install(TARGETS ${LIBRARIES} EXPORT acpcTargets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}/acpc COMPONENT library)
install(EXPORT acpcTargets NAMESPACE acpc:: DESTINATION ${PACKAGE_DIR}
        COMPONENT library)
install(DIRECTORY lib/ ${CMAKE_BINARY_DIR}/lib/
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/acpc COMPONENT library
        FILES_MATCHING PATTERN "*.h" PATTERN "*.def"
        PATTERN "CMakeFiles" EXCLUDE)
configure_package_config_file(cmake/acpcConfig.cmake.in
  ${CMAKE_BINARY_DIR}/acpcConfig.cmake INSTALL_DESTINATION ${PACKAGE_DIR})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/acpcConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/acpcConfig.cmake
              ${CMAKE_BINARY_DIR}/acpcConfigVersion.cmake cmake/AcpLLVM.cmake
        DESTINATION ${PACKAGE_DIR} COMPONENT library)

install(FILES LICENSE THIRD_PARTY_NOTICES.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
