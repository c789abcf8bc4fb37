#include "comity/model/nfg.hpp"

namespace comity {
namespace {

/// In quotation marks. A backslash says something only before a quotation mark or another backslash.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (std::size_t k = 0; k < text.size(); ++k) {
        const bool last = k + 1 == text.size();
        const bool speaks = text[k] == '\\' && (last || text[k + 1] == '"' || text[k + 1] == '\\');
        if (text[k] == '"' || speaks) out += '\\';
        out += text[k];
    }
    return out + "\"";
}

}  // namespace

std::string write_nfg(const std::string& title, const std::string& comment, const GameForm& form,
                      std::span<const PayoffTable> payoffs) {
    std::string out = "NFG 1 R " + quoted(title) + " {";
    for (const Actor& actor : form.actors()) out += " " + quoted(actor.name);
    out += " }\n\n{\n";
    const ProfileSpace& profiles = form.profiles();
    for (std::size_t i = 0; i < form.n(); ++i) {
        out += "{";
        for (std::size_t a = 0; a < profiles.actions(i); ++a)
            out += " " + quoted(form.action_label(ActorId{i}, a));
        out += " }\n";
    }
    out += "}\n";
    if (!comment.empty()) out += quoted(comment) + "\n";
    out += "\n";
    // The first player's strategy runs fastest.
    Profile profile(form.n(), 0);
    for (std::size_t k = 0; k < profiles.size(); ++k) {
        const ProfileIndex p = profiles.encode(profile);
        for (std::size_t i = 0; i < form.n(); ++i) {
            if (i > 0) out += ' ';
            payoffs[i].write(out, p);
        }
        out += '\n';
        for (std::size_t i = 0; i < form.n() && ++profile[i] == profiles.actions(i); ++i) profile[i] = 0;
    }
    return out;
}

}  // namespace comity
