using MlNetShallow.Batch.Inputs;
using MlNetShallow.Data.Files;

namespace MlNetShallow.Batch.Tests.Inputs;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PicturesComeInTheOrdinalOrderOfTheirPaths()
    {
        // A file's name may sort between a folder's name and what is in the folder.
        string[] names = ["b.png", "a/z.png", "a.png", "a-1.png", "a/b/c.PNG", "Z/q.jpeg", "é/x.bmp", "a b/c d.jpg", "a0/1.png"];
        foreach (string name in names.Concat(["notes.txt", ".hidden.png", ".git/x.png", "a/thumbs.db"]))
            Make(name);

        Assert.Equal(names.Select(name => _folder[name]).Order(StringComparer.Ordinal), List());
    }

    [Theory]
    [InlineData("*.png", "a/b/c.png", "a/c.png", "c.png")]
    [InlineData("c.???", "a/b/c.jpg", "a/b/c.png", "a/c.png", "c.png")]
    [InlineData("a/*.png", "a/c.png")]
    [InlineData("a/**/*.png", "a/b/c.png", "a/c.png")]
    [InlineData("**/b/*", "a/b/c.jpg", "a/b/c.png", "b/c+d.txt")]
    [InlineData("c+*", "b/c+d.txt")]
    [InlineData("C.PNG")]
    public void AGlobChoosesFiles(string glob, params string[] expected)
    {
        foreach (string name in (string[])["c.png", "a/c.png", "a/b/c.png", "a/b/c.jpg", "b/c+d.txt"])
            Make(name);

        Assert.Equal(expected, List(glob).Select(path => Path.GetRelativePath(_folder.Path, path).Replace('\\', '/')));
    }

    [Fact]
    public void ALinkToAFolderAboveIsNotEntered()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make links on Windows needs a privilege.");
        Make("a/b/1.png");
        Directory.CreateSymbolicLink(_folder["a", "b", "up"], "..");
        Directory.CreateSymbolicLink(_folder["a", "b", "top"], _folder.Path);

        Assert.Equal([_folder["a", "b", "1.png"]], List());

        string real = RealPath.Of(_folder.Path);
        Assert.Equal(
            [
                $"The folder '{_folder["a", "b", "top"]}' links to '{real}' above it; it is not entered again.",
                $"The folder '{_folder["a", "b", "up"]}' links to '{Path.Join(real, "a")}' above it; it is not entered again.",
            ],
            _warnings);
    }

    [Fact]
    public void LoopsByWayOfOtherFoldersEndToo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make links on Windows needs a privilege.");
        Make("in/a/1.png");
        Make("out/2.png");
        Directory.CreateSymbolicLink(_folder["in", "a", "away"], "../../out");
        Directory.CreateSymbolicLink(_folder["out", "back"], "../in/a");

        Assert.Equal(
            [_folder["in", "a", "1.png"], _folder["in", "a", "away", "2.png"]],
            new PictureFolder(_folder["in"], glob: null, _warnings.Add).List().Select(item => item.Name));

        Assert.Contains(
            $"'{_folder["in", "a", "away", "back"]}' links to", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameFolderBesideItselfIsListedTwice()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make links on Windows needs a privilege.");
        Make("a/1.png");
        Directory.CreateSymbolicLink(_folder["b"], "a");

        Assert.Equal([_folder["a", "1.png"], _folder["b", "1.png"]], List());
        Assert.Empty(_warnings);
    }

    private string[] List(string? glob = null) =>
    [
        .. new PictureFolder(_folder.Path, glob is null ? null : new Glob(glob), _warnings.Add)
            .List().Select(item => item.Name),
    ];

    private void Make(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], "");
    }
}
