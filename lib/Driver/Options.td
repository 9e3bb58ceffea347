//===- Options.td - The command line of acpc ------------------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class Switch<string name, string help>
    : Flag<["--"], name>, HelpText<help>;

multiclass Valued<string name, string help, string meta> {
  def NAME : Joined<["--"], name#"=">, HelpText<help>, MetaVarName<meta>;
  def NAME#_separate : Separate<["--"], name>, Alias<!cast<Joined>(NAME)>;
}

def define : JoinedOrSeparate<["-"], "D">, MetaVarName<"NAME=VALUE">,
    HelpText<"Give a parameter of the plan a value; @FILE takes the parameters of a file">;
def import_path : JoinedOrSeparate<["-"], "I">, MetaVarName<"DIR">,
    HelpText<"Look for imported modules in DIR too">;
def output : JoinedOrSeparate<["-"], "o">, MetaVarName<"FILE">,
    HelpText<"Write to FILE instead of the standard output">;
defm format : Valued<"format", "Form of the report: text, markdown or json, of a model csv too; of diagnostics: text, short or json", "FORM">;
defm diagnostics : Valued<"diagnostics", "Form of diagnostics: full, short or json", "FORM">;
defm emit : Valued<"emit", "Print what a phase makes: ast, ir, folded or mlir", "PHASE">;
defm open : Valued<"open", "Leave a parameter unknown", "NAME">;
defm by : Valued<"by", "Rows of `acpc layers`: name (the default) or kind", "WHAT">;
defm sort : Valued<"sort", "Sort `acpc layers` or `acpc list` by a column, the largest first; a list by -COLUMN, the smallest first", "COLUMN">;
defm with : Valued<"with", "Columns of `acpc layers` or `acpc list`, such as params,trainable,buffers", "COLUMNS">;
defm where : Valued<"where", "Entries of `acpc list hardware` that meet a condition on their fields", "CONDITION">;
defm claims : Valued<"claims", "What a claim that is off does: report (the default) or error", "WHAT">;
defm color : Valued<"color", "Colour: auto (the default), always or never", "WHEN">;
defm depth : Valued<"depth", "Levels of a model, or of a derivation, that are shown", "N">;
defm draws : Valued<"draws", "Draws of every uncertain quantity (10000 by default)", "N">;
def summary : Switch<"summary", "`acpc sweep`: what all points come to, instead of a row each">;
defm shard : Valued<"shard", "`acpc sweep`: one of N equal parts, which `acpc merge` puts together", "I/N">;
defm top : Valued<"top", "Points of a search that are shown, the best first (1 by default)", "N">;
defm threads : Valued<"threads", "Threads of a search (all of the machine by default)", "N">;
defm seed : Valued<"seed", "Another order of the draws", "N">;
defm stdlib : Valued<"stdlib", "Use a source folder as the standard library", "DIR">;
def exact : Switch<"exact", "Show all digits of every figure">;
def timing : Switch<"timing", "Say on the error output where the time went">;
def ascii : Switch<"ascii", "Use only ASCII in frames">;
def help : Switch<"help", "Show this help">;
def help_short : Flag<["-"], "h">, Alias<help>;
def version : Switch<"version", "Show the version">;
