#pragma once
/// Exact payoffs, stored compactly: one number for each profile (or cell of an issue).
///
/// A table is a vector of whole numerators over one common denominator, in 64 bits where all of them fit,
/// else in 128, else of any length; only where that denominator would be very long, or while a table of long
/// numbers is being filled, does it hold rationals one by one. Which of the four it is never shows in a
/// result: every operation is exact and widens where it must.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "comity/number/int128.hpp"

namespace comity {

/// How the numbers of a table lie in memory; see PayoffTable.
struct PayoffStorage {
    using Narrow = std::vector<std::int64_t>;
    using Wide = std::vector<Int128>;
    using Whole = std::vector<Integer>;
    using Any = std::vector<Rational>;

    std::variant<Narrow, Wide, Whole, Any> numbers;
    std::int64_t denominator = 1;  ///< of Narrow and Wide
    Integer common = 1;            ///< the denominator of Whole, above 0
    Int128 bound = 0;              ///< of Narrow and Wide: no numerator is larger, whatever its sign

    /// Puts value (numerator / denominator) at a place, widening and rescaling as needed. `denominator` > 0.
    void set(std::size_t index, const Rational& value);
    void set(std::size_t index, std::int64_t numerator, std::int64_t denominator);

    /// These numerators over one denominator (above 0), in as few bits as they need.
    static PayoffStorage of(Whole numerators, Integer denominator);
    /// Puts rationals over one denominator, if that is not very long.
    void gather();

  private:
    bool set_scaled(std::size_t index, Int128 numerator, std::int64_t denominator);
    bool rescale(std::int64_t factor);
    void widen();
    void free();
};

/// A vector of rationals. Copies share their numbers until one of them is changed, so that copying is cheap.
class PayoffTable {
  public:
    PayoffTable() : PayoffTable(0) {}
    explicit PayoffTable(std::size_t size, const Rational& value = Rational(0));
    PayoffTable(std::initializer_list<Rational> values) : PayoffTable(values.begin(), values.end()) {}
    template <std::input_iterator Iterator>
    PayoffTable(Iterator first, Iterator last)
        : PayoffTable(static_cast<std::size_t>(std::distance(first, last))) {
        for (std::size_t k = 0; first != last; ++first, ++k) set(k, *first);
        gather();
    }

    explicit PayoffTable(PayoffStorage storage);

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    Rational operator[](std::size_t index) const;
    void set(std::size_t index, const Rational& value) { own().set(index, value); }
    /// To be called when a table of long numbers is filled: puts them over one denominator.
    void gather() {
        if (std::holds_alternative<PayoffStorage::Any>(storage_->numbers)) own().gather();
    }

    /// The table whose entry k is this one's entry where[k].
    PayoffTable gathered(std::span<const std::uint32_t> where) const;

    /// Appends an entry in lowest terms: "3/7", or "3".
    void write(std::string& out, std::size_t index) const;

    /// Calls f with the numerators as a span of std::int64_t, Int128 or Integer, or with the numbers
    /// themselves as a span of Rational. Within one table numerators compare as the numbers do.
    template <class F>
    decltype(auto) visit(F&& f) const {
        return std::visit([&](const auto& numbers) -> decltype(auto) { return f(std::span(numbers)); },
                          storage_->numbers);
    }
    /// Is entry a smaller than entry b?
    bool less(std::size_t a, std::size_t b) const {
        return visit([&](const auto& numbers) { return numbers[a] < numbers[b]; });
    }

    /// What numerators stand over; 1 where there are none.
    Integer denominator() const {
        return std::holds_alternative<PayoffStorage::Whole>(storage_->numbers)
                   ? storage_->common
                   : Integer(storage_->denominator);
    }
    const PayoffStorage& storage() const { return *storage_; }

    bool operator==(const PayoffTable& other) const;

    /// Reads the entries in order, by value.
    class const_iterator;
    const_iterator begin() const;
    const_iterator end() const;

    /// Fills a new table in any order, without the cost of sharing; entries not set are zero.
    class Builder {
      public:
        explicit Builder(std::size_t size) { storage_.numbers = PayoffStorage::Narrow(size); }
        /// `denominator` > 0.
        void set(std::size_t index, std::int64_t numerator, std::int64_t denominator = 1) {
            auto* narrow = std::get_if<PayoffStorage::Narrow>(&storage_.numbers);
            if (narrow == nullptr || denominator != storage_.denominator) {
                storage_.set(index, numerator, denominator);
                return;
            }
            (*narrow)[index] = numerator;
            storage_.bound = std::max<Int128>(storage_.bound, numerator < 0 ? -Int128(numerator) : numerator);
        }
        void set(std::size_t index, const Rational& value) { storage_.set(index, value); }
        /// One entry more.
        void append(std::int64_t numerator, std::int64_t denominator) {
            const std::size_t index = grow();
            set(index, numerator, denominator);
        }
        void append(const Rational& value) {
            const std::size_t index = grow();
            set(index, value);
        }
        /// The table; the builder is empty afterwards.
        PayoffTable finish();

      private:
        std::size_t grow() {
            return std::visit([](auto& numbers) { return numbers.emplace_back(), numbers.size() - 1; },
                              storage_.numbers);
        }
        PayoffStorage storage_;
    };

  private:
    /// The storage for writing: a copy of its own if it is shared.
    PayoffStorage& own();

    std::shared_ptr<PayoffStorage> storage_;
    std::size_t size_ = 0;
};

class PayoffTable::const_iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Rational;
    using difference_type = std::ptrdiff_t;
    using pointer = const Rational*;
    using reference = Rational;

    const_iterator() = default;
    const_iterator(const PayoffTable* table, std::size_t index) : table_(table), index_(index) {}
    Rational operator*() const { return (*table_)[index_]; }
    const_iterator& operator++() {
        ++index_;
        return *this;
    }
    const_iterator operator++(int) { return {table_, index_++}; }
    bool operator==(const const_iterator& other) const { return index_ == other.index_; }

  private:
    const PayoffTable* table_ = nullptr;
    std::size_t index_ = 0;
};

inline PayoffTable::const_iterator PayoffTable::begin() const {
    return {this, 0};
}
inline PayoffTable::const_iterator PayoffTable::end() const {
    return {this, size_};
}

/// One term of a sum of tables: coefficient · table.
struct PayoffTerm {
    Rational coefficient;
    PayoffTable table;
};

/// Σ coefficient · table + constant, entry by entry, for tables of `size` entries. Exact: whole numbers are
/// used where no intermediate result can leave them. A lone table with coefficient 1 is shared, not copied.
PayoffTable linear_combination(std::span<const PayoffTerm> terms, const Rational& constant, std::size_t size);

/// How payoffs of type T are kept: compactly where they are numbers.
template <class T>
using PayoffRow = std::conditional_t<std::is_same_v<T, Rational>, PayoffTable, std::vector<T>>;

/// row[index] = value, for either kind of row.
inline void set_payoff(PayoffTable& row, std::size_t index, const Rational& value) {
    row.set(index, value);
}
template <class T>
void set_payoff(std::vector<T>& row, std::size_t index, T value) {
    row[index] = std::move(value);
}

}  // namespace comity
