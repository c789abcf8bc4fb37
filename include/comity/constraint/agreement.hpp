#pragma once
/// Agreement constraints [F3.2]: which profiles may be prescribed, before and after a breach alike. Whoever
/// breaches is not bound by them.
///
/// They are conditions "this number is not negative", so that the set of parameter values at which a profile
/// may be agreed is exact and closed, and a certificate can show the number that is negative where it may
/// not.

#include <vector>

#include "comity/game/profile_space.hpp"

namespace comity {

/// A number that is a sum over issues [F4.6]: constant + Σ_s terms[s][what is played in s]. An issue that
/// adds nothing has no terms.
template <class T>
struct IssueSum {
    T constant = T(0);
    std::vector<std::vector<T>> terms;
};

/// What one constraint asks of each profile. T is Rational, or RationalFunction while a scalar is open.
template <class T>
class AgreementRule {
  public:
    /// `constraint`: its index among the model's constraints.
    explicit AgreementRule(std::size_t constraint) : constraint_(constraint) {}
    virtual ~AgreementRule() = default;
    AgreementRule(const AgreementRule&) = delete;
    AgreementRule& operator=(const AgreementRule&) = delete;

    std::size_t constraint() const { return constraint_; }

    /// The profile may be prescribed iff in every clause some alternative is ≥ 0. Clauses come in an order
    /// that depends on the constraint and the profile only.
    virtual std::vector<std::vector<T>> clauses(ProfileIndex profile) const = 0;

    /// The same as sums over issues, for games whose profiles are too many to list [F4.6]. Where `clauses`
    /// leaves a clause out for a profile, its sums are there and ≥ 0.
    virtual std::vector<std::vector<IssueSum<T>>> sums() const = 0;

  private:
    std::size_t constraint_;
};

/// Consensus: where a prescription sets a level above a° in a joint issue, nobody in `who` may have less than
/// its value of a° for ever.
struct ConsensusRule {
    std::size_t constraint = 0;
    std::vector<bool> who;                  ///< by actor
    std::vector<std::vector<bool>> raises;  ///< [actor][action]: above a° in a joint issue

    bool concerns(const ProfileSpace& profiles, ProfileIndex profile) const {
        for (std::size_t i = 0; i < raises.size(); ++i) {
            if (raises[i][profiles.action(profile, i)]) return true;
        }
        return false;
    }
};

}  // namespace comity
