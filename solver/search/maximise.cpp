#include "tree.hpp"

namespace comity {
namespace {

template <class N>
SearchResult maximise_in(const PartedProgram& parted, const SearchOptions& options) {
    const Tables<N> tables = make_tables<N>(parted, options.weights);
    SearchResult result = Tree<N>(tables, options).run();
    if (result.best) result.best = parted.cells(*result.best);
    return result;
}

}  // namespace

Integer largest_sum(const Program& program) {
    Integer most = 1;
    const auto look = [&](const WholeSum& sum) {
        Integer size = abs(sum.constant);
        for (const auto& terms : sum.terms) {
            Integer top = 0;
            for (const Integer& term : terms) top = std::max(top, Integer(abs(term)));
            size += top;
        }
        most = std::max(most, size);
    };
    for (const SumClause& clause : program.clauses) {
        for (const WholeSum& sum : clause.alternatives) look(sum);
    }
    if (program.goal) {
        for (const WholeSum& sum : program.goal->sums) look(sum);
    }
    for (const auto& [goal, least] : program.kept_products) {
        for (const WholeSum& sum : goal.sums) look(sum);
    }
    return most;
}

SearchResult maximise(const PartedProgram& parted, const SearchOptions& options) {
    // Sums, and differences of two of them, must have room.
    const Program& program = parted.program;
    const Integer most =
        4 * largest_sum(program) + 4 + (program.at_least ? abs(*program.at_least) : Integer(0));
    if (to_int64(most)) return maximise_in<std::int64_t>(parted, options);
    if (to_int128(most)) return maximise_in<Int128>(parted, options);
    return maximise_in<Integer>(parted, options);
}

SearchResult maximise(const Program& program, const SearchOptions& options) {
    return maximise(parted(program), options);
}

}  // namespace comity
