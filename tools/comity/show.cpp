// comity show: the model as understood.

#include "comity/report/expectations.hpp"
#include "session.hpp"

namespace comity::cli {

int run_show(const Options& options) {
    const auto session = open_session(options.files.front(), options);
    std::vector<Question<Rational>> questions;
    for (const std::size_t lens : session->lenses) questions.push_back(session->solver->question(lens));
    print(options.format == "json"
              ? report_model_json(session->model, session->solver->game(), questions, session->sha256)
              : report_model(session->model, session->solver->game(), questions) +
                    report_declared(session->model));
    return kAnswered;
}

}  // namespace comity::cli
