#pragma once
/// A model file as understood: everything it says, checked, with numbers exact and formulas parsed. What the
/// numbers come to under given parameter values is in tabulate.hpp; this is the declaration.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "comity/game/families.hpp"
#include "comity/game/game_form.hpp"
#include "comity/game/payoff_table.hpp"
#include "comity/model/expectation.hpp"
#include "comity/model/expression.hpp"
#include "comity/number/interval_set.hpp"
#include "comity/text/diagnostic.hpp"

namespace comity {

/// A formula of the file: its text, where it stands, and the checked tree.
struct Formula {
    std::string text;
    SourcePlace place;  ///< of its first character
    ExpressionPtr tree;
    /// A formula that is just this number.
    static Formula number(const Rational& value);
    /// A diagnostic that points into the formula, at a byte offset of its text.
    Diagnostic diagnose(const std::string& code, std::size_t offset, std::size_t length,
                        const std::string& message, const std::string& help = "") const;
    /// The line of the file on which it starts.
    std::string source_line;
};

/// Where a number comes from and what is thought of it.
struct Provenance {
    std::string kind;    ///< data, judgement, convention, published
    std::string source;  ///< who says so
    std::string reason;  ///< why this number, what it does
    std::string unit;
};

/// A named number that `--set` overrides.
struct Parameter {
    std::string name, title;
    Rational value;
    std::optional<Interval> range;
    Provenance provenance;
};

/// A word chosen from a list (a year, a unit) that `--set` overrides; {name} in the path of a data file
/// stands for it.
struct Choice {
    std::string name, value, reason;
    std::vector<std::string> options;
};

/// One number per actor (empty: not given for that actor).
struct Attribute {
    std::string name;
    std::vector<std::optional<Rational>> values;
    Provenance provenance;
};

/// One number per ordered pair of actors, [i][j].
struct Matrix {
    std::string name;
    std::vector<std::vector<std::optional<Rational>>> values;
    Provenance provenance;
};

/// A named formula of zero, one or two actors: `w[i, j]`.
struct Definition {
    std::string name;
    std::vector<std::string> arguments;
    Formula formula;
    std::string reason;
    bool depends_on_play = false;  ///< mentions level, count, plays or n
};

/// A unit of account: what every payoff is multiplied by, per actor.
struct Unit {
    std::string name, title;
    std::optional<Formula> scale;
};

/// Payoffs of an issue as a table: [member][profile of the issue].
struct OutcomeTable {
    std::vector<PayoffTable> payoff;
};
/// Payoffs as formulas, one per member (often the same).
struct PayoffFormulas {
    std::vector<Formula> by_member;
};
/// Payoffs of a named family; constants as formulas over parameters.
struct FamilyUse {
    std::string family;
    std::vector<std::pair<std::string, std::vector<Formula>>> constants;
    SourcePlace place;
    std::string source_line;
    std::size_t lead = 0;  ///< the member in the family's role, where it has one
};

/// A norm term ν of an issue: what its members feel about the play, by name.
struct NormTerm {
    std::string name, reason;
    Formula formula;
};

struct IssueDeclaration {
    Issue issue;
    std::string group;  ///< the name in the file; differs from issue.name where `pairs` made several issues
    std::string reason;
    std::variant<OutcomeTable, PayoffFormulas, FamilyUse> payoff;
    std::optional<Formula> outsiders;  ///< payoff of a state that is not a member
    std::vector<NormTerm> norms;
};

enum class LensKind { absolute, relative, defensive, snidal, identity };
enum class Aggregation { sum, mean };

/// A declared lens [F2].
struct LensDeclaration {
    struct Entry {
        ActorId i, j;
        Rational value;
    };
    struct NormWeight {
        std::string norm;
        Formula weight;
    };
    std::string name;
    LensKind kind = LensKind::absolute;
    std::string school, reason;
    std::optional<Formula> strength;  ///< k of relative and defensive, r of snidal, alpha of identity
    std::optional<Formula> weights;   ///< over i and j; 1 where absent
    Aggregation aggregation = Aggregation::sum;
    /// The unit in which states compare or share gains [F2.2]; empty: the one in use.
    std::string gains_in;
    std::vector<Entry> entries;  ///< single entries of the matrix, overriding strength and weights
    std::vector<NormWeight> norms;
    bool inline_lens = false;  ///< made on the command line
    bool by_default = true;    ///< false: looked through only when it is named
    SourcePlace place;
};

/// F3.1: the named actors have no such actions, neither to be asked for nor to deviate to.
struct ProhibitActions {
    std::vector<ActorId> who;
    std::string issue;
    std::vector<std::string> actions;
};
/// F3.4: what follows a state's leaving.
struct ExitValues {
    enum class Aftermath {
        status_quo,  ///< everybody falls back to a°
        continuing,  ///< the others go on at `agreement` without the leaver if each still gains, else a°
        formula,     ///< `pays` gives every state's payoff after `leaver` left
    };
    Aftermath aftermath = Aftermath::status_quo;
    std::string agreement;  ///< target's name, for `continuing`
    std::optional<Formula>
        outside;  ///< the leaver's material payoff; default: its payoff at the profile that follows
    std::optional<Formula> pays;  ///< over `self` and `leaver`
    bool withdrawal = true;       ///< false: "no unilateral withdrawal" drops the floor
};
/// F3.4: σ_i times the levels of i in the pooled issues.
struct SovereigntyCost {
    Formula cost;                     ///< per unit of level, over `self`
    std::vector<std::string> issues;  ///< names or groups
};

/// F3.2, depth cap: the levels of each named state in the issues add up to at most its cap.
struct DepthCap {
    std::vector<ActorId> who;
    std::vector<std::string> issues;  ///< names or groups
    Formula cap;                      ///< over `self`
};
/// F3.2, symmetric treatment: the named states do the same in each of the issues.
struct SymmetricTreatment {
    std::vector<ActorId> who;
    std::vector<std::string> issues;
};
/// F3.2, identity-compatible depth: two named states are both at level `depth` or more in an issue only if
/// each has an affinity of at least `least` to the other.
struct CompatibleDepth {
    std::vector<ActorId> who;
    std::vector<std::string> issues;
    Formula affinity;  ///< α_ij over i and j
    Formula depth, least;
};
/// F3.2, recognition: Δg_i ≤ ratio · max(0, Δg_j) for all named i, j with Δg_i > 0.
struct Recognition {
    std::vector<ActorId> who;
    Formula ratio;
};
/// F3.2, consensus: who sets a level above a° in a joint issue needs every member to be at least as well off
/// as at a°.
struct Consensus {
    std::vector<ActorId> who;  ///< the members whose consent it takes; empty: those of the joint issues
    std::vector<std::string> issues;
};

struct ConstraintDeclaration {
    std::string name;
    std::vector<std::string> lenses;  ///< empty: all
    std::string reason, source;
    std::variant<ProhibitActions, ExitValues, SovereigntyCost, DepthCap, SymmetricTreatment, CompatibleDepth,
                 Recognition, Consensus>
        what;
    SourcePlace place;
};

/// F3.3: is play in one issue answered in all (pooled), or does it depend on that issue's history only?
enum class Linkage { pooled, separate };

/// What is asked of a profile [F4.7].
enum class TargetTest {
    sustain,  ///< a profile for ever
    accept,   ///< would each party sign?
    payoff,   ///< the payoff of a profile is one of some equilibrium
    set,      ///< some equilibrium payoff lies in a set (`value:` is one)
    cycle,    ///< profiles played in turn
};

/// Profiles of a cycle, at most: its conditions are polynomials in δ of this degree.
inline constexpr std::size_t kMaxCycle = 64;

struct TargetDeclaration {
    std::string name, title;
    TargetTest test = TargetTest::sustain;
    /// One action per issue and member.
    std::vector<std::vector<std::size_t>> play;
    /// For `accept`; empty: those whose action differs from a°.
    std::vector<ActorId> parties;
    /// For `cycle`: what is played in turn, each like `play`.
    std::vector<std::vector<std::vector<std::size_t>>> cycle = {};
    /// For `set`: Σ weight · utility ≥ at_least, all of them.
    struct HalfPlane {
        std::vector<Rational> weights;  ///< by actor
        Rational at_least = 0;
    };
    std::vector<HalfPlane> set = {};
    /// False: asked only when it is named, because it makes sense under other settings only.
    bool by_default = true;
};

/// What a source claims about the agreements of this model, and the quantity that speaks to it [F7].
struct PropositionDeclaration {
    enum class Kind {
        linkage,  ///< issues answered together against each by itself
        ceiling,  ///< how far the deepest agreement stays below full depth
        order,    ///< the least δ of some issues against those of others
        rent,     ///< what a number that membership is worth does to the least δ, under grim and under exit
    };
    std::string name, claim, source;
    Kind kind = Kind::linkage;
    std::string target = "full";            ///< what is to be sustained; no ceiling has one
    std::vector<std::size_t> first, later;  ///< order: issues
    std::string parameter;                  ///< rent: its name, and the value it is compared at
    Rational value = 0;
};

/// Everything a model file says.
struct Model {
    std::string name, title, description, source;
    std::vector<Actor> actors;
    std::vector<Parameter> parameters;
    std::vector<Choice> choices;
    std::vector<Attribute> attributes;
    std::vector<Matrix> matrices;
    std::vector<Definition> definitions;
    std::vector<Unit> units;
    std::string unit;  ///< the one in use
    std::vector<IssueDeclaration> issues;
    std::vector<LensDeclaration> lenses;
    std::vector<ConstraintDeclaration> constraints;
    std::vector<TargetDeclaration> targets;
    std::vector<PropositionDeclaration> propositions;
    std::vector<Expectation> expectations;
    std::vector<Formula> delta;  ///< one per actor, or none
    Provenance delta_provenance;
    std::string
        punishment;  ///< under which verdicts are read: "grim", "exit", or "" where the file names none
    std::vector<std::string> agreement;  ///< objectives of the agreement that is compared, if any [F4.6]
    Linkage linkage = Linkage::pooled;
    PlacedText linkage_text;  ///< where the file says so

