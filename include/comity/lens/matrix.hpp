#pragma once
/// Eigen matrices over exact numbers.

#include <Eigen/Core>

#include "comity/number/rational_function.hpp"

namespace Eigen {

template <>
struct NumTraits<comity::Rational> : GenericNumTraits<comity::Rational> {
    using Real = comity::Rational;
    using NonInteger = comity::Rational;
    using Nested = comity::Rational;
    enum {
        IsComplex = 0,
        IsInteger = 0,
        IsSigned = 1,
        RequireInitialization = 1,
        ReadCost = 10,
        AddCost = 50,
        MulCost = 100
    };
    static Real epsilon() { return 0; }
    static Real dummy_precision() { return 0; }
    static int digits10() { return 0; }
};

template <>
struct NumTraits<comity::RationalFunction> : GenericNumTraits<comity::RationalFunction> {
    using Real = comity::RationalFunction;
    using NonInteger = comity::RationalFunction;
    using Nested = comity::RationalFunction;
    enum {
        IsComplex = 0,
        IsInteger = 0,
        IsSigned = 1,
        RequireInitialization = 1,
        ReadCost = 50,
        AddCost = 200,
        MulCost = 400
    };
    static Real epsilon() { return 0; }
    static Real dummy_precision() { return 0; }
    static int digits10() { return 0; }
};

}  // namespace Eigen

namespace comity {

/// n×n, row i: what state i makes of everybody's gains.
template <class T>
using SquareMatrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
/// n×1, one entry per state.
template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

}  // namespace comity
