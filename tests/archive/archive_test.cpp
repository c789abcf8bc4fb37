// Archives: what goes in comes out, equal questions give equal bytes, and nothing but a sound archive is
// opened.

#include "comity/archive/archive.hpp"

#include "comity/archive/sha256.hpp"
#include "comity/model/write.hpp"
#include "support/models.hpp"
#include "support/seal.hpp"

namespace comity::test {
namespace {

/// An archive with every kind of finding, rational and irrational ends among them.
Archive sample() {
    const Model model = load_shipped("sco/rats.toml");
    ThresholdSolver solver(model);
    Archive archive;
    archive.command = "threshold";
    archive.model_name = model.name;
    archive.model_text = write_model(model);
    archive.settings = {{"lenses", "absolute identity"}, {"seed", "0"}};
    archive.findings.emplace_back(StageFinding{"absolute", {0, 63}, {0, 1, q("-7/3")}, {0}});
    const Target full = parse_target(model, solver.form(), "full");
    Threshold t =
        solver.solve({*model.find_lens("identity"), full, parse_path(model, "delta"), Punishment::grim, {}});
    archive.findings.emplace_back(t);
    archive.findings.emplace_back(
        solver.solve({*model.find_lens("threat"), full, parse_path(model, "sigma"), Punishment::exit, {}}));
    const AlgebraicNumber root = real_roots(Polynomial(std::vector<Rational>{-2, 0, 1})).back();
    t.sustained = IntervalSet({root, Bound::infinity(), true, false});
    t.value = root;
    archive.findings.emplace_back(
        Verdict{t, Verdict::Outcome::undecided, {q("1/2")}, {q("-3")}, {ActorId{2}}});
    return archive;
}

TEST(Archive, ComesBackAsItWentIn) {
    const Archive archive = sample();
    const auto back = unpack(pack(archive));
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, archive);
}

TEST(Archive, EqualContentsGiveEqualBytes) {
    EXPECT_EQ(pack(sample()), pack(sample()));
}

TEST(Archive, IsNamedAfterItsQuestionAndNotItsAnswer) {
    Archive archive = sample();
    const std::string name = archive_name(archive);
    EXPECT_EQ(name.size(), std::string("rats-threshold-12345678.comity").size());
    archive.findings.clear();
    EXPECT_EQ(archive_name(archive), name);
    archive.settings[1].second = "1";
    EXPECT_NE(archive_name(archive), name);
}

TEST(Archive, RefusesTruncationAtEveryByte) {
    const std::string bytes = pack(sample());
    for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 1 : 97) {
        const auto back = unpack(std::string_view(bytes).substr(0, size));
        ASSERT_FALSE(back) << size;
        EXPECT_TRUE(back.error().find("truncated") != std::string::npos || size == 0) << back.error();
    }
}

TEST(Archive, RefusesEveryFlippedBit) {
    const std::string bytes = pack(sample());
    for (std::size_t at = 0; at < bytes.size(); at += at < 64 ? 1 : 53) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = bytes;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            EXPECT_FALSE(unpack(damaged)) << at << " " << bit;
        }
    }
}

TEST(Archive, RefusesTrailingBytesForeignFilesAndNewerFormats) {
    const std::string bytes = pack(sample());
    EXPECT_NE(unpack(bytes + "x").error().find("follow its end"), std::string::npos);
    EXPECT_NE(unpack("PK\x03\x04 and so on").error().find("not a Comity archive"), std::string::npos);
    std::string newer = bytes;
    newer[8] = static_cast<char>(kArchiveFormat + 1);
    EXPECT_NE(unpack(newer).error().find("newer"), std::string::npos);
}

TEST(Archive, RefusesAbsurdCountsInACorrectFrame) {
    const std::string bytes = pack(sample());
    const std::string payload = bytes.substr(52);
    // Nothing in it needs a newer format than 3.
    ASSERT_EQ(sealed(payload, 3), bytes);
    EXPECT_TRUE(unpack(sealed(payload)));
    for (const std::string count :
         {"18446744073709551615", "9223372036854775807", "-1", "99999999999999999999999", "x", "1e9"}) {
        EXPECT_FALSE(unpack(sealed(" " + count))) << count;
        EXPECT_FALSE(unpack(sealed(count + payload.substr(payload.find(' ', 1))))) << count;
    }
    EXPECT_FALSE(unpack(sealed("")));
}

TEST(Sha256, MatchesTheStandardsExample) {
    // FIPS 180-4, "abc".
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace comity::test
