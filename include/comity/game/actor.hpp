#pragma once
/// Actors: the states of a model [F1.1].

#include <compare>
#include <cstddef>
#include <string>

namespace comity {

/// Position of an actor in file order; a type of its own so that it cannot be mixed with an action index.
struct ActorId {
    std::size_t index = 0;
    auto operator<=>(const ActorId&) const = default;
};

/// `code` is what the file and the command line say (CHN), `name` what people read (China).
struct Actor {
    std::string code, name;
    bool operator==(const Actor&) const = default;
};

}  // namespace comity
