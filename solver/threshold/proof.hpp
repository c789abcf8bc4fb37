#pragma once
/// From solved cells to the answer: the whole set, who and what binds, and the certificate.

#include "cells.hpp"

namespace comity {

/// Fills in everything of `answer` that follows from the cells; the certificate only if `prove`. Irrational
/// ends come in enclosures no wider than `tolerance`.
template <class T>
void conclude(const std::vector<SolvedCell<T>>& cells, const Model& model, const GameForm& form,
              const Rational& tolerance, Threshold& answer, bool prove);

/// Is something sustained by one answer and ruled out by the other? Two enclosures of one number are not.
bool are_proved_different(const Threshold& a, const Threshold& b);

}  // namespace comity
