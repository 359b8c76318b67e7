using MlNetShallow.Data.Files;

namespace MlNetShallow.Data.Tests.Files;

public sealed class GzipInputTests
{
    // .NET's own stream says nothing of most of these.
    [Fact]
    public void AFileThatIsCutShortIsAnError()
    {
        byte[] whole = GzipInput.Compress([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i >> 3))]);
        byte[] wrong = [.. whole[..^5], (byte)(whole[^5] ^ 1), .. whole[^4..]];
        byte[][] faulty =
        [
            [.. "id,x1,x2,kind\n1,2,3,red\n"u8], [.. whole, 1, 2, 3], wrong,
            .. ((int[])[5, 12, whole.Length / 2, whole.Length - 20, whole.Length - 8, whole.Length - 1]).Select(length => whole[..length]),
        ];
        foreach (byte[] bytes in faulty)
        {
            using var contents = new GzipInput(new MemoryStream(bytes));
            Assert.Throws<InvalidDataException>(() => contents.CopyTo(Stream.Null));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(65_511)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public void WhatIsPackedComesOut(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * i >> 3))];
        int half = length / 2;
        using var contents = new GzipInput(new MemoryStream([.. GzipInput.Compress(bytes.AsSpan(0, half)),
            .. GzipInput.Compress(bytes.AsSpan(half))]));
        using var found = new MemoryStream();
        contents.CopyTo(found);

        Assert.Equal(bytes, found.ToArray());
    }
}
