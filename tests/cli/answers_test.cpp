// Answers that once said more than was known, or less: each of these was a false sentence, a silence or a
// hang.

#include <nlohmann/json.hpp>

#include <chrono>

#include "support/base_model.hpp"
#include "support/program.hpp"

namespace comity::test {
namespace {

using Json = nlohmann::json;
const std::string kPd = "models/classics/prisoners-dilemma.toml";

/// The base model with one thing changed, checked from standard input.
Outcome check(const std::string& from, const std::string& to) {
    return comity("check -", with(kBaseModel, from, to));
}

TEST(Answers, InDeltaAreForAllOfItAndARangeIsRefused) {
    const Outcome run = comity("threshold " + kPd + " --lens absolute --range 0,1/3 --no-archive");
    EXPECT_EQ(run.exit, 64);
    EXPECT_EQ(run.out, "");
    EXPECT_NE(run.err.find("leave it out"), std::string::npos) << run.err;
}

TEST(Answers, ASetThatIsNoUpSetIsSaidAsItIs) {
    // One border alone, expelled from the whole: kept between .306 and .581 only, and 7/10 is above.
    const Outcome run = comity(
        "compare models/sco/border.toml --target kyrgyz --lens identity --punishment exit "
        "--no-archive");
    EXPECT_NE(run.out.find("identity between 0.306 and 0.581"), std::string::npos) << run.out;
    EXPECT_EQ(run.out.find("from 0.306"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("in [0.30"), std::string::npos) << run.out;
}

TEST(Answers, AnUndecidedComparisonDoesNotSayThatNothingSustains) {
    const Outcome run = comity("compare models/sco/border.toml --time-limit 0.000001 --no-archive");
    EXPECT_EQ(run.exit, 2);
    EXPECT_EQ(run.out.find("no lens sustains"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("not decided within the limit"), std::string::npos) << run.out;
}

TEST(Answers, CheckLooksThroughEveryLensAndAtWhatFollowsLeaving) {
    EXPECT_EQ(comity("check -", kBaseModel).exit, 0);
    const std::vector<std::tuple<std::string, std::string, std::string>> cases{
        {"weights = \"threat[i, j]\"", "weights = \"1 / (threat[i, j] - 1)\"",
         "division by zero for CHN and KAZ"},
        {"weights = \"threat[i, j]\"", "weights = \"0 - threat[i, j]\"", "must be 0 or more"},
        {"rows = [[0, 1], [2, 0]]", "pairs = { \"CHN, KAZ\" = 1 }", "for KAZ and CHN"},
        {"[[targets]]",
         "[[constraints]]\nname = \"leave\"\nkind = \"exit\"\npays = \"1 / (wealth[self] - "
         "wealth[leaver])\"\nreason = "
         "\"r\"\n[[targets]]",
         "when China leaves"}};
    for (const auto& [from, to, says] : cases) {
        const Outcome run = check(from, to);
        EXPECT_EQ(run.exit, 1) << to;
        EXPECT_NE(run.out.find(says), std::string::npos) << run.out;
    }
}

TEST(Answers, ProhibitionsUnderDifferentLensesDoNotAddUp) {
    std::string text = with(kBaseModel, "lenses = [\"relative\"]", "lenses = [\"relative\"]");
    text = with(
        text, "[[targets]]",
        "[lenses.other]\nkind = \"absolute\"\n[[constraints]]\nname = \"second\"\nkind = \"prohibit\"\nwho = "
        "[\"KAZ\"]\nissue = \"border\"\nactions = [\"stay\"]\nlenses = [\"other\"]\nreason = "
        "\"r\"\n[[targets]]");
    EXPECT_EQ(comity("check -", text).exit, 0) << comity("check -", text).out;
    const Outcome both =
        comity("check -", with(text, "lenses = [\"other\"]", "lenses = [\"other\", \"relative\"]"));
    EXPECT_EQ(both.exit, 1);
    EXPECT_NE(both.out.find("deletes the last action of Kazakhstan"), std::string::npos) << both.out;
}

TEST(Answers, MistakesOfFormDoNotHideMistakesOfValue) {
    std::string text = with(kBaseModel, "/ n - 2 * level", "/ (level - 1)");
    text = with(text, "value = \"3/5\"", "value = 1");
    text = with(text, "k = \"1/4\"", "k = -1");
    text = with(text, "unit = \"points\"\n", "");
    const Outcome run = comity("check -", text);
    for (const std::string says : {"division by zero", "less than 1", "at least 0", "has no 'unit'"})
        EXPECT_NE(run.out.find(says), std::string::npos) << says << "\n" << run.out;
}

TEST(Answers, NothingIsSilentlyTakenTwiceOrNotAtAll) {
    const std::string all = "between = \"all\"";
    EXPECT_NE(check(all, "pairs = [[\"CHN\", \"KAZ\"], [\"KAZ\", \"CHN\"]]").out.find("two issues"),
              std::string::npos);
    EXPECT_NE(check(all, "between = []").out.find("names none"), std::string::npos);
    EXPECT_NE(check("name = \"China\"", "name = \"\"").out.find("empty name"), std::string::npos);
    EXPECT_NE(check("name = \"China\"", "name = \"Ch\\u001b[31mina\"").out.find("control character"),
              std::string::npos);
    // A decimal comma inside a table on one line, and nothing that only follows from it.
    const Outcome comma = check("{ value = 3, range", "{ value = 3,5, range");
    EXPECT_NE(comma.out.find("decimal point"), std::string::npos) << comma.out;
    EXPECT_NE(comma.out.find("1 error"), std::string::npos) << comma.out;
    // Between two archives nothing is solved.
    const Scratch scratch;
    comity("compare " + kPd + " -q -o '" + scratch.path() + "'");
    std::string archive;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path())) {
        if (entry.path().extension() == ".comity") archive = entry.path().string();
    }
    EXPECT_EQ(comity("compare '" + archive + "' '" + archive + "' --lens nonsense").exit, 64);
    EXPECT_EQ(comity("compare '" + archive + "' '" + archive + "'").exit, 0);
}

TEST(Answers, ATargetThatMakesSenseUnderOtherSettingsOnlyIsAskedWhenNamed) {
    const std::string trade = "compare models/sco/free-trade.toml --no-archive";
    EXPECT_EQ(comity(trade).out.find("Target eurasec"), std::string::npos);
    const Outcome named =
        comity(trade + " --target eurasec --set member_CHN=0 --set member_UZB=0 --lens absolute");
    EXPECT_NE(named.out.find("0.747"), std::string::npos) << named.out;
    // The year in the title is the year in use.
    EXPECT_NE(comity(trade + " --set year=2010").out.find(", 2010"), std::string::npos);
}

TEST(Answers, ShowSaysHowBreachesAreAnswered) {
    const std::string apart = with(kBaseModel, "unit = \"points\"\n",
                                   "unit = \"points\"\nlinkage = \"separate\"\npunishment = \"grim\"\n");
    const Outcome run = comity("show -", apart);
    EXPECT_NE(run.out.find("played apart"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("read under grim"), std::string::npos) << run.out;
    // Where the game does not split, check says so at its place.
    std::string tied =
        with(apart, "[[targets]]",
             "[[issues]]\nname = \"trade\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = "
             "\"no\"\npayoff = \"level\"\n[[constraints]]\nname = \"fair\"\nkind = \"recognition\"\nwho = "
             "\"all\"\nratio = 2\nreason = \"r\"\n[[targets]]");
    const Outcome check = comity("check -", tied);
    EXPECT_EQ(check.exit, 1);
    EXPECT_NE(check.out.find("standard input:5:"), std::string::npos) << check.out;
}

TEST(Answers, WhatTwoModelsSayDifferentlyIsListed) {
    const Scratch scratch;
    const auto archive = [&](const std::string& folder, const std::string& options) {
        comity("compare models/sco/border.toml --target full -q -o '" + scratch.path(folder) + "' " +
               options);
        for (const auto& entry : std::filesystem::directory_iterator(scratch.path(folder))) {
            if (entry.path().extension() == ".comity") return "'" + entry.path().string() + "'";
        }
        return std::string();
    };
    const std::string two = archive("a", "") + " " + archive("b", "--set relief=3 --set year=2010");
    const Outcome run = comity("compare " + two);
    EXPECT_EQ(run.exit, 0) << run.err;
    for (const std::string says : {"relief", "A: 2", "B: 3", "cap of CHN", "threat[CHN, RUS]", "A: 0.0851",
                                   "B: 0.0212", "full, absolute, worst"})
        EXPECT_NE(run.out.find(says), std::string::npos) << says << "\n" << run.out;
    const Json json = Json::parse(comity("compare " + two + " --format json").out);
    EXPECT_GT(json["differences"].size(), 30u);
    EXPECT_EQ(json["differences"][0]["section"], "parameters");
    EXPECT_EQ(json["models"].size(), 2u);
    // What was asked differently is said as well.
    const std::string asked = archive("c", "--linkage separate");
    const Outcome linked = comity("compare " + two.substr(0, two.find(' ')) + " " + asked);
    EXPECT_NE(linked.out.find("A: pooled"), std::string::npos) << linked.out;
    EXPECT_NE(linked.out.find("B: separate"), std::string::npos) << linked.out;
}

TEST(Answers, EqualQuestionsHaveEqualNamesHoweverTheyAreWritten) {
    const Scratch scratch;
    const auto names = [&](const std::string& command) {
        const std::string folder = scratch.path("x");
        std::filesystem::remove_all(folder);
        comity(command + " -q -o '" + folder + "'");
        std::string found;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".comity") found += entry.path().filename().string();
        }
        return found;
    };
    const std::string plain = names("compare " + kPd);
    EXPECT_NE(plain, "");
    EXPECT_EQ(names("compare " + kPd + " --punishment worst"), plain);
    EXPECT_NE(names("compare " + kPd + " --punishment grim"), plain);
    EXPECT_EQ(names("compare " + kPd + " --delta 0.70"), plain);
    EXPECT_EQ(names("compare " + kPd + " --linkage pooled"), plain);
    EXPECT_NE(names("compare " + kPd + " --delta 4/5"), plain);
    const std::string of = "threshold " + kPd + " --of kappa --lens relative --target ";
    EXPECT_EQ(names(of + "1,1 --range 0,1/5"), names(of + "01,1 --range 0,0.2"));
}

TEST(Answers, ComeInTimeOrSayThatTheyDoNot) {
    // 2^18 profiles by formula take seconds to tabulate; a limit of a fifth of one holds.
    std::string text = "format = 1\nname = \"many\"\nunit = \"u\"\ndelta = 0.5\n";
    for (int i = 0; i < 18; ++i)
        text +=
            "[[actors]]\ncode = \"S" + std::to_string(i) + "\"\nname = \"State " + std::to_string(i) + "\"\n";
    text +=
        "[[issues]]\nname = \"good\"\nbetween = \"all\"\nactions = [\"keep\", \"give\"]\npayoff = "
        "\"sum(others: "
        "level[other]) / 12 - level\"\n";
    const auto start = std::chrono::steady_clock::now();
    const Outcome run = comity("compare - --time-limit 0.2 --no-archive", text);
    EXPECT_EQ(run.exit, 2) << run.err;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
    // A formula whose value has no bounds is a mistake, not a hang.
    const Outcome large = check("/ n - 2 * level", "* ((((10^64)^64)^64)^64)^64");
    EXPECT_EQ(large.exit, 1);
    EXPECT_NE(large.out.find("20,000 digits"), std::string::npos) << large.out;
}

TEST(Linkage, DoesNotTouchAcceptanceWhichIsOfTheWholePackage) {
    const std::string question =
        "threshold models/sco/water-energy.toml --target accept:full --of lens.threat.k --lens "
        "threat --no-archive --format json";
    const Json pooled = Json::parse(comity(question).out),
               apart = Json::parse(comity(question + " --linkage separate").out);
    ASSERT_EQ(apart["findings"].size(), 1u);
    EXPECT_EQ(apart["findings"][0]["value"], "68340/150079");
    EXPECT_EQ(apart["findings"], pooled["findings"]);
}

TEST(Answers, WhoWouldRatherLeaveIsNamedThoughThereIsNothingToRevertTo) {
    // Cooperation pays each 3, leaving 4: nobody stays, and no equilibrium is left to revert to either.
    const Outcome run = comity("compare - --lens absolute --no-archive",
                               slurp(COMITY_SOURCE_DIR "/models/classics/prisoners-dilemma.toml") +
                                   "\n[[constraints]]\nname = \"out\"\nkind = \"exit\"\npays = \"if(self == "
                                   "A, 4, 0)\"\nreason = \"r\"\n");
    EXPECT_EQ(run.exit, 0) << run.err;
    EXPECT_NE(run.out.find("State A"), std::string::npos) << run.out;
    EXPECT_EQ(run.out.find("nothing to revert to"), std::string::npos) << run.out;
}

TEST(Answers, OfGamesThatAreTooLargeForTheWorstEquilibriumTwoSidesAreKnown) {
    // Thirteen states and a game of matching pennies between two of them: there is nothing to revert to.
    std::string text = "format = 1\nname = \"many\"\nunit = \"points\"\ndelta = \"7/10\"\n";
    for (char code = 'A'; code < 'N'; ++code)
        text += std::string("[[actors]]\ncode = \"") + code + "\"\nname = \"State " + code + "\"\n";
    text +=
        "[[issues]]\nname = \"good\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = \"no\"\n"
        "family = { name = \"public_good\", share = \"1/2\", cost = 1 }\n"
        "[lenses.absolute]\nkind = \"absolute\"\n"
        "[[targets]]\nname = \"full\"\ncooperate = \"all\"\nin = [\"good\"]\n";
    const std::string pennies =
        "[[issues]]\nname = \"pennies\"\nbetween = [\"A\", \"B\"]\nactions = [\"heads\", "
        "\"tails\"]\nstatus_quo = "
        "\"heads\"\noutcomes = [{ play = [\"heads\", \"heads\"], pays = [1, -1] }, { play = [\"heads\", "
        "\"tails\"], "
        "pays = [-1, 1] }, { play = [\"tails\", \"heads\"], pays = [-1, 1] }, { play = [\"tails\", "
        "\"tails\"], pays = "
        "[1, -1] }]\n";
    const auto verdict = [](const Outcome& run) {
        EXPECT_EQ(run.exit, 0) << run.err;
        return Json::parse(run.out)["findings"][0];
    };
    const Json known = verdict(comity("compare - --no-archive --format json", text));
    // 11/2 from all, 6 from shirking, 0 after that: the minmax value is an equilibrium.
    EXPECT_EQ(known["threshold"]["punishment"], "worst");
    EXPECT_EQ(known["threshold"]["value"], "1/12");
    EXPECT_EQ(known["verdict"], "sustainable");
    EXPECT_EQ(known["proof"], "proved");
    const Json open = verdict(comity("compare - --no-archive --format json", text + pennies));
    EXPECT_EQ(open["verdict"], "undecided");
    EXPECT_EQ(open["threshold"]["value"], nullptr);
    // State B has 11/2 - 1, could have 6 + 1, and cannot be held below 1.
    EXPECT_NEAR(open["threshold"]["bracket"][0].get<double>(), 2.5 / 6, 1e-6);
    EXPECT_NE(open["threshold"]["note"].get<std::string>().find("too large a game"), std::string::npos);
    EXPECT_EQ(verdict(comity("compare - --delta 2/5 --no-archive --format json", text + pennies))["verdict"],
              "not sustainable");
}

TEST(Linkage, IsAskedForOnTheCommandLineOrInTheFileAndRefusedWithItsReason) {
    const std::string water = "models/sco/water-energy.toml";
    const Json apart = Json::parse(comity("compare " + water +
                                          " --linkage separate --punishment grim --target full --lens "
                                          "absolute,threat --no-archive --format "
                                          "json")
                                       .out);
    ASSERT_EQ(apart["findings"].size(), 6u);  // two lenses: together, and two rivers
    const Json& together = apart["findings"][0];
    EXPECT_EQ(together["issue"], nullptr);
    EXPECT_EQ(together["threshold"]["value"], "4/5");
    EXPECT_EQ(together["threshold"]["pooled"]["value"], "727/938");
    EXPECT_EQ(apart["findings"][1]["issue"].get<std::string>(),
              apart["models"][0]["issues"][0].get<std::string>());
    EXPECT_EQ(apart["findings"][1]["threshold"]["value"], "51/67");
    // Under threat pooling is what makes it impossible by reversion: Tajikistan's breach would end the
    // others' deal too.
    const Json& threat = apart["findings"][3];
    EXPECT_EQ(threat["threshold"]["pooled"]["status"], "empty");
    EXPECT_EQ(threat["threshold"]["status"], "solved");
    const Outcome table =
        comity("compare " + water + " --linkage separate --punishment grim --target full --no-archive");
    EXPECT_NE(table.out.find("hurts under threat"), std::string::npos) << table.out;
    EXPECT_NE(table.out.find("helps under absolute"), std::string::npos) << table.out;
    // Refusals: 64 for an option, 65 for the file's own wish.
    const Outcome option =
        comity("compare " + water + " --linkage separate --lens defensive:k=1 --no-archive");
    EXPECT_EQ(option.exit, 64);
    EXPECT_NE(option.err.find("[F3.3]"), std::string::npos) << option.err;
    std::string two =
        with(kBaseModel, "[[targets]]",
             "[[issues]]\nname = \"trade\"\nbetween = \"all\"\nactions = [\"no\", \"yes\"]\nstatus_quo = "
             "\"no\"\npayoff = \"level\"\n[[constraints]]\nname = \"fair\"\nkind = \"recognition\"\nwho = "
             "\"all\"\nratio = 2\nreason = \"r\"\n[[targets]]");
    two = with(two, "unit = \"points\"\n", "unit = \"points\"\nlinkage = \"separate\"\n");
    const Outcome file = comity("compare - --no-archive", two);
    EXPECT_EQ(file.exit, 65);
    EXPECT_NE(file.err.find("'fair'"), std::string::npos) << file.err;
    EXPECT_EQ(comity("compare - --linkage pooled --no-archive", two).exit, 0);
    // A file that asks for a set of payoffs with issues apart contradicts itself; an option that does is
    // misused.
    std::string set = with(kBaseModel, "unit = \"points\"\n", "unit = \"points\"\nlinkage = \"separate\"\n");
    set += "\n[[targets]]\nname = \"some\"\nvalue = { CHN = 1 }\n";
    for (const std::string command :
         {"compare - --no-archive", "threshold - --punishment worst --no-archive"}) {
        const Outcome refused = comity(command, set);
        EXPECT_EQ(refused.exit, 65) << command << refused.err;
        EXPECT_NE(refused.err.find("'some'"), std::string::npos) << refused.err;
    }
    EXPECT_EQ(comity("check -", set).exit, 1);
    EXPECT_EQ(comity("compare - --linkage separate --target value:1,1 --no-archive", kBaseModel).exit, 64);
}

}  // namespace
}  // namespace comity::test
