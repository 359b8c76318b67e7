using MlNetShallow.Data.Files;

namespace MlNetShallow.Data.Tests.Files;

public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NothingIsThereUntilAllIsWritten()
    {
        var file = new OutputFile(_folder["out.txt"], overwrite: false);
        Assert.Empty(_folder.Entries);

        file.Write(stream =>
        {
            stream.Write("all"u8);
            stream.Flush();
            Assert.False(File.Exists(_folder["out.txt"]));
        });

        Assert.Equal(["out.txt"], _folder.Entries);
        Assert.Equal("all", File.ReadAllText(_folder["out.txt"]));
    }

    [Fact]
    public void AFailureLeavesNothingAndKeepsWhatWasThere()
    {
        File.WriteAllText(_folder["out.txt"], "before");
        var file = new OutputFile(_folder["out.txt"], overwrite: true);

        Assert.Throws<TimeoutException>(() => file.Write(stream =>
        {
            stream.Write("half"u8);
            throw new TimeoutException();
        }));

        Assert.Equal(["out.txt"], _folder.Entries);
        Assert.Equal("before", File.ReadAllText(_folder["out.txt"]));
    }

    [Fact]
    public void AnExistingFileIsReplacedOnlyWhenAskedFor()
    {
        File.WriteAllText(_folder["out.txt"], "before");

        var exception = Assert.Throws<IOException>(() => new OutputFile(_folder["out.txt"], overwrite: false));
        new OutputFile(_folder["out.txt"], overwrite: true).Write(stream => stream.Write("after"u8));

        Assert.Equal($"The output '{_folder["out.txt"]}' exists already; --force replaces it.", exception.Message);
        Assert.Equal("after", File.ReadAllText(_folder["out.txt"]));
    }

    [Fact]
    public void AFileThatAppearsMeanwhileIsKept()
    {
        var file = new OutputFile(_folder["out.txt"], overwrite: false);
        File.WriteAllText(_folder["out.txt"], "another's");

        Assert.Throws<IOException>(() => file.Write(stream => stream.Write("mine"u8)));

        Assert.Equal(["out.txt"], _folder.Entries);
        Assert.Equal("another's", File.ReadAllText(_folder["out.txt"]));
    }

    [Fact]
    public void AFolderIsNoOutputFile()
        => Assert.Contains("is a folder", Refusal(_folder.Path), StringComparison.Ordinal);

    [Fact]
    public void TheFolderMustExist()
        => Assert.Contains(
            $"The folder '{_folder["no"]}' for the output", Refusal(_folder["no", "out.txt"]), StringComparison.Ordinal);

    [Fact]
    public void TheFolderMustBeWritable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps no permission bits for a folder.");
        string folder = _folder.Path;
        if (Environment.IsPrivilegedProcess)
        {
            // Permissions do not stop root; a file system without files to make does.
            Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no folder that root may not write into.");
            folder = "/proc";
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        string refusal = Refusal(Path.Combine(folder, "out.txt"));

        Assert.Contains($"cannot be written: no file can be made in the folder '{folder}'", refusal, StringComparison.Ordinal);
    }

    private static string Refusal(string path)
        => Assert.ThrowsAny<IOException>(() => new OutputFile(path, overwrite: false)).Message;

    [Fact]
    public void WhatAKillLeftBehindIsDeleted()
    {
        string left = _folder[$"out.txt.{Guid.NewGuid():N}.tmp"], held = _folder[$"out.txt.{Guid.NewGuid():N}.tmp"];
        string[] others = [$"out.txt.{Guid.NewGuid():N}.tmp", $"other.txt.{Guid.NewGuid():N}.tmp", "out.txt.mine.tmp", "out.txt.tmp"];
        foreach (string file in (string[])[left, held, .. others.Select(name => _folder[name])])
        {
            File.WriteAllText(file, "half");
            // Of the first of the others nobody knows whether it is about to be moved.
            if (!file.EndsWith(others[0], StringComparison.Ordinal))
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));
        }

        using (new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            _ = new OutputFile(_folder["out.txt"], overwrite: false);
        }

        Assert.Equal(others.Append(Path.GetFileName(held)).Order(), _folder.Entries);
    }
}
