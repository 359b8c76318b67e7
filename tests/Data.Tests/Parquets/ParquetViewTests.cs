using Microsoft.ML.Data;
using MlNetShallow.Data.Parquets;
using ParquetSharp;

namespace MlNetShallow.Data.Tests.Parquets;

/// <summary>Files that Apache Arrow's library has written, as pandas and others do.</summary>
public sealed class ParquetViewTests : IDisposable
{
    // Several pages to a column, and two row groups of other lengths.
    private const int Rows = 1500;
    private const int FirstGroup = 1000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Compression.Uncompressed, true, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Uncompressed, false, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Snappy, true, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Snappy, false, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Gzip, true, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Brotli, true, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Zstd, false, ParquetDataPageVersion.V1)]
    [InlineData(Compression.Zstd, true, ParquetDataPageVersion.V2)]
    [InlineData(Compression.Lz4, true, ParquetDataPageVersion.V1)]
    public void ScalarsAreNumbersAndTexts(Compression compression, bool dictionaries, ParquetDataPageVersion pages)
    {
        int[] i = [.. Enumerable.Range(0, Rows)];
        string?[] texts = [.. i.Select(n => n % 7 == 2 ? null : $"é {n % 50}")];
        float?[] floats = [.. i.Select(n => n % 5 == 1 ? null : (float?)(n / 3f))];
        double[] doubles = [.. i.Select(n => n / 7d)];
        int?[] ints = [.. i.Select(n => n % 3 == 0 ? (int?)null : n - 500)];
        long[] longs = [.. i.Select(n => n * 1_000_000_007L)];
        DateTime[] times = [.. i.Select(n => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(n * 4001L))];
        decimal?[] prices = [.. i.Select(n => n % 6 == 0 ? (decimal?)null : n / 100m)];
        Write(
            compression, dictionaries, pages,
            (new Column<string>("text"), texts),
            (new Column<float?>("float"), floats),
            (new Column<double>("double"), doubles),
            (new Column<int?>("int"), ints),
            (new Column<long>("long"), longs),
            (new Column<DateTime>("time", LogicalType.Timestamp(isAdjustedToUtc: false, TimeUnit.Micros)), times),
            (new Column<decimal?>("price", LogicalType.Decimal(precision: 29, scale: 2)), prices));

        var view = new ParquetView(_folder["arrow.parquet"]);

        Assert.Equal(Rows, view.GetRowCount());
        Assert.Equal(
            "text String, float Single, double Single, int Single, long Single, time String, price Single",
            string.Join(", ", view.Schema.Select(column => $"{column.Name} {column.Type}")));
        Assert.Equal(texts.Select(text => text ?? ""), view.GetColumn<string>("text"));
        Assert.Equal(floats.Select(number => number ?? float.NaN), view.GetColumn<float>("float"));
        Assert.Equal(doubles.Select(number => (float)number), view.GetColumn<float>("double"));
        Assert.Equal(ints.Select(number => number ?? float.NaN), view.GetColumn<float>("int"));
        Assert.Equal(longs.Select(number => (float)number), view.GetColumn<float>("long"));
        Assert.Equal(times.Select(time => $"{time:yyyy-MM-ddTHH:mm:ss}"), view.GetColumn<string>("time"));
        Assert.Equal(prices.Select(price => price is { } found ? (float)found : float.NaN), view.GetColumn<float>("price"));
    }

    [Theory]
    [InlineData(Encoding.DeltaBinaryPacked, Encoding.DeltaByteArray)]
    [InlineData(Encoding.DeltaBinaryPacked, Encoding.DeltaLengthByteArray)]
    public void NumbersAndTextsThatAreDifferencesAreRead(Encoding numbers, Encoding texts)
    {
        int[] ints = [.. Enumerable.Range(0, Rows).Select(n => n * 7919 % 1000 - 500)];
        string[] names = [.. ints.Select(n => $"name {n}")];
        Write(
            Compression.Snappy, dictionaries: false, ParquetDataPageVersion.V1,
            builder => builder.Encoding("int", numbers).Encoding("text", texts),
            (new Column<int>("int"), ints), (new Column<string>("text"), names));

        var view = new ParquetView(_folder["arrow.parquet"]);

        Assert.Equal(ints.Select(number => (float)number), view.GetColumn<float>("int"));
        Assert.Equal(names, view.GetColumn<string>("text"));
    }

    // The library would read them as false, all of them.
    [Theory]
    [InlineData(ParquetDataPageVersion.V1)]
    [InlineData(ParquetDataPageVersion.V2)]
    public void TruthValuesAreTextsOrAnError(ParquetDataPageVersion pages)
    {
        bool?[] flags = [.. Enumerable.Range(0, Rows).Select(n => n % 4 == 3 ? (bool?)null : n % 2 == 0)];
        bool[] always = Array.ConvertAll(flags, flag => flag is not false);
        Write(
            Compression.Snappy, dictionaries: true, pages,
            (new Column<bool?>("flag"), flags), (new Column<bool>("always"), always));

        var view = new ParquetView(_folder["arrow.parquet"]);

        if (pages == ParquetDataPageVersion.V1)
        {
            Assert.Equal(
                flags.Select(flag => flag switch { null => "", true => "true", false => "false" }), view.GetColumn<string>("flag"));
            Assert.Equal(always.Select(flag => flag ? "true" : "false"), view.GetColumn<string>("always"));
            return;
        }

        foreach (string column in (string[])["flag", "always"])
        {
            Assert.Equal(
                $"The file '{_folder["arrow.parquet"]}' is no Parquet file that can be read: the column '{column}' has true and false as "
                + "run lengths (data pages of version 2); wanted are pages of version 1.",
                Assert.Throws<InvalidDataException>(() => view.GetColumn<string>(column).ToArray()).Message);
        }
    }

    [Fact]
    public void ListsInPagesOfVersion2AreAnError()
    {
        float[][] lists = [.. Enumerable.Range(0, Rows).Select(n => new float[] { n, -n })];
        Write(Compression.Snappy, dictionaries: false, ParquetDataPageVersion.V2, (new Column<float[]>("v"), lists));

        Assert.Equal(
            $"The file '{_folder["arrow.parquet"]}' has the column 'v' in data pages of version 2, in which lists cannot be read; wanted "
            + "are pages of version 1.",
            Assert.Throws<InvalidDataException>(() => new ParquetView(_folder["arrow.parquet"])).Message);
    }

    // Lists of one length and of several, nulls in them and instead of them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ListsOfNumbersAreVectors(bool dictionaries)
    {
        int[] i = [.. Enumerable.Range(0, Rows)];
        float[][] even = [.. i.Select(n => new[] { n, n / 2f, -n })];
        double?[]?[] uneven = [.. i.Select(n => n % 5 == 4 ? null : Enumerable.Range(0, n % 4).Select(k => k == 1 ? null : (double?)(n + k)).ToArray())];
        long[][] longs = [.. i.Select(n => new long[] { n, n * 3_000_000_000L })];
        Write(
            Compression.Snappy, dictionaries, ParquetDataPageVersion.V1,
            (new Column<float[]>("even"), even), (new Column<double?[]>("uneven"), uneven), (new Column<long[]>("longs"), longs),
            (new Column<string[]>("texts"), i.Select(n => (string[])["a"]).ToArray()));

        var view = new ParquetView(_folder["arrow.parquet"]);

        Assert.Equal(["even", "uneven", "longs"], view.Schema.Select(column => column.Name));
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), view.Schema["even"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single), view.Schema["uneven"].Type);
        Assert.Equal(even, view.GetColumn<float[]>("even"));
        Assert.Equal(
            uneven.Select(row => row is null ? [] : Array.ConvertAll(row, number => (float?)number ?? float.NaN)),
            view.GetColumn<float[]>("uneven"));
        Assert.Equal(longs.Select(row => Array.ConvertAll(row, number => (float)number)), view.GetColumn<float[]>("longs"));
    }

    private void Write(
        Compression compression, bool dictionaries, ParquetDataPageVersion pages, params (Column Column, Array Values)[] columns)
        => Write(compression, dictionaries, pages, builder => builder, columns);

    private void Write(
        Compression compression,
        bool dictionaries,
        ParquetDataPageVersion pages,
        Func<WriterPropertiesBuilder, WriterPropertiesBuilder> more,
        params (Column Column, Array Values)[] columns)
    {
        using WriterPropertiesBuilder builder = new WriterPropertiesBuilder()
            .Compression(compression).DataPageVersion(pages).DataPagesize(1024).WriteBatchSize(64);
        using WriterProperties properties = more(dictionaries ? builder.EnableDictionary() : builder.DisableDictionary()).Build();
        using var file = new ParquetFileWriter(_folder["arrow.parquet"], [.. columns.Select(pair => pair.Column)], properties);
        foreach (Range rows in new Range[] { ..FirstGroup, FirstGroup.. })
        {
            using RowGroupWriter group = file.AppendRowGroup();
            foreach ((_, Array values) in columns)
            {
                using LogicalColumnWriter column = group.NextColumn().LogicalWriter();
                column.Apply(new Writing(values, rows));
            }
        }

        file.Close();
    }

    private sealed class Writing(Array values, Range rows) : ILogicalColumnWriterVisitor<bool>
    {
        public bool OnLogicalColumnWriter<TValue>(LogicalColumnWriter<TValue> columnWriter)
        {
            columnWriter.WriteBatch(((TValue[])values)[rows]);
            return true;
        }
    }
}
