#include "serialize_parts.hpp"

namespace comity {

void save(Saver& out, const Integer& value) {
    out.text(value.str());
}
void load(Loader& in, Integer& value) {
    Rational number;
    load(in, number);
    if (denominator(number) != 1) throw BadPayload("a whole number is a fraction");
    value = numerator(number);
}

void save(Saver& out, const Rational& value) {
    out.text(to_string(value));
}
void load(Loader& in, Rational& value) {
    // Rationals of proofs may be longer than those of a file, so they are read as two integers, not by the
    // file's rules.
    const std::string text = in.text();
    const std::size_t slash = text.find('/');
    const auto digits = [](const std::string& part, bool sign) {
        const std::size_t first = sign && part.starts_with('-') ? 1 : 0;
        return part.size() > first && part.find_first_not_of("0123456789", first) == std::string::npos &&
               (part[first] != '0' || part.size() == first + 1);
    };
    const std::string below = slash == std::string::npos ? "1" : text.substr(slash + 1);
    const std::string above = text.substr(0, slash);
    if (!digits(above, true) || !digits(below, false) || below == "0")
        throw BadPayload("a number is malformed");
    value = Rational(Integer(above)) / Rational(Integer(below));
}

void save(Saver& out, const Polynomial& p) {
    save(out, p.coefficients());
}
void load(Loader& in, Polynomial& p) {
    std::vector<Rational> coefficients;
    load(in, coefficients);
    p = Polynomial(std::move(coefficients));
}

void save(Saver& out, const RationalFunction& f) {
    save(out, f.numerator());
    save(out, f.denominator());
}
void load(Loader& in, RationalFunction& f) {
    Polynomial numerator, denominator;
    load(in, numerator);
    load(in, denominator);
    if (denominator.is_zero()) throw BadPayload("a denominator is zero");
    f = RationalFunction(std::move(numerator), std::move(denominator));
}

void save(Saver& out, const AlgebraicNumber& x) {
    out.count(x.is_rational() ? 0 : 1);
    save(out, x.lo());
    if (x.is_rational()) return;
    save(out, x.hi());
    save(out, x.polynomial());
}
void load(Loader& in, AlgebraicNumber& x) {
    const bool irrational = in.choice(1) == 1;
    Rational lo;
    load(in, lo);
    if (!irrational) {
        x = AlgebraicNumber(lo);
        return;
    }
    Rational hi;
    Polynomial p;
    load(in, hi);
    load(in, p);
    // One simple root strictly inside is what the type promises; anything else would make comparisons run for
    // ever.
    if (!(lo < hi) || p.degree() < 1 || p(lo) == 0 || p(hi) == 0 || square_free(p).degree() != p.degree() ||
        SturmSequence(p).roots_between(lo, hi) != 1) {
        throw BadPayload("an irrational number is malformed");
    }
    x = AlgebraicNumber(std::move(p), std::move(lo), std::move(hi));
}

void save(Saver& out, const Bound& bound) {
    out.count(bound.is_finite() ? 1 : bound.is_plus_infinity() ? 2 : 0);
    if (bound.is_finite()) save(out, bound.number());
}
void load(Loader& in, Bound& bound) {
    const std::size_t kind = in.choice(2);
    if (kind != 1) {
        bound = kind == 2 ? Bound::infinity() : Bound::minus_infinity();
        return;
    }
    AlgebraicNumber x{Rational(0)};
    load(in, x);
    bound = Bound(std::move(x));
}

void save(Saver& out, const Interval& interval) {
    save(out, interval.lo);
    save(out, interval.hi);
    out.count(interval.lo_closed);
    out.count(interval.hi_closed);
}
void load(Loader& in, Interval& interval) {
    load(in, interval.lo);
    load(in, interval.hi);
    interval.lo_closed = in.choice(1) == 1;
    interval.hi_closed = in.choice(1) == 1;
}

void save(Saver& out, const IntervalSet& set) {
    save(out, set.intervals());
}
void load(Loader& in, IntervalSet& set) {
    std::vector<Interval> pieces;
    load(in, pieces);
    set = IntervalSet();
    for (const Interval& piece : pieces) set = unite(set, IntervalSet(piece));
}

}  // namespace comity
