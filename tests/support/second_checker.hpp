#pragma once
/// tools/second-check.py beside the checker: the same claims, one by one.

#include <regex>

#include "comity/checker/checker.hpp"
#include "comity/text/words.hpp"
#include "support/models.hpp"
#include "support/program.hpp"

namespace comity::test {

/// A line of the second checker's: "proved", and the claim.
struct SecondClaim {
    std::string result, text;
};

/// What the second checker says of archives written as JSON.
inline std::vector<std::vector<SecondClaim>> second_opinion(const std::vector<std::string>& json_files) {
    const Scratch scratch;
    std::string command = "python3 '" COMITY_SOURCE_DIR "/tools/second-check.py'";
    for (const std::string& file : json_files) command += " '" + file + "'";
    const int status =
        std::system((command + " >'" + scratch.path("out") + "' 2>'" + scratch.path("err") + "'").c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= 1) << slurp(scratch.path("err"));
    EXPECT_EQ(slurp(scratch.path("err")), "");
    std::vector<std::vector<SecondClaim>> all;
    std::istringstream lines(slurp(scratch.path("out")));
    const std::regex claim("  (proved|refuted|not proved) +(\\S.*)");
    std::smatch found;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(" ")) all.emplace_back();
        if (std::regex_match(line, found, claim)) all.back().push_back({found[1], found[2]});
    }
    EXPECT_EQ(all.size(), json_files.size());
    return all;
}

/// How many claims both checkers found proved, refuted and neither; they must agree on each.
struct Agreement {
    std::size_t proved = 0, refuted = 0, not_proved = 0;
};

/// `archives`: files. Each is read by this program's `convert --to json`.
inline Agreement agreement_on(const std::vector<std::string>& archives) {
    const Scratch scratch;
    std::vector<std::string> json;
    for (const std::string& file : archives) {
        const Outcome run = comity("convert --to json '" + file + "'");
        EXPECT_EQ(run.exit, 0) << file << "\n" << run.err;
        json.push_back(scratch.write(std::to_string(json.size()) + ".json", run.out));
    }
    const auto second = second_opinion(json);
    Agreement result;
    for (std::size_t k = 0; k < archives.size() && k < second.size(); ++k) {
        const Archive archive = *unpack(slurp(archives[k]));
        const std::vector<Claim> first = check_archive(archive, load(archive.model_text));
        EXPECT_EQ(first.size(), second[k].size()) << archives[k];
        for (std::size_t c = 0; c < std::min(first.size(), second[k].size()); ++c) {
            const auto& [word, text] = second[k][c];
            EXPECT_EQ(text, first[c].text) << archives[k];
            EXPECT_EQ(word, to_string(first[c].result)) << archives[k] << "\n"
                                                        << text << "\n"
                                                        << first[c].why << "\n"
                                                        << archive.model_text;
            if (word == "proved") ++result.proved;
            if (word == "refuted") ++result.refuted;
            if (word == "not proved") ++result.not_proved;
        }
    }
    return result;
}

}  // namespace comity::test
