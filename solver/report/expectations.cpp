#include "comity/report/expectations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "comity/report/table.hpp"
#include "comity/text/utf8.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

constexpr std::size_t kExpected = 1, kComputed = 2;  // columns
constexpr const char* kBelow = "below";

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

constexpr std::size_t kIndent = 4, kGap = 2;

/// How wide the table is if no answer is wider than `most`.
std::size_t width_with(const std::vector<std::vector<std::string>>& rows, std::size_t most) {
    std::size_t total = kIndent;
    for (std::size_t c = 0; c < rows.front().size(); ++c) {
        std::size_t widest = 0;
        for (const auto& row : rows) {
            const std::size_t width = utf8_length(row[c]);
            const bool moved = (c == kExpected || c == kComputed) && width > most;
            widest = std::max(widest, moved ? std::string(kBelow).size() : width);
        }
        total += widest + (c == 0 ? 0 : kGap);
    }
    return total;
}

/// Answers for which the table, header first, has no room go below their rows.
void move_below(std::vector<std::vector<std::string>>& rows, std::vector<std::string>& below) {
    std::size_t most = kPageWidth;
    while (most > std::string(kBelow).size() && width_with(rows, most) > kPageWidth) --most;
    for (std::size_t k = 1; k < rows.size(); ++k) {
        auto& row = rows[k];
        const bool same = row[kExpected] == row[kComputed];
        for (const std::size_t c : {kExpected, kComputed}) {
            if (utf8_length(row[c]) <= most) continue;
            const std::string what = same             ? "expected and computed"
                                     : c == kExpected ? "expected"
                                                      : "computed";
            if (!same || c == kExpected) below[k - 1] += wrap(what + ": " + row[c], 8);
            row[c] = kBelow;
        }
    }
}

/// One table: a line a row, and under it what is asked; a line above the rows of each model.
std::string one_source(const SourceReport& source, Counts& counts) {
    std::vector<std::vector<std::string>> rows{{"row", "expected", "computed", "status", "ok"}};
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
    move_below(rows, below);
    const std::vector<std::string> header = rows.front();
    rows.erase(rows.begin());
    // Nothing in the last column needs a second line, so line k + 1 of the table is row k.
    std::istringstream table(text_table(header, rows, {}, kIndent));
    std::string line, out = wrap(source.title);
    std::getline(table, line);
    out += line + "\n";
    for (std::size_t k = 0; k < rows.size() && std::getline(table, line); ++k)
        out += above[k] + line + "\n" + below[k];
    return out;
}

}  // namespace

std::string report_declared(const Model& model) {
    static const char* const questions[] = {"threshold of ", "verdict ", "utility of ", "",
                                            "agreement with the greatest "};
    if (model.expectations.empty()) return "";
    std::string out = "Expectations (comity compare --expect checks them)\n";
    for (const Expectation& e : model.expectations) {
        std::vector<std::string> at;
        for (const auto& [path, value] : e.at) at.push_back(path.text + " = " + value.text);
        const bool verdict = e.question == Expectation::Question::verdict;
        const bool corners = e.question == Expectation::Question::corners;
        out += wrap(fmt::format("{}: {}{}, {}{}{}{}{}: {}; {}", e.name,
                                questions[static_cast<std::size_t>(e.question)],
                                corners ? "corners of all equilibrium payoffs" : e.of.text,
                                e.target.text.empty() ? "" : e.target.text + ", ", e.lens.text,
                                e.punishment.text.empty() ? "" : ", " + e.punishment.text,
                                at.empty() ? "" : ", at " + join(at, ", "),
                                verdict ? "" : (corners ? ", are " : ", is ") + e.answer_text.text,
                                to_string(e.standing), e.where),
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
