#pragma once
/// Reads the keys of one TOML table and, at the end, reports those that nobody asked for: nothing in a model
/// file is silently ignored.

#include "comity/model/model.hpp"
#include "toml_document.hpp"

namespace comity {

class TableReader {
  public:
    /// `what` names the table in messages: "the parameter 'relief'".
    TableReader(TomlDocument& document, const toml::table& table, std::string what)
        : document_(document), table_(table), what_(std::move(what)) {}
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;
    ~TableReader() { report_unknown_keys(); }

    TomlDocument& document() { return document_; }
    const std::string& what() const { return what_; }
    const toml::source_region& source() const { return table_.source(); }

    /// The value of a key, or null; the key counts as known from now on.
    const toml::node* find(const std::string& key);
    /// Keys not asked for so far, in file order; they count as known from now on.
    std::vector<std::pair<std::string, const toml::node*>> rest();

    /// A text; "" if absent. Reports a wrong type, and absence if required.
    std::string text(const std::string& key, bool required = false);
    /// A number, exact. Reports a malformed one, and absence if required.
    std::optional<Rational> number(const std::string& key, bool required = false);
    bool boolean(const std::string& key, bool fallback);
    /// A list of texts; empty if absent.
    std::vector<std::string> texts(const std::string& key);
    /// A formula: a text, or a bare number.
    std::optional<Formula> formula(const std::string& key, bool required = false);
    const toml::table* table(const std::string& key);
    const toml::array* array(const std::string& key);

    void missing(const std::string& key, const std::string& help = "");
    /// True if exactly one of two keys is there; else reports both or neither.
    bool one_of(const std::string& first, const std::string& second, const std::string& help);

  private:
    void report_unknown_keys();
    TomlDocument& document_;
    const toml::table& table_;
    std::string what_;
    std::vector<std::string> known_;
};

/// The number that a node holds: a TOML number read from its literal text, or a text such as "3/5".
std::optional<Rational> read_number(TomlDocument& document, const toml::node& node, const std::string& what);
/// The formula that a node holds: a text, or a bare number.
std::optional<Formula> read_formula(TomlDocument& document, const toml::node& node, const std::string& what);
/// The text that a node holds.
std::optional<std::string> read_text(TomlDocument& document, const toml::node& node, const std::string& what);
/// The actors that a list of codes (or "all") names.
std::vector<ActorId> read_actors(TomlDocument& document, const toml::node& node, const Model& model,
                                 const std::string& what);
/// One actor code.
std::optional<ActorId> read_actor(TomlDocument& document, const toml::node& node, const Model& model);

/// Letters, digits, _ ; not starting with a digit: what formulas can mention.
bool is_formula_name(const std::string& name);

/// Entries of a table in the order of the file (toml++ keeps them sorted by name).
std::vector<std::pair<const toml::key*, const toml::node*>> in_file_order(const toml::table& table);

/// A short description of what kind of thing a node is: "a number", "a list", ...
std::string kind_of(const toml::node& node);

}  // namespace comity
