//===- Space.h - The points of a product of axes ----------------*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A space is a product of axes; its points are numbered, the last axis going
// fastest. A lattice gives values of a module at points of a space. What hangs
// on few of the axes is worked out once for those and looked up afterwards, so
// that a point costs only what hangs on all that it is made of.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_KERNEL_SPACE_H
#define ACP_KERNEL_SPACE_H

#include "Kernel/Tape.h"

namespace acp::kernel {

/// The values of a leaf: a list, or without one whole numbers that rise.
struct AxisValues {
  std::vector<double> List;
  double First = 0;
  double at(uint32_t Place) const {
    return List.empty() ? First + Place : List[Place];
  }
};

/// Leaves that go in step through so many values each.
struct SpaceAxis {
  std::vector<ir::ValueId> Leaves;
  /// One a leaf.
  std::vector<AxisValues> Values;
  uint32_t Length = 0;
};

struct Space {
  std::vector<SpaceAxis> Axes;

  /// How many points; nothing if they are 2^62 or more.
  std::optional<uint64_t> size() const;
  /// The place on each axis of a point.
  std::vector<uint32_t> at(uint64_t Point) const;
};

/// The places of a run of points on each axis, one column an axis.
struct Places {
  std::vector<std::vector<uint32_t>> Of;
  std::vector<uint64_t> Points;

  /// Of the points from First on.
  void fill(const Space &S, uint64_t First, size_t Count);
  /// Of any points.
  void set(const Space &S, llvm::ArrayRef<uint64_t> At);
  /// Keeps the points at these rows, which rise.
  void keep(llvm::ArrayRef<uint32_t> Rows);
  size_t size() const { return Points.size(); }
};

class Lattice {
public:
  /// Of the space, which is not needed any more then.
  Lattice(const ir::Module &M, const Space &S,
          llvm::ArrayRef<ir::ValueId> Results);

  /// Operations that one point takes beside looking up what is known.
  size_t steps() const { return Main.Steps.size(); }
  /// Rows of all tables, one a value.
  size_t tableRows() const {
    size_t Rows = 0;
    for (const Table &T : Tables)
      for (const std::vector<double> &Column : T.Columns)
        Rows += Column.size();
    return Rows;
  }

  /// What evaluating needs for itself; one for each thread.
  struct Scratch {
    std::vector<uint32_t> Index;
    std::vector<std::vector<double>> Columns;
  };
  /// The results at some points: one column each, of At.size() rows.
  void evaluate(const Places &At, Scratch &With,
                llvm::ArrayRef<double *> Out) const;

private:
  /// Values that hang on the same axes, at all points of these.
  struct Table {
    /// Axes, and what a step along each is worth in the rows.
    std::vector<std::pair<uint32_t, uint32_t>> Steps;
    std::vector<std::vector<double>> Columns;
  };
  /// A leaf that goes through whole numbers is no table: they are counted.
  struct Range {
    uint32_t Axis = 0;
    double First = 0;
  };
  void addTable(const ir::Module &M, const Space &S,
                llvm::ArrayRef<uint32_t> Axes,
                llvm::ArrayRef<ir::ValueId> Values);

  /// What is looked up comes first among the inputs of the tape.
  std::vector<Table> Tables;
  std::vector<Range> Ranges;
  Tape Main;
};

} // namespace acp::kernel

#endif // ACP_KERNEL_SPACE_H
