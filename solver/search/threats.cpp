#include "threats.hpp"

namespace comity {

std::optional<std::vector<ProfileIndex>> first_of(Search& search, const Integer& value,
                                                  std::vector<ProfileIndex> best, const GameForm& form,
                                                  const SearchOptions& options) {
    SearchOptions any = options;
    any.any = true;
    any.better = {};
    PartedProgram& left = search.program();
    left.program.at_least = value;
    for (std::size_t i = 0; i < form.n(); ++i) {
        for (const std::size_t s : form.issues_of(ActorId{i})) {
            const std::size_t member = *form.issues()[s].member(ActorId{i});
            const ProfileSpace space = form.issues()[s].space();
            while (true) {
                const std::size_t play = space.action(best[s], member);
                const auto before = left.program.possible;
                const bool some = left.restrict(s, member, [&](std::size_t action) { return action < play; });
                const SearchResult found = some ? search.run(any) : nothing_found();
                left.program.possible = before;
                if (!found.finished) return std::nullopt;
                if (!found.best) break;
                best = *found.best;
            }
            const std::size_t play = space.action(best[s], member);
            left.restrict(s, member, [&](std::size_t action) { return action == play; });
        }
    }
    return best;
}

std::optional<std::vector<Punished>> worst_equilibria(const Conditions& game, const SearchOptions& options) {
    const GameForm& form = game.question().form();
    // Issues are numbered as in the game itself here.
    Program program;
    game.allow_equilibria(program);
    game.add_bounds(program);
    std::vector<Punished> result;
    for (std::size_t actor = 0; actor < form.n(); ++actor) {
        program.goal = Goal{Goal::Kind::sum, {minus(game.utility(actor))}};
        Search search(program);
        const SearchResult found = search.run(options);
        if (!found.finished) throw Stopped();
        if (!found.best) return std::nullopt;
        const auto first = first_of(search, found.value, *found.best, form, options);
        if (!first) throw Stopped();
        result.push_back({game.question().u(actor, *first), *first});
    }
    return result;
}

}  // namespace comity
