using MlNetShallow.Data.Parquets;
using ParquetSharp;

namespace MlNetShallow.Data.Tests.Parquets;

/// <summary>What is written, as Apache Arrow's library reads it.</summary>
public sealed class ParquetTableWriterTests
{
    [Fact]
    public void OthersReadWhatIsWritten()
    {
        string?[] names = ["é", "", "a,b\n", "x", "€😀"], errors = [null, "no number", null, null, ""];
        float?[] numbers = [1.5f, null, float.NaN, float.MinValue, float.Epsilon];
        using var bytes = new MemoryStream();
        using (var writer = new ParquetTableWriter(bytes, [("name", false, false), ("n", true, true), ("error", false, true)]))
        {
            writer.Write([names[..3].ToList(), numbers[..3].ToList(), errors[..3].ToList()]);
            writer.Write([names[3..].ToList(), numbers[3..].ToList(), errors[3..].ToList()]);
        }

        bytes.Position = 0;
        using var file = new ParquetFileReader(bytes);

        Assert.Equal(2, file.FileMetaData.NumRowGroups);
        Assert.Equal(
            "name String required, n None optional, error String optional",
            string.Join(", ", Enumerable.Range(0, file.FileMetaData.NumColumns).Select(file.FileMetaData.Schema.Column).Select(
                column => $"{column.Name} {column.LogicalType.Type} {(column.MaxDefinitionLevel == 0 ? "required" : "optional")}")));
        Assert.Equal(PhysicalType.Float, file.FileMetaData.Schema.Column(1).PhysicalType);
        Assert.Equal(names, Read<string?>(file, 0));
        Assert.Equal(numbers, Read<float?>(file, 1));
        Assert.Equal(errors, Read<string?>(file, 2));
    }

    private static T[] Read<T>(ParquetFileReader file, int column) => [.. Enumerable.Range(0, file.FileMetaData.NumRowGroups).SelectMany(
        number =>
        {
            using RowGroupReader group = file.RowGroup(number);
            using LogicalColumnReader<T> values = group.Column(column).LogicalReader<T>();
            return values.ReadAll(checked((int)group.MetaData.NumRows));
        })];
}
