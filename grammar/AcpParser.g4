// The grammar of acpc: files, items, expressions.
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One token of lookahead decides everywhere (the build refuses a grammar for
// which that does not hold), so that parsing is linear and needs none of
// ANTLR's tables. Rules carry no actions: lib/Syntax/ParserBase.h hands each
// rule that ends to the tree builder.
//
// NL stands before each item of a file and each entry of a block, see the token
// filter. Precedence is not here: an `infix` is a flat sequence of operands and
// operators, which lib/Syntax/Precedence.cpp makes into a tree without
// recursion, so that a million of `1 + 1 + …` need no stack. It binds, loosest
// first: or; and; not; == != < <= > >=; `..` to as; + -; * /; unary -; ^.

parser grammar AcpParser;

options {
  tokenVocab = AcpLexer;
  superClass = ParserBase;
}

@parser::postinclude {
#include "Syntax/ParserBase.h"
using acp::ParserBase;
}

// Files.

file : (NL item)* EOF ;
expression : NL? expr EOF ;

item : PRIVATE? (languageDecl | importDecl | unitDecl | prefixDecl | scaleDecl | enumDecl
                | schemaDecl | opDecl | modelDecl | paramDecl | instance
                | clause) ;

// The version of the language that the file needs.
languageDecl : LANGUAGE number ;
importDecl : IMPORT path (TEXT AS NAME | (AS NAME)? (COLON names)?) ;
// After the colon: the classes of prefixes that the unit takes.
unitDecl : (UNIT | COUNT) unitNames (COLON names)? (ASSIGN value)? ;
prefixDecl : PREFIX unitNames COLON NAME ASSIGN value ;
scaleDecl : SCALE unitNames ASSIGN value ;
enumDecl : ENUM NAME LBRACE NL names RBRACE ;
schemaDecl : SCHEMA NAME (COLON path)? block ;
opDecl : OP NAME params block ;
modelDecl : MODEL NAME params? body ;
paramDecl : PARAM NAME (COLON type)? (ASSIGN value)? cite? ;
// `train pretrain { … }`.
instance : path NAME block ;

path : NAME (DOT NAME)* ;
names : NAME (COMMA NAME)* ;
unitNames : unitName (COMMA unitName)* ;
unitName : NAME | PERCENT ;

// Blocks.

block : LBRACE (NL entry)* RBRACE ;
entry : clause | field ;
field : SUM? NAME params? (COLON type)? (ASSIGN value)? cite? ;

// Of a model: a field there is `name = value`, which only the tree builder
// tells from an expression that goes wrong.
body : LBRACE (NL statement)* RBRACE ;
statement : clause | expr (ASSIGN value cite?)? ;

clause : letClause | sourceClause | requireClause | reportClause | assertClause
       | claimClause | axisClause | minimizeClause ;
letClause : LET (NAME params? | listPattern) (COLON type)? ASSIGN value cite? ;
sourceClause : SOURCE expr ;
requireClause : (REQUIRE | EXPECT) expr confidence? message? ;
reportClause : REPORT expr (WITH columns)? ;
assertClause : ASSERT expr within? confidence? message? ;
claimClause : CLAIM expr within? cite? ;
axisClause : (SWEEP | SOLVE) pattern IN expr filter? ;
minimizeClause : (MINIMIZE | MAXIMIZE) expr (COMMA expr)* ;

message : COMMA TEXT ;
cite : COMMA SOURCE expr ;
within : WITHIN expr ;
confidence : WITH expr ;
filter : WHERE expr ;
columns : path (COMMA path)* ;

params : LPAREN (param (COMMA param)*)? RPAREN ;
param : (NAME | LABEL) (COLON type)? (ASSIGN expr)? ;
pattern : NAME | listPattern ;
listPattern : LBRACK patternName (COMMA patternName)* RBRACK ;
patternName : DOTDOT? NAME ;

// `[T]`, and `[E: T]` for a map by an enum.
type : (LBRACK (mapKey COLON)? type RBRACK | unit) QUESTION? ;
mapKey : LABEL ;
// The number is 1, as in `1/year`.
unit : (NUMBER SLASH)? unitPower ((STAR | SLASH) unitPower)* ;
unitPower : (path | PERCENT) (CARET MINUS? NUMBER)? ;

// Expressions.

// What stands after `=`: a fault in it ends with it.
value : expr ;

expr : IF expr THEN expr ELSE expr | pipe ;
pipe : infix (PIPE stage)* ;
stage : (LABEL COLON)? postfix (times | OVER pattern IN infix)? ;
times : REPEAT infix ;

infix : sum (looseOp sum)* ;
looseOp : EQ | NE | LT | LE | GT | GE | AND | OR | DOTDOT | TO ;
sum : operand (tightOp operand)* (AS unit)? ;
tightOp : PLUS | MINUS | STAR | SLASH | CARET ;
operand : (NOT | MINUS)* postfix ;

postfix : atom (call | index | member | block)* ;
call : LPAREN (arg (COMMA arg)*)? RPAREN ;
index : LBRACK element (COMMA element)* RBRACK ;
member : DOT NAME ;
arg : LABEL COLON expr | expr forPart* ;
element : DOTDOT expr | LABEL COLON expr | expr forPart* ;
forPart : FOR pattern IN expr (IF expr)? ;

atom : number | DATE | TEXT | TRUE | FALSE | NONE | SELF | NAME | BAD | paren
     | list | letBlock ;
number : NUMBER UNITWORD* ;
paren : LPAREN expr RPAREN ;
list : LBRACK (element (COMMA element)*)? RBRACK ;
// `{ let a = 1; a + 2 }`. That the value comes last is the builder's to see.
letBlock : LBRACE (NL local)* RBRACE ;
local : letClause | requireClause | expr ;
