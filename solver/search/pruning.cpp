#include "pruning.hpp"

#include <algorithm>
#include <cmath>

#include "comity/number/int128.hpp"

namespace comity {
namespace {

/// Steps of the multipliers at one node.
constexpr int kSteps = 15;

std::int64_t most_in(const std::vector<std::uint32_t>& domain, const std::vector<std::int64_t>& terms) {
    if (terms.empty()) return 0;
    std::int64_t most = terms[domain.front()];
    for (const std::uint32_t cell : domain) most = std::max(most, terms[cell]);
    return most;
}

std::int64_t most(const Domains& domains, const Tables::Row& row) {
    std::int64_t sum = row.constant;
    for (std::size_t s = 0; s < domains.size(); ++s) sum += most_in(domains[s], row.terms[s]);
    return sum;
}

Integer greatest_product(const Domains& domains, const Tables::GoalRows& goal) {
    Integer product = 1;
    for (const Tables::Row& row : goal.rows) {
        const std::int64_t top = most(domains, row);
        if (top <= 0) return 0;
        product *= top;
    }
    return product;
}

bool is_single(const Domains& domains) {
    return std::all_of(domains.begin(), domains.end(), [](const auto& domain) { return domain.size() == 1; });
}

}  // namespace

Required::Required(const Tables& tables, const Integer& wanted) : value(wanted) {
    const Goal::Kind kind = tables.program().goal->kind;
    const Integer needed = Tables::needed(tables.goal, kind, wanted);
    if (kind == Goal::Kind::product) {
        least_product = needed;
    } else {
        // No row comes near the ends of its 64 bits.
        constexpr std::int64_t kEnd = std::int64_t{1} << 62;
        least = needed < -kEnd ? -kEnd : needed > kEnd ? kEnd : *to_int64(needed);
    }
    weighted = tables.relaxation->needed(*tables.program().goal, wanted);
}

Pruner::Pruner(const Tables& tables) : tables_(tables) {
    const auto& kept = tables.program().kept_products;
    for (std::size_t k = 0; k < kept.size(); ++k)
        least_kept_.push_back(Tables::needed(tables.kept_products[k], Goal::Kind::product, kept[k].second));
}

bool Pruner::prune(Domains& domains, NodeState& state, const Required& required) {
    bool changed = true;
    while (changed) {
        if (!prune_sums(domains, state, required)) return false;
        changed = false;
        if (tables_.relaxation && !relax(domains, state, required, changed)) return false;
    }
    if (!tables_.relaxation && !is_single(domains)) state.next = first_open(domains);
    return true;
}

// --- sum by sum

bool Pruner::prune_sums(Domains& domains, const NodeState& state, const Required& required) {
    first_only_.assign(tables_.clauses.size(), false);
    bool changed = true;
    while (changed) {
        changed = false;
        for (std::size_t c = 0; c < tables_.clauses.size(); ++c) {
            if (!prune_clause(domains, c, state.choices[c], changed)) return false;
        }
        for (std::size_t k = 0; k < tables_.kept_products.size(); ++k) {
            if (greatest_product(domains, tables_.kept_products[k]) < least_kept_[k]) return false;
        }
        if (!required.value) continue;
        if (tables_.program().goal->kind == Goal::Kind::product) {
            if (greatest_product(domains, tables_.goal) < required.least_product) return false;
            continue;
        }
        for (const Tables::Row& row : tables_.goal.rows) {
            if (!prune_row(domains, row, required.least, changed)) return false;
        }
    }
    return true;
}

bool Pruner::prune_clause(Domains& domains, std::size_t clause, NodeState::Choice choice, bool& changed) {
    const auto& alternatives = tables_.clauses[clause].alternatives;
    const Tables::Row* last = nullptr;
    std::size_t alive = 0;
    for (std::size_t k = 0; k < alternatives.size(); ++k) {
        if (k == 0 && choice == NodeState::Choice::given_up) continue;
        if (k > 0 && choice == NodeState::Choice::demanded) break;
        if (most(domains, alternatives[k]) < 0) continue;
        last = &alternatives[k];
        if (++alive == 2) return true;
    }
    if (alive == 0) return false;
    first_only_[clause] = last == &alternatives.front();
    return prune_row(domains, *last, 0, changed);
}

/// Takes away the cells with which a sum cannot reach `least`; false where none are left.
bool Pruner::prune_row(Domains& domains, const Tables::Row& row, std::int64_t least, bool& changed) {
    std::int64_t whole = row.constant;
    tops_.clear();
    for (std::size_t s = 0; s < domains.size(); ++s) {
        tops_.push_back(most_in(domains[s], row.terms[s]));
        whole += tops_.back();
    }
    if (whole < least) return false;
    for (std::size_t s = 0; s < domains.size(); ++s) {
        const std::vector<std::int64_t>& terms = row.terms[s];
        if (terms.empty() || domains[s].size() == 1) continue;
        const std::int64_t lowest = tops_[s] - (whole - least);
        const auto gone = std::erase_if(domains[s], [&](std::uint32_t cell) { return terms[cell] < lowest; });
        changed = changed || gone > 0;
    }
    return true;
}

// --- by the relaxation

bool Pruner::relax(Domains& domains, NodeState& state, const Required& required, bool& changed) const {
    const bool single = is_single(domains);
    NodeBound node(*tables_.relaxation, domains, first_only_, state.multipliers);
    std::optional<Integer> least = required.value;
    node.lower(single ? 1 : kSteps, required.weighted, [&](const std::vector<std::uint32_t>& tops) {
        std::vector<ProfileIndex> cells(tops.begin(), tops.end());
        const Integer value = value_of(*tables_.program().goal, cells);
        if (single || (least && value < *least) || !holds(tables_.program(), cells)) return;
        least = value + 1;
        state.candidate = std::move(cells);
    });
    state.bound = std::min(state.bound, node.bound());
    state.multipliers = node.multipliers();
    if (node.bound() < required.weighted) return false;
    if (single) return true;
    const double room = (node.bound() - required.weighted) * (1 + 0x1p-40);
    for (std::size_t s = 0; s < domains.size() && std::isfinite(room); ++s) {
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
    if (!changed) state.next = next_split(domains, state, node);
    return true;
}

/// A clause whose other alternatives keep the bound high; else the member whose action is least settled by
/// the relaxation, and what it does most often there.
Split Pruner::next_split(const Domains& domains, const NodeState& state, const NodeBound& node) const {
    const Relaxation& relaxation = *tables_.relaxation;
    Split split;
    double greatest = 0;
    for (std::size_t c = 0; c < tables_.clauses.size(); ++c) {
        if (first_only_[c] || state.choices[c] != NodeState::Choice::open ||
            std::isinf(relaxation.loosening[c]))
            continue;
        const double given_away = state.multipliers[c] * relaxation.loosening[c];
        if (given_away <= greatest) continue;
        greatest = given_away;
        split.clause = c;
    }
    if (split.clause) return split;
    split = first_open(domains);
    double least = 2;
    for (std::size_t s = 0; s < domains.size(); ++s) {
        if (domains[s].size() == 1) continue;
        const Part& part = tables_.parted.parts[s];
        const ProfileSpace& space = tables_.parted.spaces[part.issue];
        for (const std::size_t member : part.members) {
            std::vector<double> votes(space.actions(member), -1);
            double all = 0;
            for (std::size_t k = 0; k < domains[s].size(); ++k) {
                double& mine = votes[part.action(space, domains[s][k], member)];
                mine = std::max(mine, 0.0) + node.votes(s)[k];
                all += node.votes(s)[k];
            }
            if (std::count_if(votes.begin(), votes.end(), [](double each) { return each >= 0; }) < 2)
                continue;
            const auto top = std::max_element(votes.begin(), votes.end());
            if (*top / all >= least) continue;
            least = *top / all;
            split = {std::nullopt, s, member, static_cast<std::size_t>(top - votes.begin())};
        }
    }
    return split;
}

/// A member with a choice, and the first action that it has.
Split Pruner::first_open(const Domains& domains) const {
    for (std::size_t s = 0; s < domains.size(); ++s) {
        if (domains[s].size() == 1) continue;
        const Part& part = tables_.parted.parts[s];
        const ProfileSpace& space = tables_.parted.spaces[part.issue];
        for (const std::size_t member : part.members) {
            const std::size_t action = part.action(space, domains[s].front(), member);
            if (part.action(space, domains[s].back(), member) != action)
                return {std::nullopt, s, member, action};
        }
    }
    return {};
}

}  // namespace comity
