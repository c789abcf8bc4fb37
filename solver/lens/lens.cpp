#include "comity/lens/lens.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comity/model/tabulate.hpp"
#include "comity/text/near_name.hpp"
#include "forms.hpp"

namespace comity {
namespace {

/// The value of a scalar of this lens: the open one, or what the file's formula gives.
template <class T>
T scalar(const Evaluator<T>& evaluator, const Formula& formula, ScalarPath::Kind kind, std::size_t lens,
         std::size_t id) {
    const auto& open = evaluator.scalars().open;
    if (open && open->kind == kind && open->lens == lens && open->id == id)
        return evaluator.scalars().open_value;
    return evaluator.value(formula, {});
}

/// k_ij or α_ij: strength times weight, a mean over rivals where the lens takes one, single entries as given.
template <class T>
SquareMatrix<T> rival_matrix(const Model& model, std::size_t index, const Evaluator<T>& evaluator) {
    const LensDeclaration& lens = model.lenses[index];
    const std::size_t n = model.actors.size();
    const auto size = static_cast<Eigen::Index>(n);
    SquareMatrix<T> result = SquareMatrix<T>::Constant(size, size, T(0));
    const T strength = scalar(evaluator, *lens.strength, ScalarPath::Kind::lens_strength, index, 0);
    const Rational share =
        lens.aggregation == Aggregation::mean && n > 1 ? Rational(1) / Rational(n - 1) : Rational(1);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            if (i == j) continue;
            T weight = T(1);
            try {
                if (lens.weights) weight = evaluator.value(*lens.weights, {i, j});
            } catch (EvaluationError& error) {
                error.diagnostic.message += " for " + model.actors[i].code + " and " + model.actors[j].code;
                throw;
            }
            result(Eigen::Index(i), Eigen::Index(j)) = strength * weight * T(share);
        }
    }
    for (const auto& entry : lens.entries) {
        result(Eigen::Index(entry.i.index), Eigen::Index(entry.j.index)) = T(entry.value);
    }
    const auto& open = evaluator.scalars().open;
    if (open && open->kind == ScalarPath::Kind::lens_entry && open->lens == index) {
        result(Eigen::Index(open->i.index), Eigen::Index(open->j.index)) = evaluator.scalars().open_value;
    }
    return result;
}

/// F2 wants k_ij ≥ 0 and −1 < α_ij ≤ 1. While a scalar is open its own domain bounds the search instead.
void check_domain(const Model& model, const LensDeclaration& lens, const SquareMatrix<Rational>& matrix) {
    for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
        for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
            const Rational& value = matrix(i, j);
            const bool identity = lens.kind == LensKind::identity;
            if (i == j || (identity ? value > -1 && value <= 1 : value >= 0)) continue;
            const std::string message =
                fmt::format("the lens '{}' gives {} for {} and {}: {}, but it must be {}", lens.name,
                            identity ? "an alpha" : "a k", model.actors[static_cast<std::size_t>(i)].code,
                            model.actors[static_cast<std::size_t>(j)].code, to_string(value),
                            identity ? "more than -1 and at most 1" : "0 or more");
            if (lens.inline_lens) throw Error(ErrorKind::usage, message);
            const Formula& formula = lens.weights ? *lens.weights : *lens.strength;
            throw Error(ErrorKind::bad_model,
                        Diagnostics{formula.diagnose("weight-range", 0, formula.text.size(), message)});
        }
    }
}
void check_domain(const Model&, const LensDeclaration&, const SquareMatrix<RationalFunction>&) {}

}  // namespace

template <class T>
Vector<T> Lens<T>::value(const Vector<T>& gains, const Evaluator<T>& evaluator) const {
    if (kind != LensKind::defensive) return Vector<T>(weights * gains);
    if (exchange.empty()) return defensive_value(weights, gains, evaluator);
    Vector<T> counted = gains;
    for (std::size_t i = 0; i < exchange.size(); ++i) counted(Index(i)) *= exchange[i];
    Vector<T> u = defensive_value(weights, counted, evaluator);
    for (std::size_t i = 0; i < exchange.size(); ++i) u(Index(i)) /= exchange[i];
    return u;
}

template <class T>
Lens<T> make_lens(const Model& model, std::size_t index, const Evaluator<T>& evaluator) {
    const LensDeclaration& declared = model.lenses[index];
    const std::size_t n = model.actors.size();
    if (declared.kind == LensKind::defensive && !model.form().status_quo()) {
        // A declared one is refused when the file is read.
        throw Error(ErrorKind::usage,
                    "the lens '" + declared.name +
                        "' counts from the status quo, which this model does not name [F1.4]");
    }
    Lens<T> lens;
    lens.name = declared.name;
    lens.kind = declared.kind;
    try {
        switch (declared.kind) {
            case LensKind::absolute:
                lens.weights = absolute_weights<T>(n);
                break;
            case LensKind::snidal:
                lens.weights = snidal_weights(
                    n, scalar(evaluator, *declared.strength, ScalarPath::Kind::lens_strength, index, 0));
                break;
            default: {
                const SquareMatrix<T> rivals = rival_matrix(model, index, evaluator);
                check_domain(model, declared, rivals);
                lens.weights = declared.kind == LensKind::relative   ? relative_weights(rivals)
                               : declared.kind == LensKind::identity ? identity_weights(rivals)
                                                                     : rivals;
            }
        }
        if (!declared.gains_in.empty() && declared.gains_in != model.unit) {
            lens.exchange = exchange_rates(model, declared.gains_in, evaluator);
            if (lens.is_linear()) count_in(lens.weights, lens.exchange);
        }
        for (std::size_t k = 0; k < declared.norms.size(); ++k) {
            lens.norms.emplace_back(declared.norms[k].norm, scalar(evaluator, declared.norms[k].weight,
                                                                   ScalarPath::Kind::norm_weight, index, k));
        }
    } catch (const EvaluationError& error) {
        throw Error(ErrorKind::bad_model, Diagnostics{error.diagnostic});
    }
    return lens;
}

