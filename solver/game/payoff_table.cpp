#include "comity/game/payoff_table.hpp"

#include <array>
#include <charconv>
#include <numeric>

namespace comity {
namespace {

constexpr Int128 kNarrowest = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kMostBits = 4096;  ///< of a common denominator

Int128 magnitude(Int128 value) {
    return value < 0 ? -value : value;
}

}  // namespace

void PayoffStorage::set(std::size_t index, std::int64_t above, std::int64_t below) {
    const bool has_bound = std::holds_alternative<Narrow>(numbers) || std::holds_alternative<Wide>(numbers);
    if (has_bound && set_scaled(index, above, below)) return;
    set(index, ratio(above, below));
}

void PayoffStorage::set(std::size_t index, const Rational& value) {
    if (auto* whole = std::get_if<Whole>(&numbers)) {
        const Integer& below = boost::multiprecision::denominator(value);
        if (common % below == 0) {
            (*whole)[index] = numerator(value) * (common / below);
            return;
        }
        free();
    } else if (!std::holds_alternative<Any>(numbers)) {
        const auto above = to_int128(numerator(value));
        const auto below = to_int64(boost::multiprecision::denominator(value));
        if (above && below && set_scaled(index, *above, *below)) return;
        free();
    }
    std::get<Any>(numbers)[index] = value;
}

bool PayoffStorage::set_scaled(std::size_t index, Int128 above, std::int64_t below) {
    // Step 1. The common denominator grows to the least common multiple.
    const std::int64_t more = below / std::gcd(below, denominator);
    if (more != 1) {
        std::int64_t larger = 0;
        if (__builtin_mul_overflow(denominator, more, &larger) || !rescale(more)) return false;
    }
    // Step 2. The numerator over it.
    Int128 scaled = 0;
    if (__builtin_mul_overflow(above, static_cast<Int128>(denominator / below), &scaled) ||
        scaled < -kMaxInt128)
        return false;
    if (magnitude(scaled) > kNarrowest) widen();
    if (auto* narrow = std::get_if<Narrow>(&numbers)) {
        (*narrow)[index] = static_cast<std::int64_t>(scaled);
    } else {
        std::get<Wide>(numbers)[index] = scaled;
    }
    bound = std::max(bound, magnitude(scaled));
    return true;
}

bool PayoffStorage::rescale(std::int64_t factor) {
    Int128 larger = 0;
    if (__builtin_mul_overflow(bound, static_cast<Int128>(factor), &larger)) return false;
    if (larger > kNarrowest) widen();
    if (bound != 0) {
        if (auto* narrow = std::get_if<Narrow>(&numbers)) {
            for (std::int64_t& each : *narrow) each *= factor;
        } else {
            for (Int128& each : std::get<Wide>(numbers)) each *= factor;
        }
    }
    bound = larger;
    denominator *= factor;
    return true;
}

void PayoffStorage::widen() {
    if (const auto* narrow = std::get_if<Narrow>(&numbers)) numbers = Wide(narrow->begin(), narrow->end());
}

void PayoffStorage::free() {
    Any each;
    std::visit(
        [&](const auto& from) {
            each.reserve(from.size());
            for (const auto& number : from) {
                using From = std::decay_t<decltype(from)>;
                if constexpr (std::is_same_v<From, Any>) {
                    each.push_back(number);
                } else if constexpr (std::is_same_v<From, Whole>) {
                    each.emplace_back(number, common);
                } else {
                    each.push_back(ratio(number, denominator));
                }
            }
        },
        numbers);
    numbers = std::move(each);
    denominator = 1;
    common = 1;
    bound = 0;
}

PayoffStorage PayoffStorage::of(Whole numerators, Integer below) {
    // Step 1. In lowest terms.
    Integer factor = below;
    for (const Integer& each : numerators) {
        if (factor == 1) break;
        factor = gcd(factor, each);
    }
    Integer most = 0;
    for (Integer& each : numerators) {
        if (factor != 1) each /= factor;
        if (abs(each) > most) most = abs(each);
    }
    below /= factor;
    // Step 2. In 64 or 128 bits, if they suffice.
    PayoffStorage result;
    const auto bound = to_int128(most);
    const auto small = to_int64(below);
    if (!bound || !small) {
        result.numbers = std::move(numerators);
        result.common = std::move(below);
        return result;
    }
    result.denominator = *small;
    result.bound = *bound;
    const auto take = [&](auto numbers) {
        numbers.reserve(numerators.size());
        using Number = typename decltype(numbers)::value_type;
        for (const Integer& each : numerators) numbers.push_back(static_cast<Number>(*to_int128(each)));
        result.numbers = std::move(numbers);
    };
    *bound <= kNarrowest ? take(Narrow()) : take(Wide());
    return result;
}

void PayoffStorage::gather() {
    const auto* each = std::get_if<Any>(&numbers);
    if (each == nullptr) return;
    Integer below = 1;
    for (const Rational& value : *each) {
        const Integer& own = boost::multiprecision::denominator(value);
        if (below % own == 0) continue;
        below = lcm(below, own);
        if (msb(below) > kMostBits) return;
    }
    Whole numerators;
    numerators.reserve(each->size());
    for (const Rational& value : *each)
        numerators.push_back(numerator(value) * (below / boost::multiprecision::denominator(value)));
    *this = of(std::move(numerators), std::move(below));
}

PayoffTable::PayoffTable(PayoffStorage storage)
    : storage_(std::make_shared<PayoffStorage>(std::move(storage))),
      size_(std::visit([](const auto& numbers) { return numbers.size(); }, storage_->numbers)) {}

PayoffTable::PayoffTable(std::size_t size, const Rational& value)
    : storage_(std::make_shared<PayoffStorage>()), size_(size) {
    // The first entry finds the storage that fits; the others are like it.
    storage_->numbers = PayoffStorage::Narrow(size);
    if (size == 0 || value == 0) return;
    storage_->set(0, value);
    std::visit([](auto& numbers) { std::fill(numbers.begin() + 1, numbers.end(), numbers.front()); },
               storage_->numbers);
}

PayoffTable PayoffTable::Builder::finish() {
    storage_.gather();
    PayoffTable table(std::move(storage_));
    storage_ = PayoffStorage{};
    return table;
}

PayoffStorage& PayoffTable::own() {
    if (storage_.use_count() > 1) storage_ = std::make_shared<PayoffStorage>(*storage_);
    return *storage_;
}

Rational PayoffTable::operator[](std::size_t index) const {
    return std::visit(
        [&](const auto& numbers) -> Rational {
            using Numbers = std::decay_t<decltype(numbers)>;
            if constexpr (std::is_same_v<Numbers, PayoffStorage::Any>) {
                return numbers[index];
            } else if constexpr (std::is_same_v<Numbers, PayoffStorage::Whole>) {
                return Rational(numbers[index], storage_->common);
            } else {
                return ratio(numbers[index], storage_->denominator);
            }
        },
        storage_->numbers);
}

PayoffTable PayoffTable::gathered(std::span<const std::uint32_t> where) const {
    PayoffStorage storage;
    storage.denominator = storage_->denominator;
    storage.common = storage_->common;
    storage.bound = storage_->bound;
    std::visit(
        [&](const auto& numbers) {
            std::decay_t<decltype(numbers)> gathered(where.size());
            for (std::size_t k = 0; k < where.size(); ++k) gathered[k] = numbers[where[k]];
            storage.numbers = std::move(gathered);
        },
        storage_->numbers);
    return PayoffTable(std::move(storage));
}

void PayoffTable::write(std::string& out, std::size_t index) const {
    const auto* narrow = std::get_if<PayoffStorage::Narrow>(&storage_->numbers);
    if (narrow == nullptr) {
        out += to_string((*this)[index]);
        return;
    }
    const auto append = [&](std::int64_t number) {
        std::array<char, 24> digits;
        out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
    };
    const std::int64_t above = (*narrow)[index], below = storage_->denominator;
    const std::int64_t common = below == 1 ? 1 : std::gcd(above, below);
    append(above / common);
    if (below == common) return;
    out += '/';
    append(below / common);
}

bool PayoffTable::operator==(const PayoffTable& other) const {
    if (size_ != other.size_) return false;
    if (storage_ == other.storage_) return true;
    if (storage_->denominator == other.storage_->denominator && storage_->common == other.storage_->common &&
        storage_->numbers.index() == other.storage_->numbers.index()) {
        return storage_->numbers == other.storage_->numbers;
    }
    for (std::size_t k = 0; k < size_; ++k) {
        if ((*this)[k] != other[k]) return false;
    }
    return true;
}

}  // namespace comity