    GameForm form() const;
    /// Does every issue name one [F1.4]?
    bool has_status_quo() const;
    std::vector<std::string> actor_codes() const;
    std::vector<std::string> lens_names() const;
    /// Those that are looked through unless others are named.
    std::vector<std::string> default_lenses() const;
    std::vector<std::string> target_names() const;
    std::optional<ActorId> find_actor(const std::string& code) const;
    /// Index of a declared lens.
    std::optional<std::size_t> find_lens(const std::string& wanted) const;
    const TargetDeclaration* find_target(const std::string& wanted) const;
};

/// Issues that a name means: an issue, or all issues of a group. Empty if none.
std::vector<std::size_t> issues_named(const Model& model, const std::string& name);
/// Is this issue meant by a name (its own or its group's)?
bool is_named(const IssueDeclaration& declared, const std::string& name);

/// "linkage", "ceiling", "order", "rent".
std::string to_string(PropositionDeclaration::Kind kind);
/// "pooled", "separate".
std::string to_string(Linkage linkage);
/// "absolute", "relative", ...
std::string to_string(LensKind kind);
/// The name of a kind's one strength: "k", "r", "alpha", or "" for absolute.
std::string strength_name(LensKind kind);
/// Where the strength makes sense [F2]: κ ∈ [0, ∞), r ∈ [0, 1], α ∈ (−1, 1].
Interval strength_domain(LensKind kind);
/// The same in words, after "must be".
std::string strength_range(LensKind kind);

}  // namespace comity
