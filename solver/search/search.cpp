#include "search.hpp"

#include "tree.hpp"

namespace comity {

SearchResult Search::run(const SearchOptions& options) const {
    SearchResult result = Tree(tables_, options).run();
    if (result.best) result.best = parted_.cells(*result.best);
    return result;
}

}  // namespace comity
