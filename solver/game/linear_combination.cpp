// Sums of tables in whole numbers. With c_j = p_j / q_j and t_j = m_j / d_j entry by entry, and L a common
// multiple of all q_j d_j and of the constant's denominator,
//
//     Σ_j c_j t_j + c = (Σ_j f_j m_j + f) / L,   f_j = p_j L / (q_j d_j),   f = c L.
//
// No partial sum is larger than B = Σ_j |f_j| max|m_j| + |f|. Where B fits in 64 bits (or 128) so does
// everything that is computed, and nothing needs to be checked entry by entry; where it does not, integers of
// any length are added, or rationals where a table has no common denominator.

#include <array>
#include <limits>
#include <optional>

#include "comity/game/payoff_table.hpp"

namespace comity {
namespace {

/// f_j m_j, and f, for tables that hold numerators.
struct Scaled {
    std::vector<std::pair<Int128, const PayoffStorage*>> terms;
    Int128 constant = 0, bound = 0;
    std::int64_t denominator = 1;
};

/// Σ_j f_j m_j + f in numbers of type N, a tile at a time so that the sums stay in the cache.
template <class N>
std::vector<N> add(const Scaled& sum, std::size_t size) {
    constexpr std::size_t kTile = 2048;
    std::vector<N> result(size, static_cast<N>(sum.constant));
    for (std::size_t begin = 0; begin < size; begin += kTile) {
        const std::size_t end = std::min(size, begin + kTile);
        for (const auto& [factor, storage] : sum.terms) {
            const N f = static_cast<N>(factor);
            if (const auto* narrow = std::get_if<PayoffStorage::Narrow>(&storage->numbers)) {
                for (std::size_t k = begin; k < end; ++k) result[k] += f * static_cast<N>((*narrow)[k]);
            } else {
                const auto& wide = std::get<PayoffStorage::Wide>(storage->numbers);
                for (std::size_t k = begin; k < end; ++k) result[k] += f * static_cast<N>(wide[k]);
            }
        }
    }
    return result;
}

/// Where 128 bits do not suffice: integers of any size over one denominator. Nothing where a table has none.
std::optional<PayoffStorage> add_integers(std::span<const PayoffTerm> terms, const Rational& constant,
                                          std::size_t size) {
    // Step 1. A common denominator L.
    Integer common = denominator(constant);
    for (const PayoffTerm& term : terms) {
        if (std::holds_alternative<PayoffStorage::Any>(term.table.storage().numbers)) return std::nullopt;
        common = lcm(common, Integer(denominator(term.coefficient) * term.table.denominator()));
    }
    // Step 2. The sums.
    std::vector<Integer> sums(size, numerator(Rational(constant * Rational(common))));
    for (const PayoffTerm& term : terms) {
        const Integer factor =
            numerator(Rational(term.coefficient * Rational(common) / Rational(term.table.denominator())));
        if (factor == 0) continue;
        term.table.visit([&]<class N>(std::span<const N> numbers) {
            for (std::size_t k = 0; k < size; ++k) {
                if constexpr (std::is_same_v<N, Integer>) {
                    sums[k] += factor * numbers[k];
                } else if constexpr (!std::is_same_v<N, Rational>) {
                    sums[k] += factor * to_integer(numbers[k]);
                }
            }
        });
    }
    return PayoffStorage::of(std::move(sums), std::move(common));
}

PayoffStorage add_rationals(std::span<const PayoffTerm> terms, const Rational& constant, std::size_t size) {
    if (auto sums = add_integers(terms, constant, size)) return *std::move(sums);
    PayoffStorage storage;
    storage.numbers = PayoffStorage::Narrow(size);
    for (std::size_t k = 0; k < size; ++k) {
        Rational sum = constant;
        for (const PayoffTerm& term : terms) {
            if (term.coefficient != 0) sum += term.coefficient * term.table[k];
        }
        storage.set(k, sum);
    }
    storage.gather();
    return storage;
}

}  // namespace

PayoffTable linear_combination(std::span<const PayoffTerm> terms, const Rational& constant,
                               std::size_t size) {
    // Step 1. Nothing to add.
    if (terms.size() == 1 && terms[0].coefficient == 1 && constant == 0) return terms[0].table;
    // Step 2. A common denominator L of everything.
    Integer common = denominator(constant);
    bool whole = true;
    for (const PayoffTerm& term : terms) {
        const PayoffStorage& storage = term.table.storage();
        whole = whole && (std::holds_alternative<PayoffStorage::Narrow>(storage.numbers) ||
                          std::holds_alternative<PayoffStorage::Wide>(storage.numbers));
        common = lcm(common, Integer(denominator(term.coefficient) * storage.denominator));
    }
    const auto below = to_int64(common);
    if (!whole || !below) return PayoffTable(add_rationals(terms, constant, size));
    // Step 3. Factors, and the bound B.
    Scaled sum;
    sum.denominator = *below;
    const Integer offset = numerator(Rational(constant * Rational(common)));
    Integer bound = abs(offset);
    for (const PayoffTerm& term : terms) {
        const PayoffStorage& storage = term.table.storage();
        if (term.coefficient == 0 || storage.bound == 0) continue;
        const Integer factor =
            numerator(Rational(term.coefficient * Rational(common) / Rational(storage.denominator)));
        bound += abs(factor) * to_integer(storage.bound);
        // A factor is no larger than the bound, which is looked at before the factor is used.
        sum.terms.emplace_back(to_int128(factor).value_or(0), &storage);
    }
    const auto most = to_int128(bound);
    if (!most) return PayoffTable(add_rationals(terms, constant, size));
    sum.constant = *to_int128(offset);
    // Step 4. The sums, in as few bits as the bound allows.
    PayoffStorage storage;
    storage.denominator = *below;
    storage.bound = *most;
    if (*most <= std::numeric_limits<std::int64_t>::max()) {
        storage.numbers = add<std::int64_t>(sum, size);
    } else {
        auto wide = add<Int128>(sum, size);
        storage.bound = 0;
        for (const Int128 each : wide) storage.bound = std::max(storage.bound, each < 0 ? -each : each);
        if (storage.bound <= std::numeric_limits<std::int64_t>::max()) {
            storage.numbers = PayoffStorage::Narrow(wide.begin(), wide.end());
        } else {
            storage.numbers = std::move(wide);
        }
    }
    return PayoffTable(std::move(storage));
}

}  // namespace comity
