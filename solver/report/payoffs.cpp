// Sets of equilibrium payoffs as a person reads them.

#include <fmt/format.h>

#include <algorithm>

#include "comity/constraint/constraint.hpp"
#include "comity/report/bracket_words.hpp"
#include "comity/report/payoff_words.hpp"
#include "comity/report/report.hpp"
#include "comity/report/table.hpp"
#include "comity/text/words.hpp"

namespace comity {
namespace {

using Status = PayoffSetFinding::Status;

constexpr std::size_t kListedCorners = 16, kListedProfiles = 8;

std::string point_words(const std::vector<Rational>& point) {
    std::vector<std::string> parts;
    for (const Rational& u : point) parts.push_back(number_words(AlgebraicNumber(u)));
    return "(" + join(parts, ", ") + ")";
}

bool is_proved(const PayoffSetFinding& finding, const std::vector<Rational>& corner) {
    return std::find(finding.inner.begin(), finding.inner.end(), corner) != finding.inner.end();
}

std::string corner_list(const PayoffSetFinding& finding, const std::vector<std::vector<Rational>>& corners) {
    std::vector<std::string> parts;
    for (std::size_t k = 0; k < std::min(corners.size(), kListedCorners); ++k)
        parts.push_back(corner_words(finding, corners[k]));
    std::string out = join(parts, ", ");
    if (corners.size() > kListedCorners)
        out += fmt::format(" and {} more (--format json or csv lists all)", corners.size() - kListedCorners);
    return out;
}

/// "a polygon with 4 corners".
std::string shape_words(const std::vector<std::vector<Rational>>& corners) {
    if (corners.size() == 1) return "a single point";
    if (corners.size() == 2) return "a segment, between two points";
    return fmt::format("a polygon with {} corners", corners.size());
}

/// "2.1e-10": rounded up to two figures.
std::string small_words(const Rational& gap) {
    return fmt::format("{:.1e}", round_up(gap * Rational(21, 20)));
}

std::string proof_words(const PayoffSetFinding& finding) {
    if (finding.is_exact())
        return finding.outer.size() == 1 ? "it is exact and proved" : "every corner is exact and proved";
    std::string text = fmt::format("known to within {} of the range of payoffs", small_words(finding.gap));
    const auto exact = std::count_if(finding.outer.begin(), finding.outer.end(),
                                     [&](const auto& corner) { return is_proved(finding, corner); });
    if (finding.note.empty()) text += ", proved on both sides";
    if (exact > 0) text += fmt::format("; {} of its corners are exact", exact);
    return finding.note.empty() ? text : text + "; " + finding.note;
}

/// Per state: minmax, least and greatest equilibrium value.
std::string value_table(const PayoffSetFinding& finding, const GameForm& form) {
    std::vector<std::vector<std::string>> rows;
    // A side that is missing has no values.
    const bool within = finding.has_inner(), around = finding.has_outer();
    const auto value = [&](const std::vector<PayoffSetFinding::Enclosed>& list, std::size_t i, bool lower) {
        if (list.size() <= i || (!within && !around)) return std::string("?");
        const auto& [inner, outer] = list[i];
        if (within && around) return enclosed_words(std::min(inner, outer), std::max(inner, outer));
        const bool at_least = lower == around;
        return (at_least ? "at least " : "at most ") + number_words(AlgebraicNumber(around ? outer : inner));
    };
    for (std::size_t i = 0; i < form.n(); ++i) {
        rows.push_back({form.actors()[i].name,
                        finding.minmax.size() > i ? number_words(AlgebraicNumber(finding.minmax[i])) : "?",
                        value(finding.least, i, true), value(finding.greatest, i, false)});
    }
    return text_table({"state", "minmax", "worst equilibrium", "best equilibrium"}, rows,
                      {false, true, true, true});
}

/// What two states, and all together, can get at least and at most.
std::string sum_table(const PayoffSetFinding& finding, const GameForm& form) {
    if (finding.support.empty() || !finding.has_inner() || !finding.has_outer()) return "";
    const auto level = [&](const std::vector<Integer>& h) -> const PayoffSetFinding::Enclosed* {
        for (const auto& each : finding.support) {
            if (each.direction == h) return &each.level;
        }
        return nullptr;
    };
    std::vector<std::vector<std::string>> rows;
    const auto add = [&](const std::string& name, const std::vector<Integer>& up) {
        std::vector<Integer> down = up;
        for (Integer& entry : down) entry = -entry;
        const auto *most = level(up), *least = level(down);
        if (most == nullptr || least == nullptr) return;
        rows.push_back(
            {name, enclosed_words(-least->outer, -least->inner), enclosed_words(most->inner, most->outer)});
    };
    const std::size_t n = form.n();
    for (std::size_t i = 0; i < n && n > 2; ++i) {
        for (std::size_t j = i + 1; j < n; ++j) {
            std::vector<Integer> pair(n, 0);
            pair[i] = pair[j] = 1;
            add(form.actors()[i].code + " + " + form.actors()[j].code, pair);
        }
    }
    if (n > 1) add("all together", std::vector<Integer>(n, 1));
    return text_table({"sum", "least", "greatest"}, rows, {false, true, true});
}

/// What follows the first period of a punishment.
std::string continuation_words(const InnerProof<Rational>& proof, std::size_t point, const GameForm& form) {
    std::vector<Weight> lottery;
    for (const Weight& each : proof.points[point].continuation) {
        if (each.weight != 0) lottery.push_back(each);
    }
    if (lottery.empty()) return ", whatever follows";
    const auto play = [&](const Weight& each) {
        if (each.point == point) return std::string("the same again");
        const InnerPoint<Rational>& next = proof.points[each.point];
        return "play worth " + point_words(next.value) + " that begins with (" +
               form.profile_label(next.profile) + ")";
    };
    if (lottery.size() == 1)
        return lottery.front().point == point ? ", and so on for ever" : ", then " + play(lottery.front());
    std::vector<std::string> parts;
    for (const Weight& each : lottery)
        parts.push_back(number_words(AlgebraicNumber(each.weight)) + " for " + play(each));
    return ", then a public lottery with probabilities " + join_words(parts);
}

std::string punishments(const PayoffSetFinding& finding, const GameForm& form) {
    if (finding.worst.empty() || !finding.proof.inner) return "";
    // The same play may punish both.
    std::vector<std::pair<std::string, std::vector<std::string>>> codes;  // in words, against whom
    for (std::size_t i = 0; i < finding.worst.size(); ++i) {
        const std::size_t point = finding.worst[i].point;
        const ProfileIndex play = finding.proof.inner->points[point].profile;
        const std::string words = "first (" + form.profile_label(play) + ")" +
                                  continuation_words(*finding.proof.inner, point, form);
        const auto same =
            std::find_if(codes.begin(), codes.end(), [&](const auto& code) { return code.first == words; });
        if (same != codes.end()) {
            same->second.push_back(form.actors()[i].name);
        } else {
            codes.push_back({words, {form.actors()[i].name}});
        }
    }
    std::string out = "  The worst punishment there is\n";
    for (const auto& [words, whom] : codes) out += wrap("against " + join_words(whom) + ": " + words, 4);
    return out;
}

std::string profile_list(const std::vector<ProfileIndex>& profiles, const GameForm& form) {
    std::string out;
    for (std::size_t k = 0; k < std::min(profiles.size(), kListedProfiles); ++k)
        out += wrap(
            "(" + to_string(form.profiles().decode(profiles[k])) + ")  " + form.profile_label(profiles[k]),
            4);
    if (profiles.size() > kListedProfiles)
        out +=
            fmt::format("    ... and {} more; --format json lists all\n", profiles.size() - kListedProfiles);
    return out;
}

/// Which profiles can be played at all.
std::string played_words(const PayoffSetFinding& finding, const GameForm& form) {
    const std::size_t all = form.profiles().size();
    const std::size_t yes = finding.played.size(), no = finding.never_played.size();
    if (yes + no == 0) return "";
    if (yes == all) return fmt::format("  All {} profiles are played in some equilibrium.\n", all);
    std::string out;
    if (yes > 0) {
        out += fmt::format("  Played in some equilibrium: {} of {} profiles\n", yes, all) +
               profile_list(finding.played, form);
    }
    if (no > 0) {
        out += fmt::format("  Played in no equilibrium: {} of {} profiles\n", no, all) +
               profile_list(finding.never_played, form);
    }
    if (yes + no < all) out += fmt::format("  Not decided: {} of {} profiles\n", all - yes - no, all);
    return out;
}

std::string constraint_lines(const PayoffSetFinding& finding, const Model& model) {
    std::vector<std::string> names;
    for (const ConstraintDeclaration& constraint : model.constraints) {
        if (applies(constraint, finding.lens)) names.push_back(constraint.name);
    }
    std::string out;
    if (!names.empty()) out += wrap("within the constraints: " + join_words(names), 2);
    if (!finding.binding_constraints.empty()) {
        out += wrap(
            "binding constraints: " + join_words(constraint_names(finding.binding_constraints, model)), 2);
    }
    return out;
}

/// Why there is no equilibrium.
std::string emptied_words(const PayoffSetFinding& finding, const GameForm& form) {
    if (!finding.emptied_phase)
        return "No equilibrium in pure strategies: whatever is prescribed, and whatever follows, some state "
               "departs from it.";
    return fmt::format(
        "No equilibrium in pure strategies: after a breach by {} nothing can be prescribed that no state "
        "departs from.",
        form.actors()[finding.emptied_phase->index].name);
}

std::string body(const PayoffSetFinding& finding, const GameForm& form) {
    if (finding.status == Status::empty) {
        return wrap(emptied_words(finding, form), 2);
    }
    std::string out;
    if (finding.status == Status::undecided) {
        out += wrap("Undecided: " + (finding.note.empty() ? "a limit came first" : finding.note) + ".", 2);
        if (!finding.outer.empty())
            out += wrap("no equilibrium pays outside " + shape_words(finding.outer) + ": " +
                            corner_list(finding, finding.outer),
                        2);
        if (!finding.inner.empty())
            out += wrap("equilibria pay everything inside " + shape_words(finding.inner) + ": " +
                            corner_list(finding, finding.inner),
                        2);
        if (!finding.has_outer() && !finding.has_inner()) return out;
        if (!finding.support.empty() && finding.has_outer() && finding.has_inner())
            out += wrap(
                "Proved on both sides to within " + small_words(finding.gap) + " of the range of payoffs.",
                2);
    } else if (!finding.support.empty()) {
        out += wrap(fmt::format("Known to within {} of the range of payoffs in {} directions, proved on both "
                                "sides.",
                                small_words(finding.gap), finding.support.size()),
                    2);
    } else {
        out += wrap("The set is " + shape_words(finding.outer) + "; " + proof_words(finding) + ".", 2);
        out += wrap(
            (finding.outer.size() == 1 ? "point: " : "corners: ") + corner_list(finding, finding.outer), 2);
    }
    out += value_table(finding, form);
    out += sum_table(finding, form);
    out += punishments(finding, form);
    out += played_words(finding, form);
    return out;
}

}  // namespace

std::string corner_words(const PayoffSetFinding& finding, const std::vector<Rational>& corner) {
    if (is_proved(finding, corner)) return point_words(corner);
    std::vector<std::string> parts;
    for (const Rational& u : corner) parts.push_back(to_decimal(u, 6));
    return "(" + join(parts, ", ") + ")";
}

std::string set_in_short(const PayoffSetFinding& finding) {
    if (finding.status != Status::solved) return to_string(finding.status);
    if (!finding.support.empty()) {
        std::vector<std::string> ranges;
        for (std::size_t i = 0; i < finding.least.size(); ++i)
            ranges.push_back("[" + to_decimal(finding.least[i].outer, 6) + ", " +
                             to_decimal(finding.greatest[i].outer, 6) + "]");
        return join(ranges, " x ");
    }
    std::vector<std::string> parts;
    for (const auto& corner : finding.outer) parts.push_back(corner_words(finding, corner));
    return join(parts, ", ");
}

std::string report_payoffs(const ModelReport& report) {
    const GameForm& form = *report.form;
    std::string out = heading_words(*report.model) + "\n\n";
    for (const Finding& each : report.findings) {
        const auto* finding = std::get_if<PayoffSetFinding>(&each);
        if (finding == nullptr) continue;
        out += fmt::format("Lens {}, {}: equilibrium payoffs [F4.1, {}]\n", finding->lens,
                           delta_words(finding->delta, form), form.n() == 2 ? "F4.2" : "F4.3");
        if (finding->status != Status::empty) {
            std::vector<std::string> names;
            for (const Actor& actor : form.actors()) names.push_back(actor.name);
            out += wrap(
                "Every payoff of a pure equilibrium with public lotteries, in utilities per period, as (" +
                    join(names, ", ") + ").",
                2);
        }
        out += body(*finding, form) + constraint_lines(*finding, *report.model) + "\n";
    }
    return out;
}

}  // namespace comity
