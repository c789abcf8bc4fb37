#include "comity/model/expectation.hpp"

namespace comity {

Diagnostic PlacedText::diagnose(const std::string& code, const std::string& message,
                                const std::string& help) const {
    return {Severity::error, code, place, message, help, source_line};
}

std::string to_string(Standing standing) {
    switch (standing) {
        case Standing::published:
            return "published";
        case Standing::derived:
            return "derived";
        case Standing::reconstructed:
            break;
    }
    return "reconstructed";
}

}  // namespace comity
