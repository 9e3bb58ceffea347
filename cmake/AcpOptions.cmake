# Flags that hold for every target, and the functions that make targets.

option(ACP_SANITIZE "Build with AddressSanitizer and UBSan" OFF)
option(ACP_STATIC "Link programs fully static, for a start of milliseconds" ON)

# The same figures on every machine, and the same bytes from every folder.
add_compile_options(-ffp-contract=off)
add_compile_options(-ffile-prefix-map=${CMAKE_BINARY_DIR}=build
                    -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-Wl,--gc-sections)

# Belongs to every program, see there.
set(ACP_SANITIZER_OPTIONS)
if(ACP_SANITIZE)
  set(ACP_SANITIZER_OPTIONS ${CMAKE_CURRENT_LIST_DIR}/SanitizerOptions.cpp)
endif()

# The fuzzers need clang, whose sanitizer build counts branches for them.
set(ACP_FUZZ OFF)
if(ACP_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -D_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=address,undefined)
  set(ACP_STATIC OFF)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(ACP_FUZZ ON)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
endif()
if(ACP_STATIC)
  # The linker says that LLVM's Support can look up home folders, for which a
  # static glibc needs the shared one; nothing here does. Not --no-warnings: it
  # hides undefined symbols too.
  add_link_options(-static)
endif()

set(ACP_WARNINGS -Wall -Wextra -Werror -Wno-unused-parameter
                 -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlaps in std::string that are not there (its bug 105651).
  list(APPEND ACP_WARNINGS -Wno-restrict)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 uses what its own headers call deprecated.
  list(APPEND ACP_WARNINGS -Wno-deprecated-declarations)
endif()

# acp_library(name sources... LINK libraries...): one folder of lib/ is one
# static library, all of its .cpp files belong to it.
function(acp_library NAME)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT SOURCES)
    return()
  endif()
  add_library(${NAME} STATIC ${SOURCES} ${ARG_UNPARSED_ARGUMENTS})
  target_include_directories(${NAME} PUBLIC
    $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/lib>
    $<BUILD_INTERFACE:${CMAKE_BINARY_DIR}/lib>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/acpc>)
  target_include_directories(${NAME} SYSTEM PUBLIC ${LLVM_INCLUDE_DIRS})
  target_compile_options(${NAME} PRIVATE ${ACP_WARNINGS})
  target_link_libraries(${NAME} PUBLIC ${ARG_LINK})
  set_property(GLOBAL APPEND PROPERTY ACP_LIBRARIES ${NAME})
endfunction()

# acp_tool(name [COMPONENT name] LINK libraries...): one folder of tools/ is one
# program. It is installed with `programs`, or as a component of its own.
function(acp_tool NAME)
  cmake_parse_arguments(ARG "" "COMPONENT" "LINK" ${ARGN})
  file(GLOB SOURCES CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_executable(${NAME} ${SOURCES} ${ACP_SANITIZER_OPTIONS})
  target_compile_options(${NAME} PRIVATE ${ACP_WARNINGS})
  target_link_libraries(${NAME} PRIVATE ${ARG_LINK})
  set_property(GLOBAL APPEND PROPERTY ACP_TOOLS ${NAME})
  if(NOT ARG_COMPONENT)
    set(ARG_COMPONENT programs)
  endif()
  install(TARGETS ${NAME} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
          COMPONENT ${ARG_COMPONENT})
endfunction()

# acp_fuzzer(name [FROM source] LINK libraries...): acp-fuzz-NAME from NAME.cpp,
# where the compiler can make it. Its corpus is test/Fuzz/Inputs/NAME.
function(acp_fuzzer NAME)
  if(NOT ACP_FUZZ)
    return()
  endif()
  cmake_parse_arguments(ARG "" "FROM" "LINK" ${ARGN})
  if(NOT ARG_FROM)
    set(ARG_FROM ${NAME})
  endif()
  add_executable(acp-fuzz-${NAME} ${ARG_FROM}.cpp ${ACP_SANITIZER_OPTIONS})
  target_compile_options(acp-fuzz-${NAME} PRIVATE ${ACP_WARNINGS})
  target_link_options(acp-fuzz-${NAME} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(acp-fuzz-${NAME} PRIVATE ${ARG_LINK})
  set_property(GLOBAL APPEND PROPERTY ACP_FUZZERS acp-fuzz-${NAME})
endfunction()
