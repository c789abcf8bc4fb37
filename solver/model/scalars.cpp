#include "comity/model/scalars.hpp"

#include "comity/number/discount.hpp"
#include "comity/text/near_name.hpp"

namespace comity {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

[[noreturn]] void no_such_path(const Model& model, const std::string& text) {
    // A parameter may be meant by its bare name.
    std::vector<std::string> names = all_paths(model);
    for (const Parameter& parameter : model.parameters) names.push_back(parameter.name);
    const auto near = near_name(text, names);
    const std::string help = near ? "did you mean '" + *near + "'?" : suggest(text, all_paths(model));
    throw Error(ErrorKind::usage,
                "there is no scalar '" + text + "' in this model" + (help.empty() ? "" : "; " + help));
}

bool in_domain(const Interval& domain, const Rational& value) {
    return domain.contains(AlgebraicNumber(value));
}

Interval natural_domain(const Model& model, const ScalarPath& path) {
    switch (path.kind) {
        case ScalarPath::Kind::delta_all:
        case ScalarPath::Kind::delta_one:
            return discount_domain();
        case ScalarPath::Kind::lens_strength:
        case ScalarPath::Kind::lens_entry:
            return strength_domain(model.lenses[path.lens].kind);
        case ScalarPath::Kind::norm_weight:
            return {0, Bound::infinity(), true, false};
        case ScalarPath::Kind::parameter:
            break;
    }
    return {Bound::minus_infinity(), Bound::infinity(), false, false};
}

}  // namespace

ScalarPath parse_path(const Model& model, const std::string& text) {
    using Kind = ScalarPath::Kind;
    const std::vector<std::string> parts = split(text, '.');
    ScalarPath path;
    path.text = text;

    // Step 1. delta, delta.KAZ.
    if (parts[0] == "delta" && parts.size() <= 2) {
        if (parts.size() == 1) return path;
        if (const auto actor = model.find_actor(parts[1])) {
            path.kind = Kind::delta_one;
            path.id = actor->index;
            return path;
        }
    }

    // Step 2. parameters.NAME or NAME.
    const bool prefixed = parts[0] == "parameters" && parts.size() == 2;
    if (prefixed || parts.size() == 1) {
        const std::string& name = prefixed ? parts[1] : parts[0];
        for (std::size_t k = 0; k < model.parameters.size(); ++k) {
            if (model.parameters[k].name != name) continue;
            path.kind = Kind::parameter;
            path.id = k;
            path.text = "parameters." + name;
            return path;
        }
    }

    // Step 3. lens.NAME.STRENGTH, lens.NAME.STRENGTH.I.J, lens.NAME.norm.TERM.
    if (parts[0] == "lens" && parts.size() >= 3) {
        if (const auto lens = model.find_lens(parts[1])) {
            path.lens = *lens;
            const LensDeclaration& declared = model.lenses[*lens];
            if (parts[2] == strength_name(declared.kind) && declared.kind != LensKind::absolute) {
                if (parts.size() == 3) {
                    path.kind = Kind::lens_strength;
                    return path;
                }
                if (parts.size() == 5 && declared.kind != LensKind::snidal) {
                    const auto i = model.find_actor(parts[3]), j = model.find_actor(parts[4]);
                    if (i && j && *i != *j) {
                        path.kind = Kind::lens_entry;
                        path.i = *i;
                        path.j = *j;
                        return path;
                    }
                }
            }
            for (std::size_t k = 0; parts.size() == 4 && parts[2] == "norm" && k < declared.norms.size();
                 ++k) {
                if (declared.norms[k].norm != parts[3]) continue;
                path.kind = Kind::norm_weight;
                path.id = k;
                return path;
            }
        }
    }
    no_such_path(model, text);
}

std::vector<std::string> all_paths(const Model& model) {
    std::vector<std::string> paths{"delta"};
    for (const Actor& actor : model.actors) paths.push_back("delta." + actor.code);
    for (const Parameter& parameter : model.parameters) paths.push_back("parameters." + parameter.name);
    for (const LensDeclaration& lens : model.lenses) {
        const std::string strength = strength_name(lens.kind);
        if (!strength.empty()) paths.push_back("lens." + lens.name + "." + strength);
        for (const auto& norm : lens.norms) paths.push_back("lens." + lens.name + ".norm." + norm.norm);
    }
    return paths;
}

