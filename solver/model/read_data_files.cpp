#include "csv_shelf.hpp"
#include "readers.hpp"

namespace comity {

void read_data_files(TableReader& root, Model& model, const LoadOptions& options, CsvShelf& shelf,
                     Diagnostics& diagnostics) {
    const toml::node* node = root.find("data");
    if (node == nullptr) return;
    TomlDocument& document = root.document();
    std::vector<const toml::node*> entries;
    if (const toml::array* list = node->as_array()) {
        for (auto&& entry : *list) entries.push_back(&entry);
    } else {
        entries.push_back(node);
    }
    for (const toml::node* entry : entries) {
        const auto written = read_text(document, *entry, "'data'");
        if (!written) continue;
        const std::string path = with_choices(*written, model);
        const auto text = options.read_file ? options.read_file(path)
                                            : tl::expected<std::string, std::string>(
                                                  tl::unexpect, "this input cannot read other files");
        if (!text) {
            document.error("data-file", entry->source(),
                           "the data file '" + path + "' cannot be read: " + text.error());
            continue;
        }
        // Step 1. The data file is a file of its own, with places of its own.
        TomlDocument data(*text, folder_of(document.file()) + path, diagnostics, folder_of(path));
        if (data.root() == nullptr) continue;
        TableReader reader(data, *data.root(), "this data file");
        const auto format = reader.number("format", true);
        if (format && *format != kModelFormat) {
            data.error("format", data.root()->get("format")->source(),
                       "this program reads data files of format 1");
        }
        reader.text("title");
        reader.text("description");
        // Step 2. It may know more states than the model: the model takes those it has.
        const std::vector<std::string> order = reader.texts("actors");
        if (order.empty())
            reader.missing("actors", "list the codes in the order of the rows: actors = [\"CHN\", \"RUS\"]");
        read_tables(reader, model, order, shelf);
    }
}

}  // namespace comity
