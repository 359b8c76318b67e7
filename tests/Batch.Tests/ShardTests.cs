
namespace MlNetShallow.Batch.Tests;

public sealed class ShardTests
{
    private static readonly string[] Paths = [.. Enumerable.Range(0, 1000).Select(i => $"pictures/{i} é.png")];

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/10", 3, 10)]
    [InlineData("10/10", 10, 10)]
    [InlineData("none", 1, 1)]
    public void AShardIsReadAndWrittenAsItIsTyped(string text, int number, int count)
    {
        Shard shard = Shard.Parse(text);

        Assert.Equal(new Shard(number, count), shard);
        Assert.Equal(text == "none" ? "1/1" : text, shard.ToString());
    }

    [Theory]
    [InlineData("3/2")]
    [InlineData("0/0")]
    [InlineData("0/3")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("+1/2")]
    [InlineData(" 1/2")]
    [InlineData("1/100001")]
    [InlineData("1/99999999999")]
    public void WhatIsNoShardIsRefused(string text)
        => Assert.Equal(
            $"must be i/n with 1 <= i <= n <= 100000, such as 3/10 for the third of ten, or none; not '{text}'",
            Assert.Throws<FormatException>(() => Shard.Parse(text)).Message);

    [Theory]
    [InlineData(1, "order")]
    [InlineData(3, "order")]
    [InlineData(7, "order")]
    [InlineData(1, "hash")]
    [InlineData(3, "hash")]
    [InlineData(7, "hash")]
    public void EachInputIsInExactlyOneShard(int count, string by)
    {
        Shard[] shards = [.. Enumerable.Range(1, count).Select(number => new Shard(number, count, By(by)))];

        for (int place = 0; place < Paths.Length; place++)
            Assert.Single(shards, shard => shard.Takes(place, Paths[place]));
        // Binomial for the hash: 1000/7 has a deviation of 11.
        Assert.All(shards, shard => Assert.InRange(Taken(shard).Length, (1000 / count) - 50, (1000 / count) + 50));
    }

    [Fact]
    public void ByOrderTheInputsAreDealtOutInTurn()
        => Assert.Equal([Paths[1], Paths[4], Paths[7]], Taken(new Shard(2, 3))[..3]);

    /// <summary>The first 16 digits are those that <c>printf %s a.png | sha256sum</c> prints.</summary>
    [Theory]
    [InlineData("a.png", 0x7f071235805fbf58UL)]
    [InlineData("é.png", 0x001c0a7aface380bUL)]
    public void ByHashTheShardIsThatOfThePathsDigest(string path, ulong digest)
        => Assert.True(new Shard((int)(digest % 10) + 1, 10, ShardBy.Hash).Takes(place: 12345, path));

    [Fact]
    public void ByHashAPictureStaysWhereItIsWhenOthersCome()
    {
        var shard = new Shard(2, 3, ShardBy.Hash);
        string[] before = Taken(shard);

        string[] after = [.. Paths.Prepend("new.png").Where((path, place) => shard.Takes(place, path))];

        Assert.Equal(before, after.Except(["new.png"]));
    }

    [Theory]
    [InlineData("scores.csv", 3, 10, "scores.0003-of-0010.csv")]
    [InlineData("out/a.b/scores.tar.jsonl", 1, 2, "out/a.b/scores.tar.0001-of-0002.jsonl")]
    [InlineData("scores", 9999, 10000, "scores.09999-of-10000")]
    [InlineData("scores.csv", 1, 1, "scores.csv")]
    public void AShardsFileHasItInItsName(string path, int number, int count, string expected)
        => Assert.Equal(expected, new Shard(number, count).NameOf(path));

    private static string[] Taken(Shard shard) => [.. Paths.Where((path, place) => shard.Takes(place, path))];

    private static ShardBy By(string name) => name == "hash" ? ShardBy.Hash : ShardBy.Order;
}
