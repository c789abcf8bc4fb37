// comity threshold: where in the range of a scalar a target is sustained or accepted.

#include <atomic>
#include <mutex>

#include "comity/study/targets.hpp"
#include "comity/text/parallel.hpp"
#include "comity/threshold/separate.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// "LO,HI", with inf and -inf.
std::optional<Interval> parse_range(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto refuse = [&](const std::string& why) {
        return Error(ErrorKind::usage, "--range " + text + ": " + why);
    };
    const std::size_t comma = text.find(',');
    if (comma == std::string::npos) throw refuse("write LO,HI");
    const auto bound = [&](const std::string& part) {
        if (part == "inf") return Bound::infinity();
        if (part == "-inf") return Bound::minus_infinity();
        const auto value = parse_rational(part);
        if (!value) throw refuse(value.error());
        return Bound(*value);
    };
    const Bound lo = bound(text.substr(0, comma)), hi = bound(text.substr(comma + 1));
    const Interval range{lo, hi, lo.is_finite(), hi.is_finite()};
    if (!(lo < hi)) throw refuse("it ends before it begins");
    return range;
}

/// A range must stay where the scalar has a meaning.
Interval checked_range(const Session& session, const ScalarPath& path, Interval range,
                       const std::string& text) {
    if (path.kind == ScalarPath::Kind::parameter) return range;
    const Interval natural = domain_of(session.model, path);
    if (range.hi == natural.hi) range.hi_closed = range.hi_closed && natural.hi_closed;
    if (range.lo == natural.lo) range.lo_closed = range.lo_closed && natural.lo_closed;
    if (range.lo < natural.lo || natural.hi < range.hi) {
        throw Error(ErrorKind::usage,
                    "--range " + text + ": " + path.text + " lies in " + interval_words(natural));
    }
    return range;
}

bool concerns(const ScalarPath& path, std::size_t lens) {
    const bool of_lens = path.kind == ScalarPath::Kind::lens_strength ||
                         path.kind == ScalarPath::Kind::lens_entry ||
                         path.kind == ScalarPath::Kind::norm_weight;
    return !of_lens || path.lens == lens;
}

/// The punishment asked for, or every one that the model allows; expulsion from all issues at once is not
/// among those where issues are played apart [F3.3].
std::vector<Punishment> asked_punishments(const Session& session, std::size_t lens,
                                          std::optional<Punishment> asked, Linkage linkage) {
    if (asked) return {*asked};
    std::vector<Punishment> all = session.solver->punishments(lens);
    if (linkage == Linkage::separate) {
        std::erase_if(all, [&](Punishment each) {
            return each == Punishment::exit && !why_not_separate(session.model, lens, true).empty();
        });
    }
    return all;
}

/// The findings on one question: where issues are played apart, on the whole and on each.
std::vector<Finding> answers(Session& session, TargetSolver& targets, SeparateIssues* issues,
                             const ThresholdRequest& request) {
    // Acceptance knows no history, hence no linkage.
    if (issues == nullptr || request.target.test == TargetTest::accept) return {targets.solve(request)};
    require_separable(session.model, {request.lens}, request.punishment);
    const std::vector<Threshold> parts = issues->solve(request);
    Threshold whole = issues->together(request, parts);
    whole.pooled.push_back(targets.solve(request));
    std::vector<Finding> result{std::move(whole)};
    result.insert(result.end(), parts.begin(), parts.end());
    return result;
}

Threshold undecided(const Model& model, const ThresholdRequest& request) {
    Threshold cut;
    cut.lens = model.lenses[request.lens].name;
    cut.target = request.target;
    cut.of = request.of.text;
    cut.punishment = request.punishment;
    cut.decided = false;
    return cut;
}

}  // namespace

int run_threshold(const Options& options) {
    check_writable(options);
    const StopToken stop = stop_token(options);
    const Progress progress = progress_port(options);
    const auto start = StopToken::Clock::now();
    const auto punishment = chosen_punishment(options);
    const auto range = parse_range(options.range);
    std::vector<std::unique_ptr<Session>> sessions;
    std::string table;
    for (const std::string& file : options.files) {
        auto session = open_session(file, options);
        if (punishment == Punishment::worst) require_worst(session->model, ErrorKind::usage);
        const ScalarPath path = parse_path(session->model, options.of);
        if (range && path.is_delta()) {
            throw Error(ErrorKind::usage,
                        "--range: the answer in " + path.text +
                            " is always for every discount factor from 0 up to 1; leave it out");
        }
        const Linkage linkage = chosen_linkage(*session, options);
        // Step 1. The questions: targets by lenses by punishments.
        std::vector<ThresholdRequest> requests;
        const std::vector<Target> targets = chosen_targets(*session, options);
        bool concerned = false;
        for (const Target& target : targets) {
            // Without --target, acceptance targets of the file are left to scalars other than delta.
            if (options.targets.empty() && targets.size() > 1 && target.test == TargetTest::accept &&
                path.is_delta())
                continue;
            for (const std::size_t lens : session->lenses) {
                if (!concerns(path, lens)) continue;
                concerned = true;
                ThresholdRequest request{lens,         target,
                                         path,         std::nullopt,
                                         std::nullopt, tolerance(options, session->model.actors.size())};
                if (range) request.range = checked_range(*session, path, *range, options.range);
                if (target.test == TargetTest::accept) {
                    requests.push_back(request);
                    continue;
                }
                for (const Punishment each : asked_punishments(*session, lens, punishment, linkage)) {
                    request.punishment = each;
                    requests.push_back(request);
                }
            }
        }
        if (!concerned)
            throw Error(ErrorKind::usage, path.text + " belongs to a lens that --lens leaves out");
        // Step 2. The answers.
        std::optional<SeparateIssues> issues;
        if (linkage == Linkage::separate) issues.emplace(session->model);
        TargetSolver of_targets(*session->solver);
        std::vector<std::vector<Finding>> found(requests.size());
        std::atomic<bool> complete = true;
        std::mutex lock;
        std::size_t done = 0;
        in_parallel(requests.size(), threads(options), [&](std::size_t k) {
            try {
                if (stop.stop_requested()) throw Stopped();
                found[k] = answers(*session, of_targets, issues ? &*issues : nullptr, requests[k]);
            } catch (const Stopped&) {
                complete = false;
                found[k] = {undecided(session->model, requests[k])};
            }
            if (!progress) return;
            const std::scoped_lock hold(lock);
            progress(++done, requests.size());
        });
        session->complete = session->complete && complete;
        for (const auto& each : found)
            session->findings.insert(session->findings.end(), each.begin(), each.end());
        table += report_thresholds({&session->model, &session->form(), session->sha256, session->findings});
        sessions.push_back(std::move(session));
    }
    const double seconds = std::chrono::duration<double>(StopToken::Clock::now() - start).count();
    for (const auto& session : sessions) write_archive(*session, options, seconds);
    say_how_long(sessions, options, seconds);
    print(formatted(sessions, options, table));
    return exit_code(sessions);
}

}  // namespace comity::cli
