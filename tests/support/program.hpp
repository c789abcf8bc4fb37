#pragma once
/// Runs the built program as a person would, and gives back what it printed.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace comity::test {

struct Outcome {
    int exit = -1;
    std::string out, err;
};

/// A folder of its own for one test, gone afterwards.
class Scratch {
  public:
    Scratch() {
        std::string pattern = (std::filesystem::temp_directory_path() / "comity-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::string path(const std::string& name = "") const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

  private:
    std::filesystem::path path_;
};

inline std::string slurp(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

/// `comity ARGUMENTS` in the source folder (so that models/... works), with `input` on standard input.
inline Outcome comity(const std::string& arguments, const std::string& input = "",
                      const std::string& before = "") {
    const Scratch scratch;
    scratch.write("in", input);
    const std::string command = "cd '" COMITY_SOURCE_DIR "' && " + before + " '" COMITY_PROGRAM "' " +
                                arguments + " <'" + scratch.path("in") + "' >'" + scratch.path("out") +
                                "' 2>'" + scratch.path("err") + "'";
    const int status = std::system(command.c_str());
    Outcome run;
    run.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    run.out = slurp(scratch.path("out"));
    run.err = slurp(scratch.path("err"));
    return run;
}

}  // namespace comity::test
