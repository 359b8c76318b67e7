using System.Diagnostics;
using MlNetShallow.Data.Files;
using MlNetShallow.Drawing;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>No command replaces what is no regular file: a device, a pipe, or its own standard output. (As root it could: what is
/// named here are links and pipes of the tests' own.)</summary>
public sealed class SpecialOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SpecialOutputTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes and devices are no files there.");

    public void Dispose() => _folder.Dispose();

    /// <summary>All options that name a file to write.</summary>
    public static TheoryData<string, string> Written
        => [.. SharedFilesTests.Files.SelectMany(file => file.Value.Writes.Select(option => (file.Key, option)))];

    [Theory, MemberData(nameof(Written))]
    public void OnlyRegularFilesAreReplaced(string command, string option)
    {
        (string[] writes, string[] reads, string[] more) = SharedFilesTests.Files[command];
        foreach ((string path, string kind) in Specials())
        {
            string error = CommandLine.Run(
            [
                command, option, path, .. more,
                .. writes.Concat(reads).Where(other => other != option).SelectMany(
                    (other, i) => (string[])[other, _folder[$"none-{i}.tsv"]]),
            ]).AssertFailed();

            Assert.StartsWith(
                $"error: The output '{path}' is {kind}; only a regular file is ever written or replaced.", error,
                StringComparison.Ordinal);
            Assert.Equal(command == "score", error.EndsWith("--output - writes the rows to standard output.", StringComparison.Ordinal));
        }

        AssertUntouched();
    }

    [Fact]
    public void NorDoesMerge()
    {
        foreach ((string path, string kind) in Specials())
        {
            Assert.Equal(
                $"error: The output '{path}' is {kind}; only a regular file is ever written or replaced.",
                CommandLine.Run("merge", path, _folder["none.csv"], "--force").AssertFailed());
        }

        AssertUntouched();
    }

    [Fact]
    public void NorTheManifestOfAnOutput()
    {
        string manifest = _folder["scores.csv.manifest.json"];
        File.CreateSymbolicLink(manifest, "/dev/null");

        foreach (string[] command in (string[][])[["merge", _folder["scores.csv"], _folder["none.csv"]],
            ["score", "--output", _folder["scores.csv"], "--model", _folder["none.zip"], "--input", _folder["none"]]])
        {
            Assert.StartsWith(
                $"error: The output '{manifest}' is a device;", CommandLine.Run(command).AssertFailed(), StringComparison.Ordinal);
        }

        Assert.Equal("/dev/null", new FileInfo(manifest).LinkTarget);
    }

    [Fact]
    public void NorDoesThePainter()
    {
        PictureWriter.WriteSets(_folder.Path, seed: 1, trainCount: 2, testCount: 2, TestContext.Current.CancellationToken);
        string drawn = Directory.EnumerateFiles(_folder["train"], "*", SearchOption.AllDirectories).First();
        File.Delete(drawn);
        File.CreateSymbolicLink(drawn, "/dev/null");

        Assert.Contains("is a device", Assert.Throws<IOException>(() => PictureWriter.WriteSets(
            _folder.Path, seed: 1, trainCount: 2, testCount: 2, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
        Assert.Equal("/dev/null", new FileInfo(drawn).LinkTarget);
    }

    // What a link leads to stays as it is: the name becomes a file of its own.
    [Fact]
    public void ALinkToAFileIsReplaced()
    {
        File.WriteAllText(_folder["file.csv"], "");
        File.CreateSymbolicLink(_folder["link.csv"], "file.csv");

        foreach (string name in (string[])["link.csv", "file.csv", "none.csv"])
            new OutputFile(_folder[name], overwrite: true).Write(stream => stream.Write("new"u8));

        Assert.Null(new FileInfo(_folder["link.csv"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_folder["link.csv"]));
    }

    private IEnumerable<(string Path, string Kind)> Specials()
    {
        const string OpenFile = "a file that a process has open, such as its standard output";
        if (_folder.Entries.Length == 0)
        {
            using Process made = Process.Start("mkfifo", [_folder["pipe.tsv"]]);
            made.WaitForExit();
            File.CreateSymbolicLink(_folder["to-pipe.tsv"], "pipe.tsv");
            File.CreateSymbolicLink(_folder["device.tsv"], "/dev/null");
            File.CreateSymbolicLink(_folder["output.tsv"], "/proc/self/fd/1");
        }

        return [(_folder["pipe.tsv"], "a pipe"), (_folder["to-pipe.tsv"], "a pipe"), (_folder["device.tsv"], "a device"),
            (_folder["output.tsv"], OpenFile)];
    }

    private void AssertUntouched()
    {
        Assert.Equal(["device.tsv", "output.tsv", "pipe.tsv", "to-pipe.tsv"], _folder.Entries);
        Assert.Equal("/dev/null", new FileInfo(_folder["device.tsv"]).LinkTarget);
        Assert.Equal("/proc/self/fd/1", new FileInfo(_folder["output.tsv"]).LinkTarget);
        Assert.Contains(
            "is a pipe", Assert.Throws<IOException>(() => new OutputFile(_folder["to-pipe.tsv"], overwrite: true)).Message,
            StringComparison.Ordinal);
    }
}
