#include "comity/question/bounds.hpp"
#include "inner.hpp"

namespace comity {
namespace {

/// The least continuation value of an actor at which it keeps to a profile, δ above zero; nothing where any
/// will do.
std::optional<Rational> least_continuation(const GameForm& form, const StageGame<Rational>& stage,
                                           ProfileIndex profile, std::size_t actor, const Rational& delta,
                                           const Rational& threat) {
    std::optional<Rational> most;
    const auto ask = [&](const Rational& value) {
        if (!most || value > *most) most = value;
    };
    for (const auto& floor : floors(form, stage, actor, profile)) ask(floor.value);
    const ProfileSpace& profiles = form.profiles();
    for (std::size_t action = 0; action < profiles.actions(actor); ++action) {
        if (action == profiles.action(profile, actor) || !stage.allowed[actor][action]) continue;
        ask((1 - delta) * stage.utility[actor][profiles.with(profile, actor, action)] + delta * threat);
    }
    if (most) most = (*most - (1 - delta) * stage.utility[actor][profile]) / delta;
    return most;
}

/// The same in floating point: what is far from being played need not be looked at in fractions.
class Nearly {
  public:
    Nearly(const FloatGame& game, const std::vector<ExactPoint>& hull,
           const std::vector<std::optional<Rational>>& threat)
        : game_(game), threats_(1) {
        for (const ExactPoint& corner : hull)
            hull_.push_back({game.unit[0].scaled(corner[0]), game.unit[1].scaled(corner[1])});
        for (int i = 0; i < 2; ++i)
            threats_[0][i] = game.unit[i].scaled(*threat[static_cast<std::size_t>(i)]);
    }

    bool is_played(const FloatProfile& profile, PolygonClipper& clipper) const {
        const Point2 must = required(game_, profile, threats_);
        Point2 least;
        for (int i = 0; i < 2; ++i)
            least[i] = (must[i] - (1 - game_.delta[i]) * profile.u[i]) / game_.delta[i] - kNear;
        return !clipper.clip_from_below(hull_, least, kNear).empty();
    }

  private:
    static constexpr double kNear = 1e-9;

    const FloatGame& game_;
    Polygon hull_;
    Threats threats_;
};

}  // namespace

void add_just_played(const GameForm& form, const Question<Rational>& question,
                     const std::vector<Rational>& delta, const FloatGame& game, std::vector<bool>& has,
                     InnerProof<Rational>& proof) {
    if (game.sets.size() != 1 || delta[0] == 0 || delta[1] == 0) return;
    std::vector<ExactPoint> places;
    std::vector<std::optional<Rational>> threat(2);
    for (const auto& point : proof.points) {
        if (point.radius[0] != 0 || point.radius[1] != 0) return;
        places.push_back({point.value[0], point.value[1]});
        for (std::size_t i = 0; i < 2; ++i) {
            if (!threat[i] || point.value[i] < *threat[i]) threat[i] = point.value[i];
        }
    }
    const std::vector<std::size_t> names = exact_hull(places);
    std::vector<ExactPoint> hull;
    for (const std::size_t k : names) hull.push_back(places[k]);
    const StageGame<Rational>& stage = question.stage();
    const Nearly nearly(game, hull, threat);
    PolygonClipper clipper;
    for (const FloatProfile& profile : game.sets[0]) {
        if (has[profile.profile] || !nearly.is_played(profile, clipper)) continue;
        std::vector<ExactPoint> enough = hull;
        for (std::size_t i = 0; i < 2; ++i) {
            const auto least = least_continuation(form, stage, profile.profile, i, delta[i], *threat[i]);
            ExactPoint down{0, 0};
            down[i] = -1;
            if (least) enough = clipped(enough, down, -*least);
        }
        if (enough.empty()) continue;
        InnerPoint<Rational> point;
        point.profile = profile.profile;
        for (const auto& [k, weight] : lottery(hull, enough.front()))
            point.continuation.push_back({names[k], weight});
        for (std::size_t i = 0; i < 2; ++i) {
            point.value.push_back((1 - delta[i]) * stage.utility[i][profile.profile] +
                                  delta[i] * enough.front()[i]);
            point.radius.emplace_back(0);
        }
        has[profile.profile] = true;
        proof.points.push_back(std::move(point));
    }
}

}  // namespace comity
