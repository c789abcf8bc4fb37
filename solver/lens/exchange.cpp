// The unit in which gains are compared or shared [F2.2]. A lens that names one (`gains_in`) looks at D Δg,
// where D = diag(d_1, ..., d_n) turns each state's gain from the unit in use into the one named, and what it
// makes of that is turned back into the state's own unit:
//
//     u = D⁻¹ W D Δg,   so that in place of W_ij stands W_ij d_j/d_i, and the diagonal stays.
//
// k_ij and α_ij themselves stay in their domains of F2: the exchange rate is no part of how much i cares. The
// answers then do not depend on the unit in use: another one changes Δg and D so that each u_i keeps its sign
// and its ratios.

#include "comity/model/tabulate.hpp"
#include "forms.hpp"

namespace comity {

template <class T>
std::vector<T> exchange_rates(const Model& model, const std::string& counted_in,
                              const Evaluator<T>& evaluator) {
    std::vector<T> rates = unit_scales(model, counted_in, evaluator);
    const std::vector<T> in_use = unit_scales(model, model.unit, evaluator);
    for (std::size_t i = 0; i < rates.size(); ++i) rates[i] = rates[i] / in_use[i];
    return rates;
}

template <class T>
void count_in(SquareMatrix<T>& w, const std::vector<T>& exchange) {
    for (Eigen::Index i = 0; i < w.rows(); ++i) {
        for (Eigen::Index j = 0; j < w.cols(); ++j) {
            if (i != j) w(i, j) = w(i, j) * exchange[std::size_t(j)] / exchange[std::size_t(i)];
        }
    }
}

template std::vector<Rational> exchange_rates(const Model&, const std::string&, const Evaluator<Rational>&);
template std::vector<RationalFunction> exchange_rates(const Model&, const std::string&,
                                                      const Evaluator<RationalFunction>&);
template void count_in(SquareMatrix<Rational>&, const std::vector<Rational>&);
template void count_in(SquareMatrix<RationalFunction>&, const std::vector<RationalFunction>&);

}  // namespace comity
