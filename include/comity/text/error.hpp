#pragma once
/// The one exception of the library. A solver is either given a question it can answer or says why it
/// refuses; the program turns the kind into an exit code.

#include <stdexcept>

#include "comity/text/diagnostic.hpp"

namespace comity {

enum class ErrorKind {
    usage,          ///< the question is malformed or names something that does not exist
    bad_model,      ///< the model (or an archive) is wrong, or asks for what the formalism refuses
    missing_input,  ///< a file is not there or cannot be read
    cannot_write,   ///< an output place cannot be written
};

/// `what()` is a sentence for the person who asked; `diagnostics()` adds places in a model file where there
/// are any.
class Error : public std::runtime_error {
  public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    Error(ErrorKind kind, Diagnostics diagnostics)
        : std::runtime_error(render(diagnostics)), kind_(kind), diagnostics_(std::move(diagnostics)) {}
    ErrorKind kind() const { return kind_; }
    const Diagnostics& diagnostics() const { return diagnostics_; }

  private:
    ErrorKind kind_;
    Diagnostics diagnostics_;
};

}  // namespace comity
