#include "aggregate.hpp"

namespace comity {

std::vector<std::size_t> range_of(const Expression& aggregate, const Model& model, const Issue* issue,
                                  const std::vector<std::size_t>& slots) {
    std::vector<std::size_t> range;
    if (aggregate.set == "actors") {
        for (std::size_t i = 0; i < model.actors.size(); ++i) range.push_back(i);
    } else {
        for (const ActorId member : issue->members) range.push_back(member.index);
    }
    if (!aggregate.actors.empty()) std::erase(range, actor_of(aggregate.actors[0], slots));
    return range;
}

}  // namespace comity
