#include <iostream>

#include "comity/text/error.hpp"
#include "session.hpp"

namespace {

using namespace comity;
using namespace comity::cli;

int run(const Options& options) {
    if (options.command == "check") return run_check(options);
    if (options.command == "show") return run_show(options);
    if (options.command == "solve") return run_solve(options);
    if (options.command == "threshold") return run_threshold(options);
    if (options.command == "explain") return run_explain(options);
    if (options.command == "verify") return run_verify(options);
    if (options.command == "convert") return run_convert(options);
    if (options.command == "bench") return run_bench(options);
    if (options.command == "reproduce") return run_reproduce(options);
    return options.expect ? run_compare_expected(options) : run_compare(options);
}

int exit_code(const Error& error) {
    switch (error.kind()) {
        case ErrorKind::usage:
            return kUsage;
        case ErrorKind::bad_model:
            return kBadModel;
        case ErrorKind::missing_input:
            return kMissing;
        case ErrorKind::cannot_write:
            return kCannotWrite;
    }
    return kBug;
}

}  // namespace

int main(int argc, char** argv) {
    const Parsed parsed = parse(argc, argv);
    if (parsed.exit) return *parsed.exit;
    try {
        return run(parsed.options);
    } catch (const Error& error) {
        if (error.diagnostics().empty()) {
            std::cerr << "comity: " << error.what() << "\n";
        } else {
            std::cerr << error.what();
        }
        return exit_code(error);
    } catch (const Stopped&) {
        std::cerr << "comity: stopped before there was anything to show\n";
        return interrupted() ? kInterrupted : kUndecided;
    } catch (const std::exception& error) {
        std::cerr << "comity: this is a bug in comity, not in your file: " << error.what() << "\n";
        return kBug;
    }
}