template struct Lens<Rational>;
template struct Lens<RationalFunction>;
template Lens<Rational> make_lens(const Model&, std::size_t, const Evaluator<Rational>&);
template Lens<RationalFunction> make_lens(const Model&, std::size_t, const Evaluator<RationalFunction>&);

LensDeclaration parse_inline_lens(const std::string& text) {
    // Step 1. Kind, then options separated by colons.
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == ':') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    const auto refuse = [&](const std::string& why) {
        return Error(ErrorKind::usage, "lens '" + text + "': " + why);
    };
    LensDeclaration lens;
    lens.name = parts[0];
    lens.inline_lens = true;
    bool known = false;
    for (const LensKind kind : {LensKind::absolute, LensKind::relative, LensKind::defensive, LensKind::snidal,
                                LensKind::identity}) {
        if (parts[0] != to_string(kind)) continue;
        lens.kind = kind;
        known = true;
    }
    const std::vector<std::string> kinds{"absolute", "relative", "defensive", "snidal", "identity"};
    if (!known) throw refuse("there is no such kind of lens; " + suggest(parts[0], kinds));
    lens.school = "inline";
    // Step 2. The strength and the aggregation.
    const std::string strength = strength_name(lens.kind);
    for (std::size_t k = 1; k < parts.size(); ++k) {
        const std::size_t equals = parts[k].find('=');
        const bool rivals = lens.kind == LensKind::relative || lens.kind == LensKind::defensive;
        if (rivals && (parts[k] == "mean" || parts[k] == "sum") && k + 1 == parts.size()) {
            lens.aggregation = parts[k] == "mean" ? Aggregation::mean : Aggregation::sum;
        } else if (equals != std::string::npos && parts[k].substr(0, equals) == strength &&
                   !strength.empty() && !lens.strength) {
            const auto value = parse_rational(parts[k].substr(equals + 1));
            if (!value) throw refuse(value.error());
            if (!strength_domain(lens.kind).contains(AlgebraicNumber(*value)))
                throw refuse(strength + " = " + to_string(*value) + " is out of range: it must be " +
                             strength_range(lens.kind));
            lens.strength = Formula::number(*value);
        } else {
            throw refuse("'" + parts[k] + "' is not understood; write " +
                         (strength.empty() ? parts[0]
                                           : parts[0] + ":" + strength + "=1/2" + (rivals ? "[:mean]" : "")));
        }
    }
    if (!strength.empty() && !lens.strength)
        throw refuse("it needs a strength: " + parts[0] + ":" + strength + "=1/2");
    return lens;
}

std::string full_name(const LensDeclaration& lens) {
    std::string name = to_string(lens.kind);
    if (lens.strength) name += ":" + strength_name(lens.kind) + "=" + lens.strength->text;
    return lens.aggregation == Aggregation::mean ? name + ":mean" : name;
}

std::string describe_lens(LensKind kind) {
    switch (kind) {
        case LensKind::absolute:
            return "u_i = dg_i  [Keohane1984]";
        case LensKind::relative:
            return "u_i = dg_i - sum_j k_ij (dg_j - dg_i)  [Waltz1979, Grieco1988]";
        case LensKind::defensive:
            return "u_i = dg_i - sum_j k_ij max(0, dg_j - dg_i)  [Grieco1988]";
        case LensKind::snidal:
            return "u_i = (1 - r) dg_i + r mean_j (dg_i - dg_j)  [Snidal1991]";
        case LensKind::identity:
            return "u_i = dg_i + sum_j alpha_ij dg_j + nu_i  [Wendt1999]";
    }
    return "";
}

std::string describe_lens(const LensDeclaration& lens) {
    std::string out = to_string(lens.kind);
    if (lens.strength) out += fmt::format(", {} = {}", strength_name(lens.kind), lens.strength->text);
    if (!lens.gains_in.empty()) out += ", gains counted in the unit " + lens.gains_in;
    if (lens.weights) out += fmt::format(", weights {}", lens.weights->text);
    if (lens.kind == LensKind::relative || lens.kind == LensKind::defensive) {
        out += lens.aggregation == Aggregation::mean ? ", mean over rivals" : ", sum over rivals";
    }
    for (const auto& norm : lens.norms)
        out += fmt::format(", norm {} weighted {}", norm.norm, norm.weight.text);
    return out;
}

}  // namespace comity
