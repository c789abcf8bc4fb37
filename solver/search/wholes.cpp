#include "wholes.hpp"

#include <numeric>

#include "comity/model/tabulate.hpp"
#include "comity/question/linkage.hpp"

namespace comity {

std::vector<std::size_t> counted(std::size_t size) {
    std::vector<std::size_t> result(size);
    std::iota(result.begin(), result.end(), std::size_t{0});
    return result;
}

std::vector<Whole> played_as_wholes(const Model& model, const std::shared_ptr<const Game<Rational>>& game,
                                    std::size_t lens, const AgreementRequest& request) {
    const std::size_t issues = game->form.issues().size();
    const auto question = [&](const Model& of, std::shared_ptr<const Game<Rational>> tables) {
        const Scalars<Rational> scalars = file_scalars(of);
        const Evaluator<Rational> evaluator(of, scalars);
        if (!tables) tables = std::make_shared<const Game<Rational>>(tabulate(of, evaluator, request.stop));
        return split_question(of, tables, lens, evaluator);
    };
    std::vector<Whole> wholes;
    if (request.linkage == Linkage::pooled || issues < 2) {
        wholes.push_back({{question(model, game), request.delta, counted(issues), issues}, nullptr, {}});
        return wholes;
    }
    for (std::size_t s = 0; s < issues; ++s) {
        IssueAlone alone = issue_alone(model, s);
        auto kept = std::make_shared<const Model>(std::move(alone.model));
        wholes.push_back({{question(*kept, nullptr), request.delta, std::vector<std::size_t>{s}, issues},
                          kept,
                          std::move(alone.constraints)});
    }
    return wholes;
}

}  // namespace comity
