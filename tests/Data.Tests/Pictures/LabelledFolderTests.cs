using MlNetShallow.Data.Pictures;

namespace MlNetShallow.Data.Tests.Pictures;

public sealed class LabelledFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "cat", "the folder of that name")]
    [InlineData("dog", "dog", "as --positive says")]
    [InlineData("bird", "bird", "as --positive says")]
    public void ExactlyOneClassIs1(string? asked, string positive, string reason)
    {
        AddFiles("bird/1.png", "cat/2.png", "dog/3.png", "dog/4.png");

        LabelledFolder folder = LabelledFolder.Open(_folder.Path, asked, hasSeveralClasses: false);

        Assert.Equal(positive, folder.Positive);
        Assert.Contains($"1 is {positive} ({reason})", folder.DescribeClasses(), StringComparison.Ordinal);
        Assert.All(Pictures(folder), picture => Assert.Equal(ClassOf(picture) == positive, picture.Label));
        Assert.Equal(4, folder.Count);
        Assert.EndsWith($": 1 bird ({One("bird")}), 1 cat ({One("cat")}), 2 dog ({One("dog")})", folder.DescribeCounts());

        int One(string name) => name == positive ? 1 : 0;
    }

    [Fact]
    public void MoreThanTwoClassesAreToldByTheirNames()
    {
        AddFiles("bird/1.png", "cat/2.png", "dog/3.png", "dog/4.png");

        LabelledFolder folder = LabelledFolder.Open(_folder.Path, positive: null);

        Assert.Null(folder.Positive);
        Assert.Equal("3 classes: bird, cat, dog.", folder.DescribeClasses());
        Assert.EndsWith(": 1 bird, 1 cat, 2 dog", folder.DescribeCounts(), StringComparison.Ordinal);
        Assert.All(Pictures(folder), picture => Assert.Equal(ClassOf(picture), picture.Class));
    }

    [Fact]
    public void AClassThatIsNotKnownIsSaid()
    {
        AddFiles("bird/1.png", "cat/2.png", "dog/3.png");

        var exception = Assert.Throws<InvalidDataException>(
            () => LabelledFolder.Open(_folder.Path, positive: null).CheckClasses(["cat", "bird", "cow"]));

        Assert.EndsWith(
            "has classes that the model does not know: dog; it knows cat, bird, cow.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAFolderNamedCatTheFirstByNameIs1()
    {
        AddFiles("noncat/1.png", "Katze/2.png");

        LabelledFolder folder = LabelledFolder.Open(_folder.Path, positive: null);

        Assert.Equal("Katze", folder.Positive);
        Assert.Contains("the first folder by name, as none is named cat", folder.DescribeClasses(), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesAreOrderedByNameOverAllClassesThenByPath()
    {
        AddFiles("noncat/002.png", "cat/010.png", "cat/deep/er/001.png", "noncat/000.png", "cat/003.png", "noncat/010.png");

        LabelledFolder folder = LabelledFolder.Open(_folder.Path, positive: null);

        Assert.Equal(
            ["noncat/000.png", "cat/deep/er/001.png", "noncat/002.png", "cat/003.png", "cat/010.png", "noncat/010.png"],
            Pictures(folder).Select(Relative));
    }

    [Fact]
    public void PicturesAreKnownByTheirExtensionsInEitherCase()
    {
        AddFiles("cat/a.png", "cat/b.PNG", "cat/c.Jpg", "cat/d.jpeg", "cat/e.BMP", "cat/f.webp", "dog/g.png");
        AddFiles("cat/notes.txt", "cat/f.gif", "cat/png");

        LabelledFolder folder = LabelledFolder.Open(_folder.Path, positive: null);

        Assert.Equal(
            ["cat/a.png", "cat/b.PNG", "cat/c.Jpg", "cat/d.jpeg", "cat/e.BMP", "cat/f.webp", "dog/g.png"],
            Pictures(folder).Select(Relative));
    }

    [Fact]
    public void LinksToFoldersAreFollowedButNoneToOneThatTheyAreIn()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "To make links on Windows needs a privilege.");
        AddFiles("sets/cat/1.png", "sets/cat/deep/2.png", "sets/dog/3.png", "more/cats/4.png");
        Directory.CreateSymbolicLink(_folder["sets", "cat", "deep", "up"], "..");
        Directory.CreateSymbolicLink(_folder["sets", "cat", "top"], _folder["sets"]);
        Directory.CreateSymbolicLink(_folder["sets", "cat", "away"], "../../more");
        Directory.CreateSymbolicLink(_folder["more", "back"], _folder["sets", "cat"]);

        LabelledFolder folder = LabelledFolder.Open(_folder["sets"], positive: null);

        Assert.Equal(
            ["sets/cat/1.png", "sets/cat/deep/2.png", "sets/dog/3.png", "sets/cat/away/cats/4.png"],
            Pictures(folder).Select(Relative));
    }

    [Theory]
    [InlineData("", null, "must hold a folder for each of two or more classes; found: none")]
    [InlineData("1.png", null, "must hold a folder for each of two or more classes; found: none")]
    [InlineData("cat/1.png", null, "must hold a folder for each of two or more classes; found: cat")]
    [InlineData("cat/1.png dog/2.txt", null, "has no pictures (png, jpg, jpeg, bmp or webp)")]
    [InlineData("cat/1.png dog/2.png", "Cat", "has no class 'Cat' (--positive); found: cat, dog")]
    public void WhatIsWrongWithAFolderIsSaid(string files, string? positive, string said)
    {
        AddFiles(files.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        var exception = Assert.Throws<InvalidDataException>(() => LabelledFolder.Open(_folder.Path, positive));

        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotThereIsSaid()
    {
        var exception = Assert.Throws<DirectoryNotFoundException>(() => LabelledFolder.Open(_folder["nowhere"], positive: null));

        Assert.Equal($"The data folder '{_folder["nowhere"]}' does not exist.", exception.Message);
    }

    private void AddFiles(params string[] files)
    {
        foreach (string file in files)
        {
            string path = _folder[file.Split('/')];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }
    }

    private static IEnumerable<Picture> Pictures(LabelledFolder folder) => folder.Read(TestContext.Current.CancellationToken);

    private string Relative(Picture picture) => Path.GetRelativePath(_folder.Path, picture.ImagePath).Replace('\\', '/');

    private string ClassOf(Picture picture) => Relative(picture).Split('/')[0];
}
