// --directions FILE.csv: more directions in which a set of payoffs is to be measured.

#include <fmt/format.h>

#include <sstream>

#include "comity/text/error.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

std::vector<std::vector<Integer>> directions(const Options& options, const Model& model) {
    if (options.directions.empty()) return {};
    const std::size_t n = model.actors.size();
    if (n == 2)
        throw Error(ErrorKind::usage,
                    "--directions is for other than two states: of two, the whole polygon is given");
    std::vector<std::vector<Integer>> result;
    std::istringstream lines(read_input(options.directions));
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (trimmed(line).empty()) continue;
        const std::string where = fmt::format("{}:{}", options.directions, number);
        std::vector<Integer> direction;
        std::istringstream cells(line);
        std::string cell;
        bool null = true;
        while (std::getline(cells, cell, ',')) {
            const auto value = parse_rational(trimmed(cell));
            if (!value || denominator(*value) != 1)
                throw Error(ErrorKind::bad_model,
                            fmt::format("{}: '{}' is not a whole number", where, trimmed(cell)));
            direction.push_back(numerator(*value));
            if (abs(direction.back()) > 1000000000)
                throw Error(ErrorKind::bad_model,
                            fmt::format("{}: '{}' is above 10^9", where, trimmed(cell)));
            null = null && direction.back() == 0;
        }
        if (direction.size() != n)
            throw Error(ErrorKind::bad_model, fmt::format("{}: {} numbers, but the model has {} actors",
                                                          where, direction.size(), n));
        if (null) throw Error(ErrorKind::bad_model, where + ": a direction must not be zero");
        result.push_back(std::move(direction));
    }
    return result;
}

}  // namespace comity::cli
