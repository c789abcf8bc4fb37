#pragma once
/// The tables beside a model: each file is read once, and its mistakes are reported once, however many
/// attributes come out of it.

#include <map>
#include <optional>
#include <set>

#include "comity/model/load.hpp"
#include "csv.hpp"
#include "table_reader.hpp"

namespace comity {

class CsvShelf {
  public:
    CsvShelf(const LoadOptions& options, Diagnostics& diagnostics)
        : options_(options), diagnostics_(diagnostics) {}

    /// `file` and `column` of [attributes.NAME]: one number per state of `order`, each row found by the code
    /// in its first field.
    void read_attribute(TableReader& reader, const Model& model, const std::vector<std::string>& order,
                        Attribute& attribute);
    /// `file` of [matrices.NAME]: rows and columns found by the codes in the first column and in the header.
    bool read_matrix(TableReader& reader, const Model& model, const std::vector<std::string>& order,
                     Matrix& matrix);

  private:
    /// Which field of a line of codes belongs to which code.
    using Places = std::map<std::string, std::size_t>;

    const CsvTable* open(TableReader& reader, const Model& model);
    /// Null where codes are unknown, missing or repeated.
    const Places* rows(const CsvTable& table, const std::vector<std::string>& order);
    const Places* columns(const CsvTable& table, const std::vector<std::string>& order);
    const Places* codes(const CsvTable& table, const std::vector<const CsvField*>& fields, const char* what,
                        const std::vector<std::string>& order);
    std::optional<Rational> number(const CsvTable& table, const CsvField& field, const std::string& what);

    const LoadOptions& options_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::optional<CsvTable>> tables_;  ///< by path; empty: unusable
    std::map<std::string, std::optional<Places>> codes_;     ///< by direction, path and order
    std::map<std::string, std::set<std::pair<std::size_t, std::size_t>>> reported_;  ///< bad numbers, by path
};

/// {year} in a path stands for the choice of that name.
std::string with_choices(std::string path, const Model& model);

/// The folder of a file, with its last slash; "" where it has none.
std::string folder_of(const std::string& path);

}  // namespace comity
