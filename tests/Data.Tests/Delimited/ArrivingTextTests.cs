using System.Text;
using MlNetShallow.Data.Delimited;

namespace MlNetShallow.Data.Tests.Delimited;

/// <summary>Rows of a stream that gives a little at a time, in pieces of all lengths.</summary>
public sealed class ArrivingTextTests
{
    private const string Table = "a,b\r\n1,\"x\r\ny\"\r\n2,é😀\n\r\n3,\"\"\"\"\r\n4,";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(100)]
    public void RowsAreTheSameInAnyPieces(int length)
    {
        using DelimitedReader rows = DelimitedReader.Open("-", DelimitedFormat.Csv, new Pieces(Encoding.UTF8.GetBytes(Table), length));

        Assert.Equal(["a", "b"], rows.Columns);
        var found = new List<string>();
        while (rows.Read())
            found.Add($"{rows.Row} {rows[0]} {rows[1]}");
        Assert.Equal(["1 1 x\r\ny", "2 2 é😀", "3 3 \"", "4 4 "], found);
    }

    // What is asked for next is not needed to know a row that has its line end.
    [Fact]
    public void ARowIsThereBeforeTheNextOneIsAskedFor()
    {
        var pieces = new Pieces("a,b\n1,2\n3,4\n"u8.ToArray(), length: 4);
        using DelimitedReader rows = DelimitedReader.Open("-", DelimitedFormat.Csv, pieces);

        Assert.Equal(4, pieces.Given);
        Assert.True(rows.Read());
        Assert.Equal(8, pieces.Given);
        Assert.True(rows.Read());
        Assert.Equal(12, pieces.Given);
        Assert.False(rows.Read());
    }

    private sealed class Pieces(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public int Given { get; private set; }

        public override bool CanSeek => false;

        // The spans go through here too.
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, Math.Min(count, length));
            Given += read;
            return read;
        }
    }
}
