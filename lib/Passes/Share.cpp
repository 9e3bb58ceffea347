//===- Share.cpp - Equal values once --------------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk with the table that the builder uses. Leaves are all different.
//
//===----------------------------------------------------------------------===//

#include "Passes/Share.h"
#include "IR/ValueTable.h"
#include "Passes/Rebuild.h"

using namespace acp;
using namespace acp::ir;

void acp::shareValues(Module &M) {
  Rebuild New(M);
  ValueTable Table;
  for (ValueId Id = 0; Id != New.size(); ++Id) {
    Value V = New.take(Id);
    if (V.Op == Opcode::Leaf) {
      New.keep(Id, V);
      continue;
    }
    uint32_t Hash = ValueTable::hash(M, V, New.operands());
    ValueId Same = Table.find(M, Hash, V, New.operands());
    if (Same != None)
      New.replace(Id, V, Same);
    else
      Table.add(Hash, New.keep(Id, V));
  }
  New.finish();
}
