#include "comity/report/expectations.hpp"

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <utility>

#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

std::string agreement(const ExpectationFinding& e) {
    return !e.decided ? "?" : e.agrees ? "yes" : "NO";
}

struct Counts {
    std::size_t rows = 0, undecided = 0;
    std::map<Standing, std::size_t> agreeing;
    std::vector<std::string> differences;
};

void count(const ExpectationFinding& e, const Model& model, Counts& counts) {
    ++counts.rows;
    if (!e.decided) {
        ++counts.undecided;
    } else if (e.agrees) {
        ++counts.agreeing[e.standing];
    } else {
        counts.differences.push_back(fmt::format("{}, row \"{}\": expected {}, computed {}.", model.name,
                                                 e.name, e.expected, e.computed));
    }
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// One table: a line a row, and under it what is asked; a line above the rows of each model.
std::string one_source(const SourceReport& source, Counts& counts) {
    const std::vector<std::string> header{"row", "expected", "computed", "status", "ok"};
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> above, below;  // each row of the table
    for (const SourceReport::File& file : source.files) {
        std::string title = file.name.empty() ? "" : wrap(file.name + ": " + file.report.model->title, 2);
        for (const Finding& finding : file.report.findings) {
            const auto* e = std::get_if<ExpectationFinding>(&finding);
            if (e == nullptr) continue;
            count(*e, *file.report.model, counts);
            rows.push_back({e->name, e->expected, e->computed, to_string(e->standing), agreement(*e)});
            above.push_back(std::exchange(title, ""));
            below.push_back(wrap(e->asked, 8));
        }
    }
    // Nothing in the last column needs a second line, so line k + 1 of the table is row k.
    std::istringstream table(text_table(header, rows, {}, 4));
    std::string line, out = wrap(source.title);
    std::getline(table, line);
    out += line + "\n";
    for (std::size_t k = 0; k < rows.size() && std::getline(table, line); ++k)
        out += above[k] + line + "\n" + below[k];
    return out;
}

}  // namespace

std::string report_declared(const Model& model) {
    static const char* const questions[] = {"threshold of ", "verdict ", "utility of "};
    if (model.expectations.empty()) return "";
    std::string out = "Expectations (comity compare --expect checks them)\n";
    for (const Expectation& e : model.expectations) {
        std::vector<std::string> at;
        for (const auto& [path, value] : e.at) at.push_back(path.text + " = " + value.text);
        const bool verdict = e.question == Expectation::Question::verdict;
        out += wrap(fmt::format("{}: {}{}, {}, {}{}{}{}: {}; {}", e.name,
                                questions[static_cast<std::size_t>(e.question)], e.of.text, e.target.text,
                                e.lens.text, e.punishment.text.empty() ? "" : ", " + e.punishment.text,
                                at.empty() ? "" : ", at " + join(at, ", "),
                                verdict ? "" : ", is " + e.answer_text.text, to_string(e.standing), e.where),
                    2);
    }
    return out;
}

std::string report_expectations(const std::vector<SourceReport>& sources) {
    Counts counts;
    std::string out;
    for (const SourceReport& source : sources) out += one_source(source, counts) + "\n";
    std::size_t agree = 0;
    std::vector<std::string> by_standing;
    for (const auto& [standing, count] : counts.agreeing) {
        agree += count;
        by_standing.push_back(std::to_string(count) + " " + to_string(standing));
    }
    std::string closing = sources.size() == 1 ? "" : counted(sources.size(), "source") + ", ";
    closing += counted(counts.rows, "row") + ": " + std::to_string(agree) + " as expected";
    if (agree > 0) closing += " (" + join_words(by_standing) + ")";
    closing += counts.differences.empty() ? ", none different"
                                          : ", " + std::to_string(counts.differences.size()) + " different";
    if (counts.undecided > 0) closing += ", " + std::to_string(counts.undecided) + " undecided at the limit";
    out += wrap(closing + ".");
    for (const std::string& difference : counts.differences) out += wrap("Different: " + difference);
    return out;
}

}  // namespace comity
