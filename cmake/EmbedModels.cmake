# Writes the texts of model files into a source file, so that a program can work on them wherever it is installed. Run
# by every build in which one of them is newer: -DROOT= the models' folder, -DFILES= paths under it separated by colons,
# -DOUTPUT= the source.
string(REPLACE ":" ";" files "${FILES}")
file(WRITE ${OUTPUT} "#include \"bench_work.hpp\"

namespace comity::cli {

const std::map<std::string, std::string>& shipped_files() {
    static const std::map<std::string, std::string> all{
")
foreach(name IN LISTS files)
  file(READ ${ROOT}/${name} text)
  file(APPEND ${OUTPUT} "        {\"${name}\", R\"model(${text})model\"},\n")
endforeach()
file(APPEND ${OUTPUT} "    };
    return all;
}

}  // namespace comity::cli
")
