//===- Elementary.h - Exponential and logarithms of our own -----*- C++ -*-===//
//
// Part of acpc, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions of the C library differ between machines in the last bit.
// These are made of additions, multiplications and divisions of binary64
// alone, without fused ones, so that every machine gives the same bits. Their
// error is below 0.6 units of the last place of a normal result. Special
// values are those of C: log(0) is -infinity, pow(x, 0) is 1.
//
//===----------------------------------------------------------------------===//

#ifndef ACP_QUANTITY_ELEMENTARY_H
#define ACP_QUANTITY_ELEMENTARY_H

#include <cstddef>

namespace acp::elementary {

double exp(double X);
/// Of N numbers, which is quicker.
void exp(const double *X, double *To, size_t N);
double log(double X);
double log2(double X);
double log10(double X);
/// Negative bases take whole exponents only, others give NaN.
double pow(double Base, double Exponent);
/// The point of the standard normal distribution below which a part P of it
/// lies: minus infinity at 0, infinity at 1, NaN outside. Relative error 1e-15.
double probit(double P);
/// Of N numbers, which is quicker.
void probit(const double *P, double *To, size_t N);

} // namespace acp::elementary

#endif // ACP_QUANTITY_ELEMENTARY_H
