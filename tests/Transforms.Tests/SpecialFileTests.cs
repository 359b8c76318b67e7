using System.Diagnostics;
using System.Net.Sockets;

namespace MlNetShallow.Transforms.Tests;

/// <summary>What is found at a path and is no file: to open it may wait for ever.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlnetshallow-");

    public SpecialFileTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes and devices are no files there.");

    public void Dispose()
    {
        // .NET does not find a file by a name that is not UTF-8.
        using Process deleting = Process.Start("rm", ["-rf", _folder.FullName]);
        deleting.WaitForExit();
    }

    [Fact]
    public void APipeIsARowsError() => AssertRefused(Pipe("pipe.png"));

    [Fact]
    public void ALinkToAPipeIsARowsError()
    {
        string link = Path.Combine(_folder.FullName, "link.png"), second = Path.Combine(_folder.FullName, "second.png");
        File.CreateSymbolicLink(link, Pipe("pipe"));
        File.CreateSymbolicLink(second, link);

        AssertRefused(second);
    }

    [Fact]
    public void ASocketIsARowsError()
    {
        string file = Path.Combine(_folder.FullName, "socket.png");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(file));

        AssertRefused(file);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/random")]
    [InlineData("/dev/tty")]
    public void ADeviceIsARowsError(string device) => AssertRefused(device);

    [Fact]
    public void AFolderIsARowsError()
        => Assert.Contains("cannot be read: it is a folder.", Refusal(_folder.FullName), StringComparison.Ordinal);

    [Fact]
    public void ALinkToAPictureIsFollowed()
    {
        string link = Path.Combine(_folder.FullName, "link.png");
        File.CreateSymbolicLink(link, Fixture.Good("rgb.png"));

        Assert.Equal(
            Fixture.Rgb("rgb.png"), Pictures.Features<byte>(Pictures.Paths(link), Pictures.Bytes(16, 16)));
    }

    [Fact]
    public void ALinkToNothingDoesNotExist()
    {
        string link = Path.Combine(_folder.FullName, "link.png");
        File.CreateSymbolicLink(link, "nothing.png");

        Pictures.Error<FileNotFoundException>(
            () => Pictures.Features<byte>(Pictures.Paths(link), Pictures.Bytes(16, 16)));
    }

    [Fact]
    public void ANameThatIsNoUtf8SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        using Process made = Process.Start("sh", ["-c", "touch \"$0/$(printf 'caf\\351.png')\"", _folder.FullName]);
        made.WaitForExit();
        string name = Assert.Single(Directory.GetFiles(_folder.FullName));

        Assert.EndsWith(
            "caf\ufffd.png' does not exist: its name has bytes that are no UTF-8, and cannot be opened by it; rename the file.",
            Pictures.Error<FileNotFoundException>(
                () => Pictures.Features<byte>(Pictures.Paths(name), Pictures.Bytes(16, 16))).Message,
            StringComparison.Ordinal);
    }

    private static void AssertRefused(string path)
        => Assert.Contains(
            $"The picture '{path}' cannot be read: it is empty, or a pipe, a socket or a device.",
            Refusal(path),
            StringComparison.Ordinal);

    private static string Refusal(string path) => Pictures.Error<FormatException>(
        () => Pictures.Features<byte>(Pictures.Paths(path), Pictures.Bytes(16, 16))).Message;

    private string Pipe(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }
}
