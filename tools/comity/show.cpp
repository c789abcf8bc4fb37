// comity show: the model as understood.

#include "comity/report/expectations.hpp"
#include "comity/study/targets.hpp"
#include "session.hpp"

namespace comity::cli {

int run_show(const Options& options) {
    const auto session = open_session(options.files.front(), options);
    std::vector<Question<Rational>> questions;
    for (const std::size_t lens : session->lenses) {
        if (!is_large(session->form())) {
            questions.push_back(session->solver->question(lens));
            continue;
        }
        // What no list of profiles can hold: the lens is named, and nothing is said of utilities.
        questions.emplace_back().lens = session->model.lenses[lens].name;
    }
    print(options.format == "json"
              ? report_model_json(session->model, session->solver->game(), questions, session->sha256)
              : report_model(session->model, session->solver->game(), questions) +
                    report_declared(session->model));
    return kAnswered;
}

}  // namespace comity::cli
