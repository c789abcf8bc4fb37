#pragma once
/// How the parts of findings go into an archive and come back, and lists of them. Templates find the overload
/// of what they hold through the Saver's or Loader's namespace.

#include "serialize.hpp"

namespace comity {

// --- numbers (serialize_numbers.cpp)
void save(Saver& out, const Integer& value);
void load(Loader& in, Integer& value);
void save(Saver& out, const Rational& value);
void load(Loader& in, Rational& value);
void save(Saver& out, const Polynomial& p);
void load(Loader& in, Polynomial& p);
void save(Saver& out, const RationalFunction& f);
void load(Loader& in, RationalFunction& f);
void save(Saver& out, const AlgebraicNumber& x);
void load(Loader& in, AlgebraicNumber& x);
void save(Saver& out, const Bound& bound);
void load(Loader& in, Bound& bound);
void save(Saver& out, const Interval& interval);
void load(Loader& in, Interval& interval);
void save(Saver& out, const IntervalSet& set);
void load(Loader& in, IntervalSet& set);

// --- games and proofs (serialize_proofs.cpp)
void save(Saver& out, const ActorId& actor);
void load(Loader& in, ActorId& actor);
void save(Saver& out, const Target& target);
void load(Loader& in, Target& target);
void save(Saver& out, const Inequality& x);
void load(Loader& in, Inequality& x);
void save(Saver& out, const Certificate& certificate);
void load(Loader& in, Certificate& certificate);

// --- proofs about sets of payoffs (serialize_payoffs.cpp)
void save(Saver& out, const PayoffProof<Rational>& proof);
void load(Loader& in, PayoffProof<Rational>& proof);
void save(Saver& out, const PayoffCell& cell);
void load(Loader& in, PayoffCell& cell);
void save(Saver& out, const PayoffSetFinding& finding);
void load(Loader& in, PayoffSetFinding& finding);

// --- lists
inline void save(Saver& out, std::size_t index) {
    out.number(index);
}
inline void load(Loader& in, std::size_t& index) {
    index = in.number();
}

template <class T>
void save(Saver& out, const std::vector<T>& values) {
    out.count(values.size());
    for (const T& value : values) save(out, value);
}
template <class T>
void load(Loader& in, std::vector<T>& values) {
    const std::size_t count = in.count();
    values.clear();
    // One by one: a list takes no more room than the payload has entries for it.
    for (std::size_t k = 0; k < count; ++k) {
        T value{};
        load(in, value);
        values.push_back(std::move(value));
    }
}

template <class T>
void save(Saver& out, const std::optional<T>& value) {
    out.count(value.has_value());
    if (value) save(out, *value);
}
template <class T>
void load(Loader& in, std::optional<T>& value) {
    value.reset();
    if (in.choice(1) == 0) return;
    T inside{};
    load(in, inside);
    value = std::move(inside);
}

}  // namespace comity
