// The words of acpc: what a byte sequence is cut into.
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// This file defines the tokens and their numbers. The compiler itself cuts a
// file with lib/Syntax/Scanner.cpp, which is held to these rules by a test
// (`acp-syntax --check-lexer` runs both over a file and compares): a lexer made
// from this file builds its automaton anew in each process, character by
// character, which took more time than all else of a run on a small plan, and
// it needs 32 bits a character and an object a token.
//
// Between this and the parser stands lib/Syntax/TokenFilter.cpp, which makes
// the tokens listed first: which newlines begin an entry, which words after a
// number are its unit, and where a declaration word is one.

lexer grammar AcpLexer;

tokens {
  // What was reported already; it stands for any value.
  BAD,
  // Stands before every item of a file and every entry of a block.
  NL,
  // A name before a colon, in parentheses or after `|>`.
  LABEL,
  // A word of the unit of the number before it: `GB/s`, `%`, `billion`.
  UNITWORD,
  // Words of declarations, where a declaration may begin.
  LANGUAGE, IMPORT, PRIVATE, UNIT, COUNT, PREFIX, SCALE, ENUM, SCHEMA, OP, MODEL,
  PARAM, SWEEP, SOLVE, MINIMIZE, MAXIMIZE, ASSERT, CLAIM, SOURCE, REQUIRE, EXPECT, REPORT, SUM,
  // Words that go on with a clause, where one can end.
  WHERE, WITH, WITHIN
}

// Words that name nothing, wherever they stand.
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
FOR : 'for' ;
IN : 'in' ;
OVER : 'over' ;
REPEAT : 'repeat' ;
TO : 'to' ;
AS : 'as' ;
AND : 'and' ;
OR : 'or' ;
NOT : 'not' ;
TRUE : 'true' ;
FALSE : 'false' ;
NONE : 'none' ;
SELF : 'self' ;
LET : 'let' ;

// Letters of any script. The compiler's own table is exact; here a range stands
// for all that is no punctuation.
NAME : LETTER (LETTER | DIGIT)* ;
DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT ('-' DIGIT DIGIT)? ;
NUMBER : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGIT+)? ;
TEXT : '"' ('\\' . | ~["\\\r\n])* '"' ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
SEMI : ';' ;
COLON : ':' ;
DOTDOT : '..' ;
DOT : '.' ;
ASSIGN : '=' ;
EQ : '==' ;
NE : '!=' ;
LE : '<=' ;
LT : '<' ;
GE : '>=' ;
GT : '>' ;
PIPE : '|>' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
CARET : '^' ;
PERCENT : '%' ;
QUESTION : '?' ;

NEWLINE : '\r'? '\n' -> channel(HIDDEN) ;
BLANK : [ \t]+ -> channel(HIDDEN) ;
DOC : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN) ;
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;

fragment DIGIT : [0-9] ;
fragment DIGITS : DIGIT ('_'? DIGIT)* ;
fragment LETTER : [A-Za-z_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u2C00-\u2DFF\u3005-\u3007\u3021-\uD7FF\uF900-\uFDFF\u{10000}-\u{1D7FF}\u{20000}-\u{3FFFF}] ;
