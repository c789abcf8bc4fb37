#pragma once
/// Parts of TARGETs as text.

#include "comity/question/target.hpp"
#include "comity/text/error.hpp"

namespace comity {

/// The message of a TARGET that cannot be read.
inline Error refuse(const std::string& text, const std::string& why) {
    return Error(ErrorKind::usage, "target '" + text + "': " + why);
}

/// The pieces between separators, blanks around them left out; one more than there are separators.
std::vector<std::string> split(const std::string& text, char separator);

/// What follows "value:": one number or `*` by actor, as "1,3/2,*". `text` is the whole, for messages.
Target parse_value_target(const GameForm& form, const std::string& rest, const std::string& text);

/// What follows "set:": half-planes such as "1,1>=3;1,-1<=0", all of which hold. `text` is the whole.
Target parse_set_target(const GameForm& form, const std::string& rest, const std::string& text);

}  // namespace comity
