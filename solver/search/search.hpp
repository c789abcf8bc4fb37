#pragma once
/// Searches of one program, whose tables are made once.

#include "tables.hpp"

namespace comity {

class Search {
  public:
    explicit Search(const Program& program) : parted_(parted(program)), tables_(parted_) {}
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;

    /// The program, of which what is possible and what must be reached may be changed between searches.
    PartedProgram& program() { return parted_; }

    /// The best solution, or any where there is no goal or none better is wanted. Which of several equally
    /// good ones is not said.
    SearchResult run(const SearchOptions& options) const;

  private:
    PartedProgram parted_;
    Tables tables_;
};

}  // namespace comity
