//===- Lookalikes.cpp - Characters taken for others -----------------------===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sorted table.
//
//===----------------------------------------------------------------------===//

#include "Syntax/Lookalikes.h"
#include <algorithm>
#include <iterator>

using namespace acp;

static constexpr Lookalike Table[] = {
    {0xB2, "^2", TokenKind::Bad},
    {0xB3, "^3", TokenKind::Bad},
    {0xB7, "*", TokenKind::Star},
    {0xD7, "*", TokenKind::Star},
    {0xF7, "/", TokenKind::Slash},
    {0x2010, "-", TokenKind::Minus},
    {0x2011, "-", TokenKind::Minus},
    {0x2012, "-", TokenKind::Minus},
    {0x2013, "-", TokenKind::Minus},
    {0x2014, "-", TokenKind::Minus},
    {0x2018, "\"", TokenKind::Text},
    {0x2019, "\"", TokenKind::Bad},
    {0x201C, "\"", TokenKind::Text},
    {0x201D, "\"", TokenKind::Text},
    {0x201E, "\"", TokenKind::Text},
    {0x2026, "..", TokenKind::DotDot},
    {0x2044, "/", TokenKind::Slash},
    {0x2190, "=", TokenKind::Assign},
    {0x2192, "|>", TokenKind::Pipe},
    {0x2212, "-", TokenKind::Minus},
    {0x2215, "/", TokenKind::Slash},
    {0x2217, "*", TokenKind::Star},
    {0x221A, "sqrt", TokenKind::Bad},
    {0x2227, "and", TokenKind::And},
    {0x2228, "or", TokenKind::Or},
    {0x2248, "within", TokenKind::Bad},
    {0x2260, "!=", TokenKind::NotEqual},
    {0x2261, "==", TokenKind::Equal},
    {0x2264, "<=", TokenKind::LessEqual},
    {0x2265, ">=", TokenKind::GreaterEqual},
    {0x3001, ",", TokenKind::Comma},
    {0x3002, ".", TokenKind::Dot},
    {0x300C, "\"", TokenKind::Text},
    {0x300D, "\"", TokenKind::Bad},
    {0x3010, "[", TokenKind::LBracket},
    {0x3011, "]", TokenKind::RBracket},
    {0xFF02, "\"", TokenKind::Text},
    {0xFF03, "//", TokenKind::Bad},
    {0xFF05, "%", TokenKind::Percent},
    {0xFF08, "(", TokenKind::LParen},
    {0xFF09, ")", TokenKind::RParen},
    {0xFF0A, "*", TokenKind::Star},
    {0xFF0B, "+", TokenKind::Plus},
    {0xFF0C, ",", TokenKind::Comma},
    {0xFF0D, "-", TokenKind::Minus},
    {0xFF0E, ".", TokenKind::Dot},
    {0xFF0F, "/", TokenKind::Slash},
    {0xFF1A, ":", TokenKind::Colon},
    {0xFF1B, ";", TokenKind::Semi},
    {0xFF1C, "<", TokenKind::Less},
    {0xFF1D, "=", TokenKind::Assign},
    {0xFF1E, ">", TokenKind::Greater},
    {0xFF1F, "?", TokenKind::Question},
    {0xFF3B, "[", TokenKind::LBracket},
    {0xFF3D, "]", TokenKind::RBracket},
    {0xFF3E, "^", TokenKind::Caret},
    {0xFF3F, "_", TokenKind::Bad},
    {0xFF5B, "{", TokenKind::LBrace},
    {0xFF5C, "|>", TokenKind::Bad},
    {0xFF5D, "}", TokenKind::RBrace},
};

const Lookalike *acp::lookalike(uint32_t CodePoint) {
  const Lookalike *It = std::lower_bound(
      std::begin(Table), std::end(Table), CodePoint,
      [](const Lookalike &L, uint32_t C) { return L.CodePoint < C; });
  return It != std::end(Table) && It->CodePoint == CodePoint ? It : nullptr;
}

char acp::halfWidth(uint32_t CodePoint) {
  if (CodePoint < 0xFF01 || CodePoint > 0xFF5E)
    return 0;
  char C = char(CodePoint - 0xFEE0);
  bool Word = (C >= '0' && C <= '9') || (C >= 'A' && C <= 'Z') ||
              (C >= 'a' && C <= 'z');
  return Word ? C : 0;
}

bool acp::isOddBlank(uint32_t CodePoint) {
  return CodePoint == 0x0B || CodePoint == 0x0C || CodePoint == 0x85 ||
         CodePoint == 0xA0 || CodePoint == 0x1680 ||
         (CodePoint >= 0x2000 && CodePoint <= 0x200F) ||
         (CodePoint >= 0x2028 && CodePoint <= 0x202F) ||
         (CodePoint >= 0x205F && CodePoint <= 0x2064) || CodePoint == 0x3000 ||
         CodePoint == 0xFEFF;
}
