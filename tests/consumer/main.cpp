// Loads a model file and prints the least discount factor that sustains full cooperation under absolute gains.

#include <fstream>
#include <iostream>
#include <sstream>

#include "comity/model/load.hpp"
#include "comity/threshold/threshold.hpp"

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::ostringstream text;
    text << std::ifstream(argv[1]).rdbuf();
    const comity::LoadResult loaded = comity::load_model(text.str(), argv[1]);
    std::cerr << comity::render(loaded.diagnostics);
    if (comity::has_errors(loaded.diagnostics)) return 1;
    comity::ThresholdSolver solver(loaded.model);
    comity::ThresholdRequest request;
    request.lens = *loaded.model.find_lens("absolute");
    request.target = comity::parse_target(loaded.model, solver.form(), "full");
    request.of = comity::parse_path(loaded.model, "delta");
    request.punishment = comity::Punishment::grim;
    const comity::Threshold answer = solver.solve(request);
    if (!answer.value) return 1;
    std::cout << "delta* = " << comity::to_string(answer.value->rational()) << "\n";
}
