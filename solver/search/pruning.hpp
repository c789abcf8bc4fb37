#pragma once
/// What is done at a node of the search before it is split: cells that no better solution has are taken away.
/// Sums are exact, whole numbers; the relaxation's bound is rounded outward.

#include "tables.hpp"

namespace comity {

/// The next two nodes: one where a member of a part does `action` and one where it does something else; or
/// one where a clause's first alternative is demanded and one where it is given up.
struct Split {
    std::optional<std::size_t> clause;
    std::size_t issue = 0, member = 0, action = 0;
};

/// What a node knows beside its domains, handed on to the nodes below.
struct NodeState {
    enum class Choice : signed char { open, demanded, given_up };
    std::vector<Choice> choices;                             ///< by clause: of its first alternative
    std::vector<double> multipliers;                         ///< of the relaxation
    double bound = std::numeric_limits<double>::infinity();  ///< on the weighted goal
    Split next;
    std::optional<std::vector<ProfileIndex>> candidate;  ///< a solution that the relaxation came upon
};

/// Every solution must be better than the best one so far.
struct Required {
    std::optional<Integer> value;
    double weighted = -std::numeric_limits<double>::infinity();
};

/// Do these cells, one for each issue, meet everything but the goal?
template <class N>
class Pruner {
    using Row = typename Tables<N>::Row;

  public:
    explicit Pruner(const Tables<N>& tables) : tables_(tables) {}

    /// Takes away cells; false where no solution is left that is as good as required.
    bool prune(Domains& domains, NodeState& state, const Required& required) {
        while (true) {
            if (!prune_exactly(domains, state, required)) return false;
            if (!tables_.relaxes()) break;
            const bool single = is_single(domains);
            bool changed = false;
            if (!relax(domains, state, required, single, changed)) return false;
            if (single || !changed) break;
        }
        if (!tables_.relaxes()) state.next = first_open(domains);
        return true;
    }

    static N value(const Row& row, const std::vector<ProfileIndex>& cells) {
        N sum = row.constant;
        for (std::size_t s = 0; s < cells.size(); ++s) {
            if (!row.terms[s].empty()) sum += row.terms[s][cells[s]];
        }
        return sum;
    }
    /// Do these cells meet every clause and kept product?
    bool holds(const std::vector<ProfileIndex>& cells) const {
        for (const auto& clause : tables_.clauses) {
            if (std::none_of(clause.alternatives.begin(), clause.alternatives.end(),
                             [&](const Row& row) { return !(value(row, cells) < N(0)); }))
                return false;
        }
        return std::all_of(tables_.program().kept_products.begin(), tables_.program().kept_products.end(),
                           [&](const auto& kept) { return value_of(kept.first, cells) >= kept.second; });
    }

  private:
    static bool is_single(const Domains& domains) {
        return std::all_of(domains.begin(), domains.end(),
                           [](const auto& domain) { return domain.size() == 1; });
    }

    // --- exactly

    bool prune_exactly(Domains& domains, const NodeState& state, const Required& required) {
        first_only_.assign(tables_.clauses.size(), false);
        bool changed = true;
        while (changed) {
            changed = false;
            for (std::size_t c = 0; c < tables_.clauses.size(); ++c) {
                if (!prune_clause(domains, c, state.choices[c], changed)) return false;
            }
            for (const auto& [rows, least] : tables_.kept_products) {
                if (greatest_product(domains, rows) < least) return false;
            }
            if (!required.value || tables_.goals.empty()) continue;
            if (tables_.program().goal->kind == Goal::Kind::product) {
                if (greatest_product(domains, tables_.goals) < *required.value) return false;
                continue;
            }
            const N least = narrowed<N>(*required.value);
            for (const Row& row : tables_.goals) {
                if (!prune_row(domains, row, least, changed)) return false;
            }
        }
        return true;
    }

    bool prune_clause(Domains& domains, std::size_t c, NodeState::Choice choice, bool& changed) {
        const auto& alternatives = tables_.clauses[c].alternatives;
        const Row* last = nullptr;
        std::size_t alive = 0;
        for (std::size_t k = 0; k < alternatives.size(); ++k) {
            if (k == 0 && choice == NodeState::Choice::given_up) continue;
            if (k > 0 && choice == NodeState::Choice::demanded) break;
            if (most(domains, alternatives[k]) < N(0)) continue;
            last = &alternatives[k];
            if (++alive == 2) break;
        }
        if (alive == 0) return false;
        if (alive > 1) return true;
        first_only_[c] = last == &alternatives.front();
        return prune_row(domains, *last, N(0), changed);
    }

    static N most_in(const std::vector<std::uint32_t>& domain, const std::vector<N>& terms) {
        if (terms.empty()) return N(0);
        N most = terms[domain.front()];
        for (const std::uint32_t cell : domain) {
            if (most < terms[cell]) most = terms[cell];
        }
        return most;
    }
    static N most(const Domains& domains, const Row& row) {
        N sum = row.constant;
        for (std::size_t s = 0; s < domains.size(); ++s) sum += most_in(domains[s], row.terms[s]);
        return sum;
    }

