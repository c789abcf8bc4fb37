#pragma once
/// From solved cells to the answer: the whole set, who and what binds, and the certificate.

#include "cells.hpp"

namespace comity {

/// Fills in everything of `answer` that follows from the cells; the certificate only if `prove`. Irrational
/// ends come in enclosures no wider than `tolerance`.
template <class T>
void conclude(const std::vector<SolvedCell<T>>& cells, const Model& model, const GameForm& form,
              const Rational& tolerance, Threshold& answer, bool prove);

}  // namespace comity
