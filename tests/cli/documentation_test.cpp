// What the documents show is true: model examples pass `check`, citations exist, sections cited in code
// exist.

#include <regex>
#include <set>

#include "support/program.hpp"

namespace comity::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_under(const std::vector<std::string>& folders,
                                  const std::set<std::string>& extensions) {
    std::vector<fs::path> files;
    for (const std::string& folder : folders) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(COMITY_SOURCE_DIR) / folder)) {
            if (entry.is_regular_file() && extensions.contains(entry.path().extension().string()))
                files.push_back(entry.path());
        }
    }
    return files;
}

/// The fenced blocks of a document whose info string is `info`.
std::vector<std::string> blocks(const std::string& text, const std::string& info) {
    std::vector<std::string> found;
    std::istringstream lines(text);
    bool inside = false;
    for (std::string line; std::getline(lines, line);) {
        if (!inside && line == "```" + info) {
            inside = true;
            found.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            found.back() += line + "\n";
        }
    }
    return found;
}

TEST(Documentation, EveryCompleteModelInItPassesCheck) {
    std::vector<fs::path> documents = files_under({"docs"}, {".md"});
    documents.push_back(COMITY_SOURCE_DIR "/README.md");
    std::size_t count = 0;
    for (const fs::path& document : documents) {
        for (const std::string& model : blocks(slurp(document.string()), "toml model")) {
            const Outcome run = comity("check -", model);
            EXPECT_EQ(run.exit, 0) << document << "\n" << model << run.out;
            ++count;
        }
    }
    EXPECT_GE(count, 3u);
}

TEST(Documentation, EveryModelWithTablesInItPassesCheckBesideTheTablesShown) {
    std::size_t count = 0;
    for (const fs::path& document : files_under({"docs"}, {".md"})) {
        const std::string text = slurp(document.string());
        const Scratch scratch;
        const std::regex table("(^|\n)```csv ([^\n]+)\n");
        for (std::sregex_iterator it(text.begin(), text.end(), table), end; it != end; ++it)
            scratch.write((*it)[2].str(), blocks(text, "csv " + (*it)[2].str()).front());
        for (const std::string& model : blocks(text, "toml model with tables")) {
            const Outcome run = comity("check " + scratch.write("model.toml", model));
            EXPECT_EQ(run.exit, 0) << document << "\n" << run.out;
            EXPECT_EQ(comity("check -", model).exit, 1) << "it should need its tables";
            ++count;
        }
    }
    EXPECT_GE(count, 1u);
}

TEST(Documentation, TheReadmeShowsRealOutput) {
    // Each `console` block of the README is a command and exactly what it prints.
    const std::string readme = slurp(COMITY_SOURCE_DIR "/README.md");
    std::size_t count = 0;
    for (const std::string& block : blocks(readme, "console")) {
        const std::size_t end = block.find('\n');
        const std::string command = block.substr(0, end), prefix = "$ build/comity ";
        ASSERT_TRUE(command.starts_with(prefix)) << command;
        EXPECT_EQ(comity(command.substr(prefix.size()) + " --no-archive").out, block.substr(end + 1))
            << command;
        ++count;
    }
    EXPECT_GE(count, 1u);
}

TEST(Documentation, WhatTheOtherDocumentsShowIsRealOutput) {
    // In a `console` block each "$ " begins a command, and what follows is exactly what it prints. Commands
    // that write archives, or speak of files that the reader is to imagine, are left out.
    std::size_t count = 0;
    for (const std::string name : {"commands.md", "from-gambit.md"}) {
        const Scratch scratch;
        fs::create_directory_symlink(COMITY_SOURCE_DIR "/models", scratch.path("models"));
        for (const std::string& block : blocks(slurp(COMITY_SOURCE_DIR "/docs/" + name), "console")) {
            std::size_t at = 0;
            while (at < block.size()) {
                std::size_t next = block.find("\n$ ", at);
                next = next == std::string::npos ? block.size() : next + 1;
                const std::string step = block.substr(at, next - at);
                at = next;
                const std::size_t end = step.find('\n');
                const std::string command = step.substr(2, end - 2), shown = step.substr(end + 1);
                if (command.starts_with("cat ")) {
                    scratch.write(command.substr(4), shown);
                    continue;
                }
                std::istringstream words(command);
                std::string program, verb, file;
                words >> program >> verb >> file;
                const bool writes = verb != "check" && verb != "show" && verb != "convert" &&
                                    command.find("--no-archive") == std::string::npos;
                if (program == "comity" && !writes && fs::exists(scratch.path(file))) {
                    // Blank lines at the end are left out in print.
                    const auto text = [](const std::string& out) {
                        return out.substr(0, out.find_last_not_of('\n') + 1);
                    };
                    EXPECT_EQ(text(comity(command.substr(7), "", "cd '" + scratch.path() + "' &&").out),
                              text(shown))
                        << name << ": " << command;
                    ++count;
                }
            }
        }
    }
    EXPECT_GE(count, 8u);
}

TEST(Documentation, EveryWorkCitedIsInTheReferences) {
    const std::string bib = slurp(COMITY_SOURCE_DIR "/docs/references.bib");
    const std::regex entry(R"(@\w+\{(\w+),)"), cited(R"([A-Z][A-Za-z]+(19|20)\d\d\b)");
    std::set<std::string> known;
    for (std::sregex_iterator it(bib.begin(), bib.end(), entry), end; it != end; ++it)
        known.insert((*it)[1].str());
    ASSERT_GE(known.size(), 10u);
    for (const fs::path& file :
         files_under({"docs", "include", "solver", "models", "tools"}, {".md", ".hpp", ".cpp", ".toml"})) {
        const std::string text = slurp(file.string());
        for (std::sregex_iterator it(text.begin(), text.end(), cited), end; it != end; ++it) {
            EXPECT_TRUE(known.contains(it->str())) << file << ": " << it->str();
        }
    }
}

TEST(Documentation, EverySectionCitedInCodeIsInTheFormalism) {
    const std::string formalism = slurp(COMITY_SOURCE_DIR "/docs/formalism.md");
    const std::regex section(R"(\bF(\d(\.\d+)?)\b)");
    for (const fs::path& file : files_under({"include", "solver", "tools", "tests"}, {".hpp", ".cpp"})) {
        const std::string text = slurp(file.string());
        for (std::sregex_iterator it(text.begin(), text.end(), section), end; it != end; ++it) {
            EXPECT_TRUE(std::regex_search(
                formalism, std::regex("^#+ F" + (*it)[1].str() + "\\b", std::regex::multiline)))
                << file << ": " << it->str();
        }
    }
}

TEST(Documentation, VersionsAgree) {
    const Outcome run = comity("--version");
    EXPECT_EQ(run.exit, 0);
    // "comity 0.1.0 (revision ...".
    const std::string version = run.out.substr(7, run.out.find(' ', 7) - 7);
    EXPECT_NE(slurp(COMITY_SOURCE_DIR "/CMakeLists.txt").find("project(comity VERSION " + version),
              std::string::npos);
    EXPECT_NE(slurp(COMITY_SOURCE_DIR "/CITATION.cff").find("version: " + version), std::string::npos);
    EXPECT_NE(slurp(COMITY_SOURCE_DIR "/CHANGELOG.md").find("## " + version), std::string::npos);
}

}  // namespace
}  // namespace comity::test
