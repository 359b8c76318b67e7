namespace MlNetShallow.Sample.Tests.Drawing;

public sealed class DrawingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ItWritesBothSetsHalfOfThemCats()
    {
        Outcome outcome = Generate("pictures", "--train", "8", "--test", "6").AssertDone();

        Assert.Equal([$"8 training and 6 test pictures: {_folder["pictures"]}"], outcome.OutputLines);
        Assert.Equal(4, Files("pictures", "train", "cat").Length);
        Assert.Equal(4, Files("pictures", "train", "noncat").Length);
        Assert.Equal(3, Files("pictures", "test", "cat").Length);
        Assert.Equal(3, Files("pictures", "test", "noncat").Length);
    }

    [Fact]
    public void TheSeedDecidesWhatIsDrawn()
    {
        foreach ((string name, string seed) in new[] { ("a", "3"), ("b", "3"), ("c", "4") })
            Generate(name, "--train", "4", "--test", "0", "--seed", seed).AssertDone();

        Assert.Equal(Bytes("a"), Bytes("b"));
        Assert.NotEqual(Bytes("a"), Bytes("c"));
    }

    [Fact]
    public void AFolderThatHoldsSomethingIsWrittenIntoOnlyWhenAskedFor()
    {
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(_folder["full", "mine.txt"], "mine");

        Outcome refused = Generate("full", "--train", "2", "--test", "2");

        Assert.Equal(
            $"error: The output folder '{_folder["full"]}' is not empty; --force writes into it all the same.",
            refused.AssertFailed());
        Assert.Single(Directory.GetFileSystemEntries(_folder["full"]));
        Generate("full", "--train", "2", "--test", "2", "--force").AssertDone();
        Assert.Equal("mine", File.ReadAllText(_folder["full", "mine.txt"]));
        Generate("full", "--train", "2", "--test", "2", "--force").AssertDone();
    }

    [Fact]
    public void AFileInThePlaceOfTheFolderIsSaid()
    {
        File.WriteAllText(_folder["file"], "");

        Assert.Contains(_folder["file"], Generate("file").AssertFailed(), StringComparison.Ordinal);
    }

    private Outcome Generate(string name, params string[] options)
    {
        using StringWriter output = new(), error = new();
        int code = MlNetShallow.Drawing.Program.Run(["--output", _folder[name], .. options], output, error);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    private string[] Files(params string[] names) => Directory.GetFiles(_folder[names]);

    private byte[][] Bytes(string name)
    {
        string[] files = Directory.GetFiles(_folder[name], "*", SearchOption.AllDirectories);
        return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
