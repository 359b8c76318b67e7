using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>No file without the network, and no file that is another than asked for.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _homes;
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    public RefusalTests() => _homes = Homes.View(_context);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Models => ["network", "chain", "chain and more", "in a chain"];

    [Theory]
    [MemberData(nameof(Models))]
    public void MlNetsOwnConverterIsRefused(string kind)
    {
        IDataView data = _context.Data.LoadFromEnumerable([new Small()]);
        var network = _context.BinaryClassification.Trainers.ShallowNetwork(numberOfHiddenUnits: 2, numberOfEpochs: 1)
            .Fit(_context.Data.LoadFromEnumerable([new Small(), new Small { Label = true, Features = [2, 1] }]));
        var copy = _context.Transforms.CopyColumns("Other", "Score").Fit(network.Transform(data));
        ITransformer model = kind switch
        {
            "network" => network,
            "chain" => new TransformerChain<ITransformer>(network),
            "chain and more" => new TransformerChain<ITransformer>(network, copy),
            _ => new TransformerChain<ITransformer>(new TransformerChain<ITransformer>(network), copy),
        };
        using var stream = new MemoryStream();

        var error = Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, data, stream));
        Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, data, stream, "Score"));
        Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, data, 12, stream));

        Assert.Contains(nameof(ShallowNetworkOnnxCatalog.ConvertPipelineToOnnx), error.Message, StringComparison.Ordinal);
        Assert.Contains("MlNetShallow.OnnxPipelines", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Length);
        // What is no conversion goes on as before.
        Assert.Single(model.Transform(data).GetColumn<float>("Score"));
    }

    [Fact]
    public void AStageThatCannotBeConvertedIsNamed()
    {
        ITransformer model = _context.Transforms.CustomMapping<Home, Doubled>((home, made) => made.Twice = 2 * home.Area, null)
            .Append(_context.Transforms.Concatenate("Features", "Twice", "Rooms"))
            .Append(Homes.Binary(_context)).Fit(_homes);
        string path = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(path, "as it was");

        var error = Assert.Throws<NotSupportedException>(() => _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, path));

        Assert.Contains("CustomMappingTransformer", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Twice'", error.Message, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AStageThatTheOutputsDoNotHangOnIsNoMatter()
    {
        ITransformer model = _context.Transforms.CustomMapping<Home, Doubled>((home, made) => made.Twice = 2 * home.Area, null)
            .Append(_context.Transforms.Concatenate("Features", "Area", "Rooms"))
            .Append(Homes.Binary(_context)).Fit(_homes);

        PipelineCase.CompareAll(PipelineCase.Convert(_context, model, _homes), model, _homes);
    }

    /// <summary>A column that is replaced stays in the schema, hidden, and moves those after it.</summary>
    [Fact]
    public void AStageThatReplacesAColumnThatNothingHangsOnIsNoMatter()
    {
        ITransformer model = _context.Transforms.CustomMapping<Home, Renamed>((home, made) => made.Id = home.Id + "!", null)
            .Append(_context.Transforms.Concatenate("Features", "Area", "Rooms"))
            .Append(Homes.Binary(_context)).Fit(_homes);

        PipelineCase.CompareAll(PipelineCase.Convert(_context, model, _homes), model, _homes);
        Assert.Throws<NotSupportedException>(() => PipelineCase.Convert(_context, model, _homes, "Id"));
    }

    /// <summary>As docs/onnx.md has it for pictures, whose decoding no ONNX operation does.</summary>
    [Fact]
    public void TheStagesAfterItCanBeConverted()
    {
        var model = _context.Transforms.CustomMapping<Home, Doubled>((home, made) => made.Twice = 2 * home.Area, null)
            .Append(_context.Transforms.Concatenate("Features", "Twice", "Rooms"))
            .Append(Homes.Binary(_context)).Fit(_homes);
        IDataView prepared = model.First().Transform(_homes);
        var rest = new TransformerChain<ITransformer>([.. model.Skip(1)]);

        byte[] file = PipelineCase.Convert(_context, rest, prepared);

        using var session = new OnnxSession(file);
        Assert.Equal(["Rooms: Single [-1, 1]", "Twice: Single [-1, 1]"], session.Inputs.Order());
        PipelineCase.CompareAll(file, rest, prepared);
    }

    [Fact]
    public void AModelWithoutANetworkIsRefused()
    {
        ITransformer model = _context.Transforms.Concatenate("Features", "Area", "Rooms").Fit(_homes);
        using var stream = new MemoryStream();

        var error = Assert.Throws<ArgumentException>(
            () => _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, stream));

        Assert.Equal("model", error.ParamName);
    }

    [Fact]
    public void AnOutputThatThereIsNotIsRefusedByItsName()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        using var stream = new MemoryStream();

        var unknown = Assert.Throws<ArgumentException>(
            () => _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, stream, ["Probabilities"]));
        var noType = Assert.Throws<NotSupportedException>(
            () => _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, stream, ["Built"]));

        Assert.Contains("'Probabilities'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("'Built'", noType.Message, StringComparison.Ordinal);
    }

    private sealed class Small
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }

    private sealed class Renamed
    {
        public string Id { get; set; } = "";
    }

    private sealed class Doubled
    {
        public float Twice { get; set; }
    }
}
