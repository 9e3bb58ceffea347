//===- Progress.cpp - How far long work is --------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Five lines a second, so that a terminal behind a slow line keeps up.
//
//===----------------------------------------------------------------------===//

#include "Sweep/Progress.h"
#include "Report/Digits.h"
#include "llvm/ADT/StringExtras.h"

using namespace acp;

static constexpr std::chrono::milliseconds First{1000}, Between{200};

void Progress::show(uint64_t Done, uint64_t All,
                    llvm::function_ref<std::string()> SoFar) {
  Clock::time_point Now = Clock::now();
  if (!Out || Now - Start < First || Now - Told < Between)
    return;
  Told = Now;
  write(Done, All, SoFar(), false);
}

void Progress::finish(uint64_t All, llvm::function_ref<std::string()> SoFar) {
  if (Out && Clock::now() - Start >= First)
    write(All, All, SoFar(), true);
}

void Progress::clear() {
  if (IsShown)
    (*Out << "\r\x1b[K").flush();
  IsShown = false;
}

/// `86.5 million`
static std::string rateText(double Rate) {
  return Rate < 1e6 ? shortDecimal(Rate)
                    : shortDecimal(Rate / 1e6) + " million";
}

void Progress::write(uint64_t Done, uint64_t All, const std::string &SoFar,
                     bool Last) {
  double Took = std::chrono::duration<double>(Clock::now() - Start).count();
  double Rate = double(Done - Begun) / Took;
  std::string Line = shortDecimal(100 * double(Done) / double(All)) + "% of " +
                     grouped(llvm::utostr(All)) + " points, " + rateText(Rate) +
                     " a second";
  if (!SoFar.empty())
    Line += ", best " + SoFar;
  if (!Last && Rate > 0)
    Line += ", " + shortDecimal(double(All - Done) / Rate) + " s left";
  *Out << '\r' << Line << "\x1b[K" << (Last ? "\n" : "");
  Out->flush();
  IsShown = !Last;
}