Interval domain_of(const Model& model, const ScalarPath& path) {
    if (path.kind != ScalarPath::Kind::parameter) return natural_domain(model, path);
    const Parameter& parameter = model.parameters[path.id];
    if (parameter.range) return *parameter.range;
    throw Error(ErrorKind::usage,
                "the parameter '" + parameter.name +
                    "' declares no range to search; give one with --range LO,HI (inf is allowed)");
}

void assign(Model& model, const std::string& path_text, const std::string& value_text) {
    for (const Choice& choice : model.choices) {
        // Choices were applied when the file was read; here they only have to be known.
        if (choice.name != path_text) continue;
        if (choice.value == value_text) return;
        throw Error(ErrorKind::usage,
                    "--set " + path_text + "=" + value_text + ": " + suggest(value_text, choice.options));
    }
    if (path_text == "unit") {
        std::vector<std::string> names;
        for (const Unit& unit : model.units) names.push_back(unit.name);
        for (const std::string& name : names) {
            if (name == value_text) {
                model.unit = name;
                return;
            }
        }
        throw Error(ErrorKind::usage,
                    "there is no unit '" + value_text + "' in this model; " + suggest(value_text, names));
    }
    const ScalarPath path = parse_path(model, path_text);
    const auto value = parse_rational(value_text);
    if (!value) throw Error(ErrorKind::usage, "--set " + path_text + ": " + value.error());
    if (!in_domain(natural_domain(model, path), *value)) {
        throw Error(ErrorKind::usage, "--set " + path_text + "=" + value_text +
                                          " is out of range: it must be " +
                                          (path.is_delta() ? "at least 0 and less than 1"
                                                           : strength_range(model.lenses[path.lens].kind)));
    }
    switch (path.kind) {
        case ScalarPath::Kind::delta_all:
            set_delta(model, *value);
            return;
        case ScalarPath::Kind::delta_one:
            if (model.delta.empty()) {
                throw Error(ErrorKind::usage,
                            "--set " + path_text +
                                ": this model gives no discount factor for the others; use --delta as well");
            }
            model.delta[path.id] = Formula::number(*value);
            return;
        case ScalarPath::Kind::parameter: {
            Parameter& parameter = model.parameters[path.id];
            if (parameter.range && !in_domain(*parameter.range, *value)) {
                throw Error(ErrorKind::usage, "--set " + path_text + "=" + value_text +
                                                  " lies outside the range that the model declares for it; "
                                                  "widen the range in the file if it is meant");
            }
            parameter.value = *value;
            return;
        }
        case ScalarPath::Kind::lens_strength:
            model.lenses[path.lens].strength = Formula::number(*value);
            return;
        case ScalarPath::Kind::norm_weight:
            model.lenses[path.lens].norms[path.id].weight = Formula::number(*value);
            return;
        case ScalarPath::Kind::lens_entry: {
            auto& entries = model.lenses[path.lens].entries;
            std::erase_if(entries, [&](const auto& e) { return e.i == path.i && e.j == path.j; });
            entries.push_back({path.i, path.j, *value});
            return;
        }
    }
}

void set_delta(Model& model, const Rational& delta) {
    model.delta.assign(model.actors.size(), Formula::number(delta));
    model.delta_provenance = {"", "set on the command line", "", ""};
}

Scalars<Rational> file_scalars(const Model& model) {
    Scalars<Rational> scalars;
    for (const Parameter& parameter : model.parameters) scalars.parameters.push_back(parameter.value);
    return scalars;
}

Scalars<Rational> scalars_at(const Model& model, const ScalarPath& path, const Rational& value) {
    Scalars<Rational> scalars = file_scalars(model);
    scalars.open = path;
    scalars.open_value = value;
    if (path.kind == ScalarPath::Kind::parameter) scalars.parameters[path.id] = value;
    return scalars;
}

Scalars<RationalFunction> open_scalars(const Model& model, const ScalarPath& path, SignQuestions& signs) {
    Scalars<RationalFunction> scalars;
    for (const Parameter& parameter : model.parameters) scalars.parameters.emplace_back(parameter.value);
    scalars.open = path;
    scalars.open_value = RationalFunction::variable();
    scalars.signs = &signs;
    if (path.kind == ScalarPath::Kind::parameter) scalars.parameters[path.id] = RationalFunction::variable();
    return scalars;
}

}  // namespace comity
