#include "comity/archive/archive.hpp"

#include <algorithm>
#include <sstream>

#include "comity/archive/sha256.hpp"
#include "frame.hpp"
#include "serialize.hpp"

namespace comity {

std::string pack(const Archive& archive) {
    std::ostringstream stream;
    stream.imbue(std::locale::classic());
    {
        boost::archive::text_oarchive out(stream, boost::archive::no_header | boost::archive::no_codecvt);
        Saver saver(out);
        save(saver, archive);
    }
    const bool newest =
        std::any_of(archive.findings.begin(), archive.findings.end(), [](const Finding& finding) {
            const auto* e = std::get_if<ExpectationFinding>(&finding);
            return std::holds_alternative<AgreementFinding>(finding) ||
                   (e != nullptr && std::holds_alternative<AgreementFinding>(e->answer));
        });
    return frame(std::move(stream).str(), newest ? kArchiveFormat : kArchiveFormat - 1);
}

tl::expected<Archive, std::string> unpack(std::string_view bytes) {
    const auto framed = unframe(bytes);
    if (!framed) return tl::unexpected<std::string>(framed.error());
    const auto refuse = [](const std::string& why) {
        return tl::unexpected<std::string>("the archive's contents make no sense: " + why);
    };
    try {
        std::istringstream stream{std::string(framed->payload)};
        stream.imbue(std::locale::classic());
        boost::archive::text_iarchive in(stream, boost::archive::no_header | boost::archive::no_codecvt);
        Loader loader(in, framed->payload.size(), framed->format);
        Archive archive;
        load(loader, archive);
        std::string more;
        if (stream >> more) return refuse("something follows its end");
        return archive;
    } catch (const std::exception& error) {
        // BadPayload, or one of the several exceptions of Boost's archives and their decoders.
        return refuse(error.what());
    }
}

std::string question_hash(const Archive& archive) {
    std::string text = "comity question\ncommand " + archive.command + "\n";
    for (const auto& [key, value] : archive.settings) text += key + " " + value + "\n";
    text += "model\n";
    text += archive.model_text;
    return hex(sha256(text));
}

std::string archive_name(const Archive& archive) {
    return archive.model_name + "-" + archive.command + "-" + question_hash(archive).substr(0, 8) + ".comity";
}

}  // namespace comity
