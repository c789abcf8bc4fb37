#include <fmt/format.h>

#include "comity/number/interval_text.hpp"
#include "comity/text/words.hpp"
#include "toml_text.hpp"

namespace comity {
namespace {

void answer(const Expectation& e, std::string& out) {
    const bool threshold = e.question == Expectation::Question::threshold;
    if (const auto* number = std::get_if<Rational>(&e.answer)) {
        out += "value = " + quoted(to_string(*number)) + "\n";
    } else if (e.question == Expectation::Question::agreement) {
        out += "value = \"none\"\n";
    } else if (const auto* set = std::get_if<IntervalSet>(&e.answer)) {
        out += "sustained = " + quoted(to_text(*set)) + "\n";
    } else if (const auto* corners = std::get_if<Expectation::Corners>(&e.answer)) {
        std::vector<std::string> points;
        for (const auto& corner : *corners) {
            std::vector<std::string> numbers;
            for (const Rational& u : corner) numbers.push_back(quoted(to_string(u)));
            points.push_back("[" + join(numbers, ", ") + "]");
        }
        out += "corners = " + (points.empty() ? quoted("none") : "[" + join(points, ", ") + "]") + "\n";
    } else if (threshold) {
        out += "sustained = \"everywhere\"\n";
    }
    if (e.tolerance != 0) out += "tolerance = " + quoted(to_string(e.tolerance)) + "\n";
}

}  // namespace

std::string write_expectations(const Model& model) {
    static const char* const keys[] = {"threshold", "verdict", "utility", "", "agreement"};

    std::string out;
    for (const Expectation& e : model.expectations) {
        const auto line = [&](const std::string& key, const std::string& text) {
            if (!text.empty()) out += key + " = " + quoted(text) + "\n";
        };
        out += "\n[[expect]]\n";
        line("name", e.name);
        if (e.question != Expectation::Question::corners)  // they are an answer
            line(keys[static_cast<std::size_t>(e.question)], e.of.text);
        line("target", e.target.text);
        line("lens", e.lens.text);
        line("punishment", e.punishment.text);
        line("linkage", e.linkage.text);
        std::vector<std::string> at;
        for (const auto& [path, value] : e.at) at.push_back(quoted(path.text) + " = " + quoted(value.text));
        if (!at.empty()) out += "at = { " + join(at, ", ") + " }\n";
        answer(e, out);
        line("status", to_string(e.standing));
        line("where", e.where);
    }
    return out;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += std::string("\\") + c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += c;
        }
    }
    return out + "\"";
}

}  // namespace comity