    /// Takes away the cells with which a sum cannot reach `least`; false where none are left.
    bool prune_row(Domains& domains, const Row& row, const N& least, bool& changed) {
        N whole = row.constant;
        tops_.clear();
        for (std::size_t s = 0; s < domains.size(); ++s) {
            tops_.push_back(most_in(domains[s], row.terms[s]));
            whole += tops_.back();
        }
        if (whole < least) return false;
        for (std::size_t s = 0; s < domains.size(); ++s) {
            const std::vector<N>& terms = row.terms[s];
            if (terms.empty() || domains[s].size() == 1) continue;
            const N lowest = least - (whole - tops_[s]);
            const std::size_t before = domains[s].size();
            std::erase_if(domains[s], [&](std::uint32_t cell) { return terms[cell] < lowest; });
            changed = changed || domains[s].size() != before;
        }
        return true;
    }

    static Integer greatest_product(const Domains& domains, const std::vector<Row>& rows) {
        Integer product = 1;
        for (const Row& row : rows) {
            const N top = most(domains, row);
            if (!(N(0) < top)) return 0;
            product *= widened(top);
        }
        return product;
    }

    // --- by the relaxation

    bool relax(Domains& domains, NodeState& state, const Required& required, bool single, bool& changed) {
        NodeBound node(*tables_.relaxation, domains, first_only_, state.multipliers);
        std::optional<Integer> best = required.value;
        node.lower(single ? 1 : kSteps, required.weighted, [&](const std::vector<std::uint32_t>& tops) {
            if (single) return;
            std::vector<ProfileIndex> cells(tops.begin(), tops.end());
            const Integer value = value_of(*tables_.program().goal, cells);
            if ((best && value < *best) || !holds(cells)) return;
            best = value + 1;
            state.candidate = std::move(cells);
        });
        state.bound = std::min(state.bound, node.bound());
        state.multipliers = node.multipliers();
        if (node.bound() < required.weighted) return false;
        if (single) return true;
        const double room = (node.bound() - required.weighted) * (1 + 0x1p-40);
        if (!std::isinf(room)) {
            for (std::size_t s = 0; s < domains.size(); ++s) {
                if (domains[s].size() == 1) continue;
                const std::vector<double> losses = node.losses(s);
                std::vector<std::uint32_t> left;
                for (std::size_t k = 0; k < losses.size(); ++k) {
                    if (losses[k] <= room) left.push_back(domains[s][k]);
                }
                if (left.size() == domains[s].size()) continue;
                changed = true;
                domains[s] = std::move(left);
            }
        }
        if (!changed) state.next = next_split(domains, state, node);
        return true;
    }

    /// A clause whose alternatives keep the bound high; else the member whose action is least settled by the
    /// relaxation, and what it does most often there.
    Split next_split(const Domains& domains, const NodeState& state, const NodeBound& node) const {
        const Relaxation& relaxation = *tables_.relaxation;
        Split split;
        double most = 0;
        for (std::size_t c = 0; c < tables_.clauses.size(); ++c) {
            if (first_only_[c] || state.choices[c] != NodeState::Choice::open ||
                std::isinf(relaxation.loosening[c]))
                continue;
            const double gain = state.multipliers[c] * relaxation.loosening[c];
            if (gain <= most) continue;
            most = gain;
            split.clause = c;
        }
        if (split.clause) return split;
        split = first_open(domains);
        double settled = 2;
        for (std::size_t s = 0; s < domains.size(); ++s) {
            if (domains[s].size() == 1) continue;
            const Part& part = tables_.parted->parts[s];
            const ProfileSpace& space = tables_.parted->spaces[part.issue];
            for (const std::size_t member : part.members) {
                std::vector<double> votes(space.actions(member), 0);
                std::vector<bool> left(votes.size(), false);
                double all = 1e-9;
                for (std::size_t k = 0; k < domains[s].size(); ++k) {
                    const std::size_t action = part.action(space, domains[s][k], member);
                    votes[action] += node.votes(s)[k];
                    all += node.votes(s)[k];
                    left[action] = true;
                }
                if (std::count(left.begin(), left.end(), true) < 2) continue;
                const auto top = std::max_element(votes.begin(), votes.end());
                if (*top / all >= settled) continue;
                settled = *top / all;
                split = {std::nullopt, s, member, static_cast<std::size_t>(top - votes.begin())};
                while (!left[split.action]) ++split.action;
            }
        }
        return split;
    }

    /// A member with a choice, and the first action that it has.
    Split first_open(const Domains& domains) const {
        for (std::size_t s = 0; s < domains.size(); ++s) {
            if (domains[s].size() == 1) continue;
            const Part& part = tables_.parted->parts[s];
            const ProfileSpace& space = tables_.parted->spaces[part.issue];
            for (const std::size_t member : part.members) {
                const std::size_t action = part.action(space, domains[s].front(), member);
                if (part.action(space, domains[s].back(), member) != action)
                    return {std::nullopt, s, member, action};
            }
        }
        return {};
    }

    static constexpr int kSteps = 30;

    const Tables<N>& tables_;
    std::vector<bool> first_only_;
    std::vector<N> tops_;
};

}  // namespace comity
