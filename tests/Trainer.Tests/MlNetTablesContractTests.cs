using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>What the project relies on of ML.NET for tables.</summary>
public class MlNetTablesContractTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ConcatenateNamesItsSlotsByTheColumns()
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Vectors { A = 1, B = [2, 3] }]);
        IDataView twice = _context.Transforms.Concatenate("C", "A", "A").Fit(data).Transform(data);

        DataViewSchema schema = _context.Transforms.Concatenate("All", "A", "B", "C").Fit(twice).GetOutputSchema(twice.Schema);

        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["All"].GetSlotNames(ref names);
        Assert.Equal(["A", "", "", "C.A", "C.A"], names.DenseValues().Select(name => name.ToString()));
    }

    // Of 2, -4 and 1 the largest magnitude is 4 and the root of the mean square √7; the second slot is the same in all rows.
    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 2.6457513)]
    public void NormalizersScaleAndLeaveZerosAsTheyAre(bool isMinMax, double divisor)
    {
        IDataView data = _context.Data.LoadFromEnumerable(
            ((float[])[2, -4, 1]).Select(value => new Vectors { B = [value, 5] }));
        IEstimator<ITransformer> normalizer = isMinMax
            ? _context.Transforms.NormalizeMinMax("N", "B") : _context.Transforms.NormalizeMeanVariance("N", "B");

        float[][] rows = [.. normalizer.Fit(data).Transform(data)
            .GetColumn<VBuffer<float>>("N").Select(row => row.DenseValues().ToArray())];

        for (int i = 0; i < 3; i++)
            Assert.Equal((i == 0 ? 2 : i == 1 ? -4 : 1) / divisor, rows[i][0], 1e-6);
        Assert.All(rows, row => Assert.Equal(0, row[1]));
    }

    // The mean of 2, -4 and 1 is -1/3, their variance 7 - 1/9.
    [Fact]
    public void ANormalizerMayMoveTheMean()
    {
        IDataView data = _context.Data.LoadFromEnumerable(((float[])[2, -4, 1]).Select(value => new Vectors { B = [value, 5] }));

        float[][] rows = [.. _context.Transforms.NormalizeMeanVariance("N", "B", fixZero: false).Fit(data).Transform(data)
            .GetColumn<VBuffer<float>>("N").Select(row => row.DenseValues().ToArray())];

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(((i == 0 ? 2 : i == 1 ? -4 : 1) + (1 / 3.0)) / Math.Sqrt(7 - (1 / 9.0)), rows[i][0], 1e-6);
            Assert.Equal(0, rows[i][1]);
        }
    }

    [Fact]
    public void AKeyBecomesAVectorWithASlotForEachValueAlsoAfterLoading()
    {
        IDataView data = Named("pear", "fig", "", "pear", "apple");
        var model = _context.Transforms.Conversion.MapValueToKey("Key", "Name")
            .Append(_context.Transforms.Conversion.MapKeyToVector("Vector", "Key"))
            .Fit(data);

        using var stream = new MemoryStream();
        _context.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        IDataView vectors = new MLContext().Model.Load(stream, out _).Transform(Named("fig", "plum", "apple"));

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 3), vectors.Schema["Vector"].Type);
        Assert.Equal(
            [[0, 1, 0], [0, 0, 0], [0, 0, 1]],
            vectors.GetColumn<VBuffer<float>>("Vector").Select(vector => vector.DenseValues().ToArray()));
    }

    // Quotes, separators and line breaks in fields, an empty line, a comment, a short line, a long one.
    [Fact]
    public void ATextFileIsReadByFieldsWithTheNamesOfItsHeader()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file, "a,\"b, c\",d\n1,\"x, \"\"y\"\"\", 3\n\n// none\n,\"two\nlines\",\"\"\n2.5,z\n1,2,3,4\n");
            TextLoader.Options options = new()
            {
                AllowQuoting = true, HasHeader = true, MissingRealsAsNaNs = true, ReadMultilines = true, Separators = [','],
            };

            options.Columns = [new("All", DataKind.String, [new TextLoader.Range(0, 3)])];
            IDataView texts = _context.Data.LoadFromTextFile(file, options);
            options.Columns = [new("d", DataKind.Single, 2), new("a", DataKind.Single, 0), new("b", DataKind.String, 1)];
            IDataView typed = _context.Data.LoadFromTextFile(file, options);

            Assert.Equal(
                [["1", "x, \"y\"", "3", ""], ["", "two\nlines", "", ""], ["2.5", "z", "", ""], ["1", "2", "3", "4"]],
                texts.GetColumn<VBuffer<ReadOnlyMemory<char>>>("All")
                    .Select(row => row.DenseValues().Select(field => field.ToString()).ToArray()));
            Assert.Equal(["d", "a", "b"], typed.Schema.Select(column => column.Name));
            Assert.Equal([1, float.NaN, 2.5f, 1], typed.GetColumn<float>("a"));
            Assert.Equal([3, float.NaN, float.NaN, 3], typed.GetColumn<float>("d"));
            Assert.Equal(["x, \"y\"", "two\nlines", "z", "2"], Texts(typed, "b"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void AHeaderNamesTheSlotsOfAllFields()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "a\t\"b c\"\td\n1\t2\t3\n");

            DataViewSchema schema = _context.Data.LoadFromTextFile(file, new TextLoader.Options
            {
                AllowQuoting = true, HasHeader = true, Columns = [new("All", DataKind.String, [new TextLoader.Range(0, null)])],
            }).Schema;

            VBuffer<ReadOnlyMemory<char>> names = default;
            schema["All"].GetSlotNames(ref names);
            Assert.Equal(["a", "b c", "d"], names.DenseValues().Select(name => name.ToString()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // A map of Booleans to keys, whose values are annotated.
    [Fact]
    public void ABooleanIsMappedToAKeyWithItsValues()
    {
        IDataView names = _context.Data.LoadFromEnumerable(
            [new NamedFlag { Flag = false, Name = "no" }, new NamedFlag { Flag = true, Name = "yes" }]);
        IDataView keyed = _context.Transforms.Conversion.MapValueToKey("Key", "Name").Fit(names).Transform(names);
        var model = _context.Transforms.Conversion
            .MapValue("Answer", keyed, keyed.Schema["Flag"], keyed.Schema["Key"], "Flag")
            .Append(_context.Transforms.Conversion.MapKeyToValue("Text", "Answer"))
            .Fit(names);

        using var stream = new MemoryStream();
        _context.Model.Save(model, names.Schema, stream);
        stream.Position = 0;
        IDataView mapped = new MLContext().Model.Load(stream, out _).Transform(names);

        Assert.Equal([1u, 2], mapped.GetColumn<uint>("Answer"));
        Assert.Equal(["no", "yes"], Texts(mapped, "Text"));
    }

    [Fact]
    public void ATextFileIsReadByColumns()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "x,y,name,yes\n1.5,-2,first,true\n,3e2,second,false\n?,0,third,true\n");

            IDataView data = _context.Data.LoadFromTextFile<Line>(file, separatorChar: ',', hasHeader: true);

            Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 2), data.Schema["Numbers"].Type);
            Line[] lines = [.. _context.Data.CreateEnumerable<Line>(data, reuseRowObject: false)];
            Assert.Equal([1.5f, -2], lines[0].Numbers);
            Assert.Equal([0, 300], lines[1].Numbers);
            Assert.Equal([float.NaN, 0], lines[2].Numbers);
            Assert.Equal(["first", "second", "third"], lines.Select(line => line.Name));
            Assert.Equal([true, false, true], lines.Select(line => line.Yes));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private IDataView Named(params string[] names)
        => _context.Data.LoadFromEnumerable(names.Select(name => new NameRow { Name = name }));

    private static string[] Texts(IDataView data, string column)
        => [.. data.GetColumn<ReadOnlyMemory<char>>(column).Select(text => text.ToString())];

    private sealed class NameRow
    {
        public string Name { get; set; } = "";
    }

    private sealed class NamedFlag
    {
        public bool Flag { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Line
    {
        [LoadColumn(0, 1), VectorType(2)]
        public float[] Numbers { get; set; } = [];

        [LoadColumn(2)]
        public string Name { get; set; } = "";

        [LoadColumn(3)]
        public bool Yes { get; set; }
    }
}
