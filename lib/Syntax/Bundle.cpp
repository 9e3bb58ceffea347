//===- Bundle.cpp - Trees that travel inside the program ------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading checks that every section lies inside the block; what is in a section
// was made by the compiler of the same build, which the version and the sizes
// say, and is not looked at again.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Bundle.h"
#include "llvm/Support/Endian.h"
#include <bit>
#include <cstring>
#include <type_traits>

using namespace acp;
using llvm::StringRef;

static_assert(std::endian::native == std::endian::little,
              "a bundle is read where it lies");
static_assert(std::is_trivially_copyable_v<Token> &&
              std::is_trivially_copyable_v<Node> && alignof(Token) == 4 &&
              alignof(Node) == 4);

namespace {
constexpr char Magic[4] = {'A', 'C', 'P', 'B'};
constexpr uint32_t Version = 1;

struct Section {
  uint32_t Offset;
  uint32_t Count;
};

struct Header {
  char Magic[4];
  uint32_t Version;
  uint32_t Files;
  uint32_t Size;
  uint32_t TokenSize;
  uint32_t NodeSize;
};

struct Entry {
  Section Module;
  Section Name;
  Section Text;
  Section Tokens;
  Section Nodes;
  Section Children;
};
} // namespace

std::unique_ptr<SyntaxTree> BundleFile::tree(uint32_t Base) const {
  auto Tree = std::make_unique<SyntaxTree>();
  Tree->Text = Text;
  Tree->Tokens = Tokens;
  Tree->Nodes = Nodes;
  Tree->Children = Children;
  Tree->Base = Base;
  return Tree;
}

static Section append(std::string &Out, StringRef Bytes, size_t Count) {
  Out.resize((Out.size() + 3) & ~size_t(3));
  Section S{uint32_t(Out.size()), uint32_t(Count)};
  Out += Bytes;
  return S;
}

static StringRef bytes(const void *Data, size_t Size) {
  return StringRef(static_cast<const char *>(Data), Size);
}

std::string acp::writeBundle(llvm::ArrayRef<BundleFile> Files) {
  std::string Out(sizeof(Header) + Files.size() * sizeof(Entry), '\0');
  std::vector<Entry> Entries;
  for (const BundleFile &F : Files) {
    // The bytes between the members of a token are not those of the compiler
    // that ran.
    std::string Tokens(F.Tokens.size() * sizeof(Token), '\0');
    for (size_t I = 0; I < F.Tokens.size(); ++I) {
      char *At = Tokens.data() + I * sizeof(Token);
      std::memcpy(At + offsetof(Token, Begin), &F.Tokens[I].Begin, 4);
      std::memcpy(At + offsetof(Token, Length), &F.Tokens[I].Length, 4);
      std::memcpy(At + offsetof(Token, Kind), &F.Tokens[I].Kind, 1);
    }
    Entry E;
    E.Module = append(Out, F.Module, F.Module.size());
    E.Name = append(Out, F.Name, F.Name.size());
    // A text ends with a zero byte, as buffers of LLVM do.
    E.Text = append(Out, F.Text, F.Text.size());
    Out += '\0';
    E.Tokens = append(Out, Tokens, F.Tokens.size());
    E.Nodes = append(Out, bytes(F.Nodes.data(), F.Nodes.size() * sizeof(Node)),
                     F.Nodes.size());
    E.Children = append(Out, bytes(F.Children.data(), F.Children.size() * 4),
                        F.Children.size());
    Entries.push_back(E);
  }
  Header H{};
  std::memcpy(H.Magic, Magic, 4);
  H.Version = Version;
  H.Files = uint32_t(Files.size());
  H.Size = uint32_t(Out.size());
  H.TokenSize = sizeof(Token);
  H.NodeSize = sizeof(Node);
  std::memcpy(Out.data(), &H, sizeof(H));
  std::memcpy(Out.data() + sizeof(H), Entries.data(),
              Entries.size() * sizeof(Entry));
  return Out;
}

template <typename T>
static bool view(StringRef Bytes, Section S, llvm::ArrayRef<T> &Out) {
  uint64_t End = S.Offset + uint64_t(S.Count) * sizeof(T);
  if (End > Bytes.size() || S.Offset % alignof(T) != 0)
    return false;
  Out = {reinterpret_cast<const T *>(Bytes.data() + S.Offset), S.Count};
  return true;
}

static bool view(StringRef Bytes, Section S, StringRef &Out) {
  if (uint64_t(S.Offset) + S.Count > Bytes.size())
    return false;
  Out = Bytes.substr(S.Offset, S.Count);
  return true;
}

std::string acp::readBundle(StringRef Bytes, std::vector<BundleFile> &Files) {
  Header H;
  if (Bytes.size() < sizeof(H))
    return "it is cut off";
  std::memcpy(&H, Bytes.data(), sizeof(H));
  if (std::memcmp(H.Magic, Magic, 4) != 0)
    return "it is no bundle";
  if (H.Version != Version || H.TokenSize != sizeof(Token) ||
      H.NodeSize != sizeof(Node))
    return "it is of another version";
  if (reinterpret_cast<uintptr_t>(Bytes.data()) % 4 != 0)
    return "it is not aligned";
  if (H.Size != Bytes.size() ||
      sizeof(H) + uint64_t(H.Files) * sizeof(Entry) > Bytes.size())
    return "it is cut off";
  std::vector<BundleFile> Read(H.Files);
  for (uint32_t I = 0; I < H.Files; ++I) {
    Entry E;
    std::memcpy(&E, Bytes.data() + sizeof(H) + I * sizeof(Entry), sizeof(E));
    BundleFile &F = Read[I];
    if (!view(Bytes, E.Module, F.Module) || !view(Bytes, E.Name, F.Name) ||
        !view(Bytes, E.Text, F.Text) || !view(Bytes, E.Tokens, F.Tokens) ||
        !view(Bytes, E.Nodes, F.Nodes) ||
        !view(Bytes, E.Children, F.Children) || F.Nodes.empty())
      return "a file of it is cut off";
  }
  Files = std::move(Read);
  return "";
}
