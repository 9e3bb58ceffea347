// A program that compiles a plan in memory.
#include "Driver/Driver.h"

int main() {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  Memory->setCurrentWorkingDirectory("/");
  Memory->addFile("/plan.acp", 0,
                  llvm::MemoryBuffer::getMemBuffer("let x = 20 + 22\n"));
  const char *Args[] = {"eval", "/plan.acp", "x"};
  return acp::run(Args, acp::FileSystem(Memory), llvm::outs(), llvm::errs(),
                  acp::Terminal());
}
