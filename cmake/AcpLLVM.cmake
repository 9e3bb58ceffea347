# LLVM's Support library, linked static with what it truly needs.
#
# The distribution's export names shared libraries (zstd, and z3 for a solver
# that nothing here calls), which a static program cannot link; the archives
# below are all that Support refers to.

find_package(LLVM 19.1 REQUIRED CONFIG HINTS /usr/lib/llvm-19/lib/cmake/llvm)

find_library(ACP_ZLIB NAMES libz.a REQUIRED)
find_library(ACP_ZSTD NAMES libzstd.a REQUIRED)
set_target_properties(LLVMSupport PROPERTIES INTERFACE_LINK_LIBRARIES
  "LLVMDemangle;${ACP_ZLIB};${ACP_ZSTD};rt;dl;m")
