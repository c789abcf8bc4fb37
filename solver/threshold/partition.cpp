#include "partition.hpp"

#include <algorithm>
#include <queue>

#include "comity/payoffs/cell_proof.hpp"
#include "comity/question/bounds.hpp"

namespace comity {
namespace {

constexpr std::size_t kMostTries = 600, kMostCells = 400;
/// After so many tries in a row that proved nothing, nothing more is expected.
constexpr std::size_t kMostVain = 40;
/// An infinite piece is cut no farther out than this.
const Rational kFar = Rational(Integer(1) << 30);

/// A part of an open cell that is still to be proved.
struct Piece {
    std::size_t cell = 0;
    Interval where;
    /// Its width; of an infinite one, more than any other's.
    Rational width;
    bool operator<(const Piece& other) const {
        return width < other.width || (width == other.width && other.where.lo < where.lo);
    }
};

/// Rationals in the order of what they enclose.
const Rational kFine(1, Integer(1) << 80);
Rational low(const Bound& end) {
    return end.number().refined(kFine).hi();
}
Rational high(const Bound& end) {
    return end.number().refined(kFine).lo();
}

Rational width_of(const Interval& where) {
    if (!where.lo.is_finite() || !where.hi.is_finite()) return kFar * 4;
    return high(where.hi) - low(where.lo);
}

/// A simple rational about the middle; of an infinite interval, twice as far out as its end.
Rational middle_of(const Interval& where) {
    if (where.lo == where.hi) return where.lo.number().rational();
    const auto farther = [](const Rational& end) {
        Rational power = 1;
        while (power <= end) power *= 2;
        return power;
    };
    if (where.lo.is_finite() && where.hi.is_finite()) {
        const Rational lo = low(where.lo), width = high(where.hi) - lo;
        return between(AlgebraicNumber(Rational(lo + width * 7 / 16)),
                       AlgebraicNumber(Rational(lo + width * 9 / 16)));
    }
    if (where.lo.is_finite()) return low(where.lo) < 0 ? Rational(0) : farther(low(where.lo));
    if (where.hi.is_finite()) return high(where.hi) > 0 ? Rational(0) : Rational(-farther(-high(where.hi)));
    return 0;
}

class Partitioner {
  public:
    Partitioner(const Model& model, const GameForm& form, const ThresholdRequest& request,
                std::optional<std::size_t> without, const StopToken& stop)
        : model_(model), form_(form), request_(request), without_(without), stop_(stop) {}

    Partition run(const IntervalSet& region) {
        for (const Interval& piece : region.intervals()) {
            for (OpenCell& open : open_cells(model_, form_, request_, without_, piece)) {
                cells_.push_back(std::move(open));
                cut(cells_.size() - 1);
            }
        }
        std::size_t vain = 0;
        while (!pieces_.empty() && tries_ < kMostTries && vain < kMostVain &&
               result_.cells.size() < kMostCells) {
            if (stop_.stop_requested()) throw Stopped();
            const Piece piece = pieces_.top();
            pieces_.pop();
            if (prove(piece)) {
                vain = 0;
            } else {
                ++vain;
                split(piece);
            }
        }
        std::sort(result_.cells.begin(), result_.cells.end(), [](const PayoffCell& a, const PayoffCell& b) {
            return a.where.lo < b.where.lo || (a.where.lo == b.where.lo && a.where.hi < b.where.hi);
        });
        close_irrational_gaps();
        return std::move(result_);
    }

  private:
    /// Cuts a cell where what may be agreed on changes, or who is more patient.
    void cut(std::size_t index) {
        const OpenCell& cell = cells_[index];
        std::vector<AlgebraicNumber> cuts;
        const auto add = [&](const AlgebraicNumber& at) {
            if (cell.domain.lo < Bound(at) && Bound(at) < cell.domain.hi) cuts.push_back(at);
        };
        const auto add_ends = [&](const IntervalSet& set) {
            for (const Interval& each : set.intervals()) {
                for (const Bound& end : {each.lo, each.hi}) {
                    if (end.is_finite()) add(end.number());
                }
            }
        };
        if (!cell.question->stage().agreements.empty()) {
            for (ProfileIndex p = 0; p < form_.profiles().size(); ++p)
                add_ends(where_agreed(cell.question->stage(), p, cell.domain));
        }
        add_ends(where_not_negative(cell.delta[0] - cell.delta[1], cell.domain));
        std::sort(cuts.begin(), cuts.end());
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
        Bound lo = cell.domain.lo;
        bool lo_closed = cell.domain.lo_closed;
        for (const AlgebraicNumber& at : cuts) {
            push(index, {lo, at, lo_closed, false});
            push(index, Interval::point(at));
            lo = at;
            lo_closed = false;
        }
        push(index, {lo, cell.domain.hi, lo_closed, cell.domain.hi_closed});
    }

    void push(std::size_t cell, const Interval& where) {
        if (where.is_empty() || (where.lo == where.hi && !where.lo.number().is_rational())) return;
        pieces_.push({cell, where, width_of(where)});
    }

    bool prove(const Piece& piece) {
        ++tries_;
        const OpenCell& cell = cells_[piece.cell];
        const Rational at = middle_of(piece.where);
        auto proved = prove_on_cell(form_, *cell.question, cell.delta, question(at), at, request_.target,
                                    piece.where, stop_);
        if (!proved) return false;
        IntervalSet& set = proved->sustained ? result_.sustained : result_.refuted;
        set = unite(set, piece.where);
        result_.cells.push_back(*std::move(proved));
        return true;
    }

    const Question<Rational>& question(const Rational& at) {
        std::vector<Rational> delta;
        // Where a δ is open, the question is the same everywhere.
        if (!request_.of.is_delta() || !question_)
            question_ = question_at(model_, request_, without_, at, delta);
        return *question_;
    }

    void split(const Piece& piece) {
        const Interval& where = piece.where;
        if (piece.width <= request_.tolerance) return;
        const Rational at = middle_of(where);
        if (piece.width > kFar * 2 && abs(at) > kFar) return;
        push(piece.cell, {where.lo, at, where.lo_closed, true});
        push(piece.cell, {at, where.hi, true, where.hi_closed});
    }

    /// Sustaining sets are closed, and formulas do not jump at irrational points (cells.cpp refuses those).
    void close_irrational_gaps() {
        std::vector<AlgebraicNumber> ends;
        for (const Interval& piece : result_.sustained.intervals()) {
            if (piece.lo.is_finite() && !piece.lo_closed && !piece.lo.number().is_rational())
                ends.push_back(piece.lo.number());
            if (piece.hi.is_finite() && !piece.hi_closed && !piece.hi.number().is_rational())
                ends.push_back(piece.hi.number());
        }
        for (const AlgebraicNumber& end : ends)
            result_.sustained = unite(result_.sustained, Interval::point(end));
    }

    const Model& model_;
    const GameForm& form_;
    const ThresholdRequest& request_;
    std::optional<std::size_t> without_;
    StopToken stop_;
    std::vector<OpenCell> cells_;
    std::priority_queue<Piece> pieces_;
    std::optional<Question<Rational>> question_;
    std::size_t tries_ = 0;
    Partition result_;
};

}  // namespace

Partition partition(const Model& model, const GameForm& form, const ThresholdRequest& request,
                    std::optional<std::size_t> without, const IntervalSet& region, const StopToken& stop) {
    return Partitioner(model, form, request, without, stop).run(region);
}

}  // namespace comity
