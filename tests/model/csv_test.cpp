// Tables beside a model: what is read, and every way in which one can be wrong, with its place in the table.

#include <map>

#include "comity/model/write.hpp"
#include "support/base_model.hpp"
#include "support/shipped.hpp"

namespace comity::test {
namespace {

using Files = std::map<std::string, std::string>;

/// The base model with its numbers in tables.
const std::string kWithTables =
    with(with(kBaseModel, "values = { CHN = 4, KAZ = \"1/2\" }", "file = \"vectors.csv\"\ncolumn = \"gdp\""),
         "rows = [[0, 1], [2, 0]]", "file = \"threat.csv\"");
const std::string kVectors = "code,pop,gdp\r\nCHN,10,4\r\nKAZ,2,1/2\r\n";
const std::string kThreat = "code,CHN,KAZ\nCHN,0,1\nKAZ,2,0\n";

LoadResult read(const std::string& text, Files files, const std::string& name = "folder/base.toml",
                const LoadOptions& more = {}) {
    LoadOptions options = more;
    options.read_file =
        [files = std::move(files)](const std::string& path) -> tl::expected<std::string, std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return tl::unexpected<std::string>("there is no such file");
        return found->second;
    };
    return load_model(text, name, options);
}

/// The table of attributes replaced by this one: the diagnostics.
Diagnostics vectors(const std::string& table, const std::string& text = kWithTables) {
    return read(text, {{"vectors.csv", table}, {"threat.csv", kThreat}}).diagnostics;
}
Diagnostics threat(const std::string& table, const std::string& text = kWithTables) {
    return read(text, {{"vectors.csv", kVectors}, {"threat.csv", table}}).diagnostics;
}

/// The numbers of a model that loads: wealth of CHN, KAZ; threat row by row.
std::vector<std::string> numbers(const LoadResult& result) {
    EXPECT_TRUE(result.diagnostics.empty()) << render(result.diagnostics);
    std::vector<std::string> out;
    const auto add = [&](const std::optional<Rational>& x) { out.push_back(x ? to_string(*x) : "-"); };
    for (const auto& x : result.model.attributes.front().values) add(x);
    for (const auto& row : result.model.matrices.front().values) {
        for (const auto& x : row) add(x);
    }
    return out;
}

using Numbers = std::vector<std::string>;

TEST(Csv, GivesTheNumbersThatStandInTheModelOtherwise) {
    const LoadResult in_file = load_model(kBaseModel, "base.toml");
    const LoadResult in_tables = read(kWithTables, {{"vectors.csv", kVectors}, {"threat.csv", kThreat}});
    EXPECT_EQ(numbers(in_tables), (Numbers{"4", "1/2", "0", "1", "2", "0"}));
    EXPECT_EQ(numbers(in_tables), numbers(in_file));
    // The resolved text is self-contained, and the same.
    EXPECT_EQ(write_model(in_tables.model), write_model(in_file.model));
    EXPECT_TRUE(load_model(write_model(in_tables.model), "written.toml").diagnostics.empty());
}

TEST(Csv, FindsStatesByTheirCodesInAnyOrder) {
    EXPECT_EQ(numbers(read(kWithTables, {{"vectors.csv", "code,gdp\nKAZ,0.5\nCHN,4"},
                                         {"threat.csv", "code,KAZ,CHN\nKAZ,0,2\nCHN,1,0"}})),
              (Numbers{"4", "1/2", "0", "1", "2", "0"}));
}

TEST(Csv, ReadsQuotesLineEndsMarksAndExactDecimals) {
    // RFC 4180: quoted commas, line ends and doubled quotation marks; a byte order mark; no last line end.
    const std::string table =
        "\xEF\xBB\xBF\"code, or\r\n\"\"state\"\"\",note,\"gdp\"\r\n\"CHN\",\"a \"\"large\"\" "
        "one\",\"0.1\"\r\n"
        "KAZ,\"two\nlines, and more\",1e-3";
    EXPECT_EQ(numbers(read(kWithTables, {{"vectors.csv", table}, {"threat.csv", kThreat}})),
              (Numbers{"1/10", "1/1000", "0", "1", "2", "0"}));
}

TEST(Csv, AnEmptyFieldIsANumberThatIsNotGiven) {
    EXPECT_EQ(numbers(read(kWithTables, {{"vectors.csv", "code,gdp\nCHN,\nKAZ,1\n"},
                                         {"threat.csv", "code,CHN,KAZ\nCHN,,1\nKAZ,\"\",\n"}})),
              (Numbers{"-", "1", "-", "1", "-", "-"}));
    const std::string filled =
        with(kWithTables, "file = \"threat.csv\"", "file = \"threat.csv\"\notherwise = 7");
    EXPECT_EQ(
        numbers(read(filled, {{"vectors.csv", kVectors}, {"threat.csv", "code,CHN,KAZ\nCHN,,1\nKAZ,2,\n"}})),
        (Numbers{"4", "1/2", "7", "1", "2", "7"}));
}

TEST(Csv, PathsTakeChoicesAndStandBesideTheFileThatNamesThem) {
    const std::string choice =
        "[choices.year]\nvalue = \"2005\"\noptions = [\"2001\", \"2005\"]\n[[actors]]\ncode = \"CHN\"";
    std::string text = with(kWithTables, "[[actors]]\ncode = \"CHN\"", choice);
    text = with(text, "\"vectors.csv\"", "\"vectors-{year}.csv\"");
    const Files files{{"vectors-2005.csv", kVectors},
                      {"vectors-2001.csv", "code,gdp\nCHN,3\nKAZ,1\n"},
                      {"threat.csv", kThreat}};
    EXPECT_EQ(numbers(read(text, files))[0], "4");
    LoadOptions of_2001;
    of_2001.settings = {{"year", "2001"}};
    EXPECT_EQ(numbers(read(text, files, "folder/base.toml", of_2001))[0], "3");

    // A data file's table is looked for beside the data file, and may know the states that it declares.
    std::string lean = with(
        kBaseModel, "[attributes.wealth]\nvalues = { CHN = 4, KAZ = \"1/2\" }\nreason = \"made up\"\n", "");
    lean = with(lean, "unit = \"points\"\n", "unit = \"points\"\ndata = \"data/facts.toml\"\n");
    const std::string facts =
        "format = 1\nactors = [\"KAZ\", \"CHN\", \"UZB\"]\n[attributes.wealth]\nfile = \"v.csv\"\ncolumn = "
        "\"gdp\"\nreason = \"made up\"\n";
    const LoadResult result =
        read(lean, {{"data/facts.toml", facts}, {"data/v.csv", "code,gdp\nUZB,9\nKAZ,2\nCHN,5\n"}});
    EXPECT_EQ(numbers(result)[0], "5");
    EXPECT_EQ(numbers(result)[1], "2");
    const LoadResult wrong =
        read(lean, {{"data/facts.toml", facts}, {"data/v.csv", "code,gdp\nUZB,9\nKAZ,2\nCHN,x\n"}});
    ASSERT_EQ(wrong.diagnostics.size(), 1u) << render(wrong.diagnostics);
    EXPECT_EQ(wrong.diagnostics.front().place, (SourcePlace{"folder/data/v.csv", 4, 5, 1}));
}

struct Case {
    std::string table, code;
    unsigned line, column, length;
    std::string says, advises;
};

void expect_cases(const std::vector<Case>& cases,
                  Diagnostics (*read_one)(const std::string&, const std::string&), const std::string& file) {
    for (const Case& c : cases) {
        const Diagnostics found = read_one(c.table, kWithTables);
        ASSERT_EQ(found.size(), 1u) << c.table << "\n" << render(found);
        const Diagnostic& d = found.front();
        EXPECT_EQ(d.code, c.code) << render(found);
        EXPECT_EQ(d.place, (SourcePlace{file, c.line, c.column, c.length})) << render(found);
        EXPECT_NE(d.message.find(c.says), std::string::npos) << render(found);
        EXPECT_NE(d.help.find(c.advises), std::string::npos) << render(found);
        if (c.line == 0) continue;
        std::istringstream lines(c.table);
        std::string line;
        for (unsigned k = 0; k < c.line; ++k) std::getline(lines, line);
        if (line.ends_with('\r')) line.pop_back();
        EXPECT_EQ(d.source_line, line) << render(found);
    }
}

TEST(Csv, EveryMistakeHasItsPlaceInTheTable) {
    expect_cases(
        {
            {"code,gdp\nCHN,4\nKZA,1\n", "unknown-actor", 3, 1, 3, "'KZA'", "did you mean 'KAZ'?"},
            {"code,gdp\nCHN,4\n,1\n", "unknown-actor", 3, 1, 1, "missing", "there are: CHN, KAZ"},
            {"code,gdp\nCHN,4\nKAZ,1\nCHN,3\n", "actor-twice", 4, 1, 3, "two rows", ""},
            {"code,gdp\nCHN,4\n", "missing-actor", 1, 1, 4, "no row for 'KAZ'", "empty field"},
            {"code,gdp\nCHN,4,5,6\nKAZ,1\n", "csv-shape", 2, 7, 1, "4 fields, but the header has 2",
             "0.80 and not 0,80"},
            {"code,gdp\nCHN,0,80\nKAZ,1\n", "csv-shape", 2, 7, 2, "3 fields", "double quotes"},
            {"code,gdp\nCHN\nKAZ,1\n", "csv-shape", 2, 1, 3, "1 field, but", "with its commas"},
            {"code,gdp\nCHN,4\n\nKAZ,1\n", "csv-shape", 3, 1, 1, "empty", "take it out"},
            {"code,gdp\nCHN,\"0,80\"\nKAZ,1\n", "decimal-comma", 2, 5, 6, "written with a point", ""},
            {"code,gdp\nCHN,4 000\nKAZ,1\n", "not-a-number", 2, 5, 5, "'gdp' of CHN", ""},
            {"code,gdp\nCHN,n/a\nKAZ,1\n", "not-a-number", 2, 5, 3, "'n/a' is not a number", ""},
            {"code,gdp\nCHN,4\nKAZ,\"1\n", "csv-quote", 3, 5, 1, "never closed", ""},
            {"code,gdp\nCHN,4\nKAZ,\"1\"2\n", "csv-quote", 3, 8, 1, "closing", "twice"},
            {"code,gdp\nCHN,4\nKAZ,1\"\n", "csv-quote", 3, 6, 1, "inside a field", "whole field"},
            {"code,gdp\rCHN,4\rKAZ,1", "csv-line-end", 1, 9, 1, "carriage return", ""},
            {"code;gdp\nCHN;4\nKAZ;1\n", "csv-shape", 1, 1, 8, "separated by commas", ""},
            {"code,gdp\nCHN,\xff\nKAZ,1\n", "invalid-utf8", 2, 5, 1, "UTF-8", "save"},
            {"", "csv-shape", 0, 0, 1, "empty", ""},
            {"code,gdp,gdp\nCHN,4,4\nKAZ,1,1\n", "column-twice", 1, 10, 3, "two columns 'gdp'", ""},
            // Columns count characters.
            {"land,köy,gdp\nCHN,ü,4\nKAZ,ü,x\n", "not-a-number", 3, 7, 1, "'x'", ""},
        },
        vectors, "folder/vectors.csv");
    expect_cases(
        {
            {"code,CHN,KZA\nCHN,0,1\nKAZ,2,0\n", "unknown-actor", 1, 10, 3, "'KZA'", "did you mean 'KAZ'?"},
            {"code,CHN,CHN\nCHN,0,1\nKAZ,2,0\n", "actor-twice", 1, 10, 3, "two columns", ""},
            {"code,CHN\nCHN,0\nKAZ,2\n", "missing-actor", 1, 1, 4, "no column for 'KAZ'", ""},
            {"code,CHN,KAZ\nCHN,0,one\nKAZ,2,0\n", "not-a-number", 2, 7, 3, "'threat' of CHN and KAZ", ""},
        },
        threat, "folder/threat.csv");
}

TEST(Csv, WhatTheModelAsksForMustBeThere) {
    const auto only = [](const Diagnostics& found) {
        EXPECT_EQ(found.size(), 1u) << render(found);
        return found.empty() ? Diagnostic{} : found.front();
    };
    Diagnostic d = only(vectors(kVectors, with(kWithTables, "column = \"gdp\"", "column = \"gpd\"")));
    EXPECT_EQ(d.code, "unknown-column");
    EXPECT_EQ(d.place.file, "folder/base.toml");
    EXPECT_EQ(d.help, "did you mean 'gdp'?");
    d = only(vectors(kVectors, with(kWithTables, "\ncolumn = \"gdp\"", "")));
    EXPECT_EQ(d.code, "missing-key");
    d = only(vectors(kVectors, with(kWithTables, "\"vectors.csv\"", "\"vector.csv\"")));
    EXPECT_EQ(d.code, "data-file");
    EXPECT_NE(d.message.find("'vector.csv' cannot be read: there is no such file"), std::string::npos);
    d = only(
        vectors(kVectors, with(kWithTables, "column = \"gdp\"", "column = \"gdp\"\nvalues = { CHN = 1 }")));
    EXPECT_EQ(d.code, "key-conflict");
    d = only(
        vectors(kVectors, with(kWithTables, "file = \"threat.csv\"", "file = \"threat.csv\"\nrows = []")));
    EXPECT_EQ(d.code, "key-conflict");
    d = only(vectors(kVectors,
                     with(kWithTables, "file = \"threat.csv\"", "file = \"threat.csv\"\ncolumn = \"x\"")));
    EXPECT_EQ(d.code, "unknown-key");
    d = only(vectors(kVectors,
                     with(kWithTables, "file = \"threat.csv\"", "file = \"threat.csv\"\nsymmetric = true")));
    EXPECT_EQ(d.code, "not-symmetric");
    // Provenance as anywhere.
    d = only(
        vectors(kVectors, with(kWithTables, "column = \"gdp\"\nreason = \"made up\"", "column = \"gdp\"")));
    EXPECT_EQ(d.code, "missing-key");
    // A model from standard input has nothing beside it.
    const LoadResult alone = load_model(kWithTables, "standard input");
    ASSERT_EQ(alone.diagnostics.size(), 2u) << render(alone.diagnostics);
    EXPECT_EQ(alone.diagnostics.front().code, "data-file");
}

TEST(Csv, AMistakeIsReportedOnceHoweverManyNumbersComeFromTheTable) {
    const std::string two =
        with(kWithTables, "[matrices.threat]",
             "[attributes.people]\nfile = \"vectors.csv\"\ncolumn = \"pop\"\nreason = \"made "
             "up\"\n[matrices.threat]");
    EXPECT_TRUE(vectors(kVectors, two).empty());
    EXPECT_EQ(vectors("code,pop,gdp\nCHN,1,1\nKZA,1,1\n", two).size(), 1u);
    EXPECT_EQ(vectors("code,pop,gdp\nCHN,1,1\nKAZ,1\n", two).size(), 1u);
    // And several at once.
    EXPECT_EQ(vectors("code,pop,gdp\nCHN,a,b\nKAZ,c,d\n", two).size(), 4u);
}

TEST(Csv, IsBoundedBeforeItGrows) {
    const Diagnostics wide = vectors("code,gdp" + std::string(100000, ',') + "\n");
    ASSERT_EQ(wide.size(), 1u);
    EXPECT_EQ(wide.front().code, "too-large");
    std::string long_table = "code,gdp\n";
    for (int k = 0; k < 5000; ++k) long_table += "CHN,1\n";
    ASSERT_EQ(vectors(long_table).size(), 1u);
    EXPECT_EQ(vectors(long_table).front().code, "too-large");
    // Many bad lines: the first twenty are enough.
    std::string ragged = "code,gdp\n";
    for (int k = 0; k < 100; ++k) ragged += "CHN\n";
    EXPECT_EQ(vectors(ragged).size(), 20u);
}

TEST(Csv, NoDamagedTableCrashesOrIsRefusedWithoutAPlace) {
    const std::string letters = "\",\r\n;x-\xc3";
    std::size_t refused = 0;
    for (std::size_t at = 0; at < kVectors.size(); ++at) {
        std::vector<std::string> damaged{kVectors, kVectors, kVectors, kVectors.substr(0, at)};
        damaged[0].erase(at, 1);
        damaged[1].insert(at, 1, letters[at % letters.size()]);
        damaged[2][at] = letters[at % letters.size()];
        for (const std::string& table : damaged) {
            const Diagnostics found = vectors(table);
            for (const Diagnostic& d : found) EXPECT_FALSE(d.message.empty());
            refused += has_errors(found);
        }
    }
    EXPECT_GT(refused, kVectors.size());
}

}  // namespace
}  // namespace comity::test
