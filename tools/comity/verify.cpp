// comity verify: proves again what archives claim, without the solvers.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "archives.hpp"
#include "comity/archive/sha256.hpp"
#include "comity/checker/checker.hpp"
#include "comity/text/version.hpp"
#include "comity/text/words.hpp"
#include "session.hpp"

namespace comity::cli {
namespace {

/// What became of the claims of one archive.
struct Verified {
    std::string file;
    OpenedArchive opened;
    std::vector<Claim> claims;

    auto count(Claim::Result result) const {
        return std::count_if(claims.begin(), claims.end(),
                             [&](const Claim& c) { return c.result == result; });
    }
};

std::string as_table(const std::vector<Verified>& all) {
    std::string out;
    for (const Verified& each : all) {
        out += each.file + "\n";
        for (const Claim& claim : each.claims) {
            out += fmt::format("  {:<10}  {}\n", to_string(claim.result), claim.text);
            if (!claim.why.empty()) out += fmt::format("  {:<10}  ({})\n", "", claim.why);
        }
        std::vector<std::string> counts{fmt::format("{} proved", each.count(Claim::Result::proved))};
        if (const auto refuted = each.count(Claim::Result::refuted); refuted > 0)
            counts.push_back(fmt::format("{} refuted", refuted));
        if (const auto open = each.count(Claim::Result::not_proved); open > 0)
            counts.push_back(fmt::format("{} not proved, as the archive says", open));
        out += fmt::format("  {} claim{}: {}\n", each.claims.size(), each.claims.size() == 1 ? "" : "s",
                           join(counts, ", "));
    }
    return out;
}

std::string as_json(const std::vector<Verified>& all) {
    nlohmann::ordered_json models = nlohmann::ordered_json::array(),
                           findings = nlohmann::ordered_json::array();
    for (const Verified& each : all) {
        auto actors = nlohmann::ordered_json::array(), issues = nlohmann::ordered_json::array(),
             actions = nlohmann::ordered_json::array();
        for (const Actor& actor : each.opened.form.actors()) actors.push_back(actor.code);
        for (const Issue& issue : each.opened.form.issues()) issues.push_back(issue.name);
        for (std::size_t i = 0; i < each.opened.form.n(); ++i) {
            auto& labels = actions.emplace_back(nlohmann::ordered_json::array());
            for (std::size_t a = 0; a < each.opened.form.profiles().actions(i); ++a)
                labels.push_back(each.opened.form.action_label(ActorId{i}, a));
        }
        auto claims = nlohmann::ordered_json::array();
        for (const Claim& claim : each.claims) {
            nlohmann::ordered_json line{{"claim", claim.text}, {"result", to_string(claim.result)}};
            if (!claim.why.empty()) line["why"] = claim.why;
            claims.push_back(std::move(line));
        }
        findings.push_back(
            {{"kind", "verify"}, {"model", models.size()}, {"archive", each.file}, {"claims", claims}});
        models.push_back({{"name", each.opened.model.name},
                          {"actors", actors},
                          {"issues", issues},
                          {"actions", actions},
                          {"sha256", hex(sha256(each.opened.archive.model_text))}});
    }
    return nlohmann::ordered_json{
               {"comity", kVersion}, {"schema", 1}, {"models", models}, {"findings", findings}}
               .dump(2) +
           "\n";
}

}  // namespace

int run_verify(const Options& options) {
    const StopToken stop = stop_token(options);
    std::vector<Verified> all;
    bool good = true;
    for (const std::string& file : options.files) {
        Verified verified{file, open_archive(file), {}};
        verified.claims = check_archive(verified.opened.archive, verified.opened.model, stop);
        good = good && verified.count(Claim::Result::refuted) == 0;
        all.push_back(std::move(verified));
    }
    print(options.format == "json" ? as_json(all) : as_table(all));
    return good ? kAnswered : kNo;
}

}  // namespace comity::cli
