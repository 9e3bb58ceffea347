# How lit runs the tests of acpc.
#
# A test is a file with `// RUN:` (or `# RUN:`) lines, named by what it shows.
# Everything a test needs is found below the source and the build; nothing of
# the user's environment reaches it.

import os
import shutil

import lit.formats

source = config.acp_source
build = config.acp_build
llvm_bin = config.acp_llvm_bin

config.name = "acpc"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test", ".acp", ".ir"]
config.excludes = ["Inputs", "bench", "CMakeLists.txt"]
config.test_source_root = os.path.dirname(__file__)

config.environment = {
    "PATH": os.pathsep.join(
        [os.path.join(build, "bin"), llvm_bin, "/usr/bin", "/bin"]
    ),
    "LC_ALL": "C.UTF-8",
    "ASAN_OPTIONS": "detect_leaks=1:allocator_may_return_null=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
}
if "ACP_GOLDEN" in os.environ:
    # Tests that compare with an expected file rewrite it instead.
    config.environment["ACP_GOLDEN"] = os.environ["ACP_GOLDEN"]

for name, value in [
    ("%stdlib", os.path.join(source, "stdlib")),
    ("%examples", os.path.join(source, "docs", "examples")),
    ("%acpc-root", source),
    ("%build", build),
    ("%python", "/usr/bin/python3"),
    # Compares a file with an expected one, or rewrites it: `%golden ACTUAL EXPECTED`.
    ("%encode-onnx", "/usr/bin/python3 " + os.path.join(source, "test", "Import", "Inputs", "encode_onnx.py")),
    ("%golden", "/usr/bin/python3 " + os.path.join(source, "test", "golden.py")),
]:
    config.substitutions.append((name, value))

if config.acp_sanitize:
    config.available_features.add("asan")
if config.acp_fuzz:
    config.available_features.add("fuzz")
if all(shutil.which(name, path="/usr/sbin:/usr/bin") for name in ["slurmctld", "slurmd", "munged", "sbatch"]):
    config.available_features.add("slurm")
if config.acp_mpi and shutil.which("mpirun", path="/usr/bin"):
    config.available_features.add("mpi")
    # Open MPI asks root twice, and does not start more processes than cores unasked.
    config.substitutions.append(("%mpirun", "/usr/bin/mpirun --allow-run-as-root --oversubscribe --bind-to none"))
for folder in [llvm_bin, "/usr/bin"]:
    for name in ["mlir-opt", "mlir-opt-19"]:
        path = os.path.join(folder, name)
        if os.path.exists(path) and "mlir-opt" not in config.available_features:
            config.available_features.add("mlir-opt")
            config.substitutions.append(("%mlir-opt", path))
