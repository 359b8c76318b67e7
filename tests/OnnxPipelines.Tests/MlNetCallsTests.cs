using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>
/// Rows of the table "What ML.NET's calls do with a model" in docs/mlnet-integration.md: those of ONNX, with a pipeline as it was
/// fitted, as ML.NET loads it, and restored. More of what ML.NET's converter refuses is in RefusalTests, more pipelines in
/// PipelineTests, networks alone in <c>ApplyOnnxModel</c> in ApplyOnnxModelTests.
/// </summary>
public sealed class MlNetCallsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _homes;
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-").FullName;

    public MlNetCallsTests() => _homes = Homes.View(_context);

    public static TheoryData<string> Forms => ["fitted", "loaded", "restored"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public void ConvertToOnnxRefuses(string form)
    {
        // Of types that ONNX has, so that it is the network that is refused.
        IDataView data = _context.Data.LoadFromEnumerable(Homes.Rows.Select(Plain.From));
        // A loaded model is of ML.NET's own stages, of which it knows that it can't convert all.
        string wanted = form == "loaded" ? "can not be fully converted" : "ConvertPipelineToOnnx";
        foreach (ITransformer model in Pipelines().Select(pipeline => As(form, pipeline.Fit(data), data)))
        {
            using var stream = new MemoryStream();

            Exception all = Assert.ThrowsAny<Exception>(() => _context.Model.ConvertToOnnx(model, data, stream));
            Exception one = Assert.ThrowsAny<Exception>(() => _context.Model.ConvertToOnnx(model, data, stream, "Score"));

            Assert.Equal(0, stream.Length);
            foreach (Exception error in (Exception[])[all, one])
            {
                Assert.Contains(wanted, error.Message, StringComparison.Ordinal);
                Assert.Equal(form != "loaded", error is NotSupportedException);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ConvertPipelineToOnnxWritesTheSameModel(string form)
    {
        foreach (ITransformer fitted in Pipelines().Select(pipeline => pipeline.Fit(_homes)))
        {
            byte[] file = PipelineCase.Convert(_context, As(form, fitted, _homes), _homes);

            using var expected = new OnnxSession(PipelineCase.Convert(_context, fitted, _homes));
            using var actual = new OnnxSession(file);
            Assert.Equal(expected.Inputs, actual.Inputs);
            Assert.Equal(expected.Outputs, actual.Outputs);
            Assert.Equal(expected.Metadata.CustomMetadataMap, actual.Metadata.CustomMetadataMap);
            Assert.Equal(expected.Run(_homes), actual.Run(_homes));
            PipelineCase.CompareAll(file, fitted, _homes);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ApplyOnnxModelTakesTheFile(string form)
    {
        ITransformer fitted = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        string path = Path.Combine(_folder, "model.onnx");
        _context.Model.ConvertPipelineToOnnx(As(form, fitted, _homes), _homes.Schema, path);

        IDataView scored = _context.Transforms.ApplyOnnxModel(["Probability"], ["Town", "Area", "Rooms"], path)
            .Fit(_homes).Transform(_homes);

        Assert.All(
            fitted.Transform(_homes).GetColumn<float>("Probability").Zip(scored.GetColumn<VBuffer<float>>("Probability")),
            pair => Assert.Equal(pair.First, pair.Second.GetItemOrDefault(0), 1e-5f));
    }

    private IEstimator<ITransformer>[] Pipelines() =>
    [
        Homes.Features(_context).Append(Homes.Binary(_context)),
        _context.Transforms.Conversion.MapValueToKey("Kind").Append(Homes.Features(_context))
            .Append(Homes.Multiclass(_context)),
        Homes.Features(_context).Append(Homes.Regression(_context)),
    ];

    private ITransformer As(string form, ITransformer fitted, IDataView data) => form switch
    {
        "fitted" => fitted,
        "loaded" => PipelineCase.SaveAndLoad(_context, fitted, data.Schema),
        _ => PipelineCase.SaveAndLoad(_context, fitted, data.Schema).RestoreShallowNetwork(),
    };

    private sealed class Plain
    {
        public bool IsDear { get; set; }

        public string Kind { get; set; } = "";

        public float Price { get; set; }

        public string Town { get; set; } = "";

        public float Area { get; set; }

        public float Rooms { get; set; }

        public static Plain From(Home home) => new()
        {
            IsDear = home.IsDear,
            Kind = home.Kind,
            Price = home.Price,
            Town = home.Town,
            Area = home.Area,
            Rooms = home.Rooms,
        };
    }
}
