#include "archives.hpp"

#include "session.hpp"

namespace comity::cli {

OpenedArchive open_archive(const std::string& path) {
    auto archive = unpack(read_input(path));
    if (!archive) throw Error(ErrorKind::bad_model, path + ": " + archive.error());
    LoadResult loaded = load_model(archive->model_text, path + " (its model)");
    if (has_errors(loaded.diagnostics)) throw Error(ErrorKind::bad_model, loaded.diagnostics);
    OpenedArchive opened{*std::move(archive), std::move(loaded.model), {}};
    opened.form = opened.model.form();
    if (const std::string wrong = inconsistency(opened.archive, opened.model, opened.form); !wrong.empty()) {
        throw Error(ErrorKind::bad_model, path + ": the archive's contents make no sense: " + wrong);
    }
    return opened;
}

}  // namespace comity::cli
