using System.Text;
using MlNetShallow.Batch.Inputs;

namespace MlNetShallow.Batch.Tests.Inputs;

/// <summary>Lists of paths as programs write them.</summary>
public sealed class PathLinesTests
{
    [Theory]
    [InlineData("a.png\nb c.png\n", "a.png", "b c.png")]
    [InlineData("a.png\r\n\r\nb.png", "a.png", "b.png")]
    [InlineData("\ufeffa.png\nb.png\n", "a.png", "b.png")]
    [InlineData("\"C:\\a b.png\"\r\n\"say \"\"cheese\"\".png\"\n\"half.png\n\"\n", "C:\\a b.png", "say \"cheese\".png", "\"half.png", "\"")]
    [InlineData("a.png\0\"c\n\".png\0\0 d\r.png\0", "a.png", "\"c\n\".png", " d\r.png")]
    [InlineData("only.png", "only.png")]
    [InlineData("\n\n")]
    [InlineData("")]
    public void EachPathIsFound(string text, params string[] paths)
    {
        byte[] bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);

        Assert.Equal(paths, List(new MemoryStream(bytes)));
        Assert.Equal(paths, List(new Trickle(bytes)));
    }

    [Fact]
    public void LinesLongerThanABufferAreWhole()
    {
        string[] paths = [.. Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), 997 * (i % 11 + 1)))];

        Assert.Equal(paths, List(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', paths)))));
        Assert.Equal(paths, List(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\0', paths) + '\0'))));
    }

    private static string[] List(Stream stream) => [.. new PathLines("list", () => stream).List().Select(item => item.Name)];

    /// <summary>Gives a byte at a time, as a slow pipe may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
