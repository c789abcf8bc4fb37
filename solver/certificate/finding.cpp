#include "comity/certificate/finding.hpp"

#include <algorithm>

namespace comity {

std::string to_string(Punishment punishment) {
    switch (punishment) {
        case Punishment::grim:
            return "grim";
        case Punishment::exit:
            return "exit";
        case Punishment::worst:
            return "worst";
    }
    return "";
}

bool Threshold::is_up_set() const {
    const auto& pieces = sustained.intervals();
    return pieces.empty() || (pieces.size() == 1 && pieces.front().hi == domain.hi &&
                              pieces.front().hi_closed == domain.hi_closed);
}

std::string to_string(Verdict::Outcome outcome) {
    switch (outcome) {
        case Verdict::Outcome::sustainable:
            return "sustainable";
        case Verdict::Outcome::not_sustainable:
            return "not sustainable";
        case Verdict::Outcome::undecided:
            return "undecided";
    }
    return "";
}

bool PayoffSetFinding::is_exact() const {
    return status == Status::solved && outer == inner &&
           std::all_of(support.begin(), support.end(),
                       [](const Support& each) { return each.level.inner == each.level.outer; });
}

std::string to_string(PayoffSetFinding::Status status) {
    switch (status) {
        case PayoffSetFinding::Status::solved:
            return "solved";
        case PayoffSetFinding::Status::empty:
            return "empty";
        case PayoffSetFinding::Status::undecided:
            return "undecided";
    }
    return "";
}

std::string to_string(Objective objective) {
    switch (objective) {
        case Objective::depth:
            return "depth";
        case Objective::gain:
            return "gain";
        case Objective::least:
            return "least";
        case Objective::nash:
            return "nash";
        case Objective::maximal:
            return "maximal";
    }
    return "";
}

std::optional<Objective> objective_named(const std::string& name) {
    for (const Objective each :
         {Objective::depth, Objective::gain, Objective::least, Objective::nash, Objective::maximal}) {
        if (name == to_string(each)) return each;
    }
    return std::nullopt;
}

std::string to_string(AgreementFinding::Status status) {
    switch (status) {
        case AgreementFinding::Status::solved:
            return "solved";
        case AgreementFinding::Status::empty:
            return "empty";
        case AgreementFinding::Status::undecided:
            return "undecided";
    }
    return "";
}

}  // namespace comity
