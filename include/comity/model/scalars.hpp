#pragma once
/// Paths: the names of a model's scalars, for `--set` and `--of`; and the values they take.

#include "comity/model/model.hpp"
#include "comity/text/error.hpp"

namespace comity {

/// What a PATH names.
struct ScalarPath {
    enum class Kind { delta_all, delta_one, parameter, lens_strength, lens_entry, norm_weight };
    Kind kind = Kind::delta_all;
    std::size_t id = 0;    ///< actor of delta_one; parameter; norm of norm_weight
    std::size_t lens = 0;  ///< of the lens kinds
    ActorId i, j;          ///< of lens_entry
    std::string text;      ///< as `show` prints it
    bool is_delta() const { return kind == Kind::delta_all || kind == Kind::delta_one; }
    bool operator==(const ScalarPath&) const = default;
};

/// Reads a PATH: `delta`, `delta.KAZ`, `parameters.NAME` or `NAME`, `lens.NAME.k`, `lens.NAME.k.KAZ.CHN`,
/// `lens.NAME.norm.TERM`. Error (usage): the path does not exist, with the nearest that does.
ScalarPath parse_path(const Model& model, const std::string& text);

/// Every path of a model but the single matrix entries, in the order of the file.
std::vector<std::string> all_paths(const Model& model);

/// Where a scalar may lie: the parameter's declared range, or the natural domain of a lens strength [F2], or
/// [0, 1) for δ. Error (usage): a parameter without a range.
Interval domain_of(const Model& model, const ScalarPath& path);

/// `--set PATH=VALUE`. Error (usage): malformed, unknown path, or a value out of its domain.
void assign(Model& model, const std::string& path, const std::string& value);

/// One common δ, replacing what the file says.
void set_delta(Model& model, const Rational& delta);

/// Asks for signs while a formula is evaluated with one scalar left open: inside a cell of the range the sign
/// at one sample is the sign everywhere, provided that the cell is cut at the roots of everything that was
/// asked.
struct SignQuestions {
    struct Asked {
        RationalFunction function;
        bool jump =
            false;  ///< the answer may make the value jump (a comparison), not only bend (min, max, abs)
    };
    Rational sample;
    std::vector<Asked> asked;
};

/// The numbers that formulas are evaluated with. T is Rational, or RationalFunction with `open` left as the
/// unknown.
template <class T>
struct Scalars {
    std::vector<T> parameters;
    std::optional<ScalarPath> open;
    T open_value = T(0);
    SignQuestions* signs = nullptr;  ///< required for RationalFunction
};

/// The values in the file.
Scalars<Rational> file_scalars(const Model& model);
/// The same with one scalar replaced by a number.
Scalars<Rational> scalars_at(const Model& model, const ScalarPath& path, const Rational& value);
/// The same with one scalar left open.
Scalars<RationalFunction> open_scalars(const Model& model, const ScalarPath& path, SignQuestions& signs);

}  // namespace comity
