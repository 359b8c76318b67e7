using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Text;
using MlNetShallow.Onnx;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>Whole pipelines in ONNX Runtime, fitted and loaded.</summary>
public class PipelineTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _homes;

    public PipelineTests() => _homes = Homes.View(_context);

    [Fact]
    public void CategoriesNumbersAndANormalizerOfTwoClasses()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        Assert.Equal(["Town: String [-1, 1]", "Area: Single [-1, 1]", "Rooms: Single [-1, 1]"], session.Inputs.Order().Reverse());
        Assert.Equal(
            ["PredictedLabel: Boolean [-1, 1]", "Score: Single [-1, 1]", "Probability: Single [-1, 1]"], session.Outputs);
        Assert.Equal("MlNetShallow", session.Metadata.ProducerName);
        Assert.Equal("binary_classification", session.Metadata.CustomMetadataMap["task"]);
    }

    [Fact]
    public void ACategoryThatWasNotSeenIsAsInMlNet()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        IDataView other = _context.Data.LoadFromEnumerable(
            [new Home { Town = "Narvik", Area = 80, Rooms = 3 }, new Home { Town = "", Area = 80, Rooms = 3 }, Homes.Rows[0]]);

        PipelineCase.CompareAll(PipelineCase.Convert(_context, model, _homes), model, other);
    }

    [Fact]
    public void SeveralClassesWithTheirNames()
    {
        ITransformer model = _context.Transforms.Conversion.MapValueToKey("Kind").Append(Homes.Features(_context))
            .Append(Homes.Multiclass(_context))
            .Append(_context.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        // What makes the label's keys is left out.
        Assert.DoesNotContain(session.Inputs, input => input.StartsWith("Kind", StringComparison.Ordinal));
        Assert.Equal(["PredictedLabel: String [-1, 1]", "Score: Single [-1, 3]"], session.Outputs);
        Assert.Equal(
            ["flat", "house", "villa"],
            JsonSerializer.Deserialize<string[]>(session.Metadata.CustomMetadataMap["classes"])!.Order());
    }

    [Fact]
    public void SeveralClassesAsKeysOfWhichOneMayBeMissing()
    {
        ITransformer model = _context.Transforms.Conversion.MapValueToKey("Kind").Append(Homes.Features(_context))
            .Append(Homes.Multiclass(_context)).Fit(_homes);

        byte[] file = PipelineCase.Check(_context, model, _homes);

        IDataView missing = _context.Data.LoadFromEnumerable(
            [new Home { Town = "Oslo", Area = 80, Rooms = float.NaN }, Homes.Rows[0], new Home { Town = "Oslo", Area = float.NaN }]);
        using var session = new OnnxSession(file);
        object[] keys = session.Run(missing)["PredictedLabel"];
        Assert.Equal([0u, 0u], [keys[0], keys[2]]);
        Assert.Equal(model.Transform(missing).GetColumn<uint>("PredictedLabel"), keys.Cast<uint>());
    }

    [Fact]
    public void ARegressionWithMissingValuesReplaced()
    {
        ITransformer model = _context.Transforms
            .ReplaceMissingValues("Area", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean)
            .Append(_context.Transforms.Concatenate("Features", "Area", "Rooms"))
            .Append(_context.Transforms.NormalizeMinMax("Features"))
            .Append(Homes.Regression(_context)).Fit(_homes);

        byte[] file = PipelineCase.Check(_context, model, _homes);

        using var session = new OnnxSession(file);
        Assert.Equal(["Score: Single [-1, 1]"], session.Outputs);
        PipelineCase.CompareAll(file, model, _context.Data.LoadFromEnumerable(
            [new Home { Area = float.NaN, Rooms = 2 }, new Home { Area = 70, Rooms = 2 }]));
    }

    [Fact]
    public void TextByWordsAndPairsOfWords()
    {
        TransformsCatalog.TextTransforms text = _context.Transforms.Text;
        ITransformer model = text.NormalizeText("Normal", "Text", keepPunctuations: false)
            .Append(text.TokenizeIntoWords("Words", "Normal"))
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(text.ProduceNgrams("Features", "Words", ngramLength: 2, weighting: NgramExtractingEstimator.WeightingCriteria.TfIdf))
            .Append(Homes.Binary(_context)).Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        Assert.Equal(["Text: String [-1, 1]"], session.Inputs);
    }

    [Fact]
    public void TextAsMlNetFeaturizesItByWords()
    {
        ITransformer model = _context.Transforms.Text.FeaturizeText(
                "Features", new TextFeaturizingEstimator.Options { CharFeatureExtractor = null }, "Text")
            .Append(Homes.Binary(_context)).Fit(_homes);

        PipelineCase.Check(_context, model, _homes);
    }

    [Fact]
    public void TextAsMlNetFeaturizesItByDefault()
    {
        ITransformer model = _context.Transforms.Text.FeaturizeText("Features", "Text").Append(Homes.Binary(_context)).Fit(_homes);

        PipelineCase.Check(_context, model, _homes);
    }

    [Fact]
    public void BytesOfPictures()
    {
        ITransformer model = Homes.Binary(_context, "Pixels").Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        Assert.Equal(["Pixels: Byte [-1, 2, 2, 3]"], session.Inputs);
    }

    [Fact]
    public void ColumnsThatAreAskedFor()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);

        byte[] file = PipelineCase.Check(_context, model, _homes, "Id", "Probability", "Features", "Area");

        using var session = new OnnxSession(file);
        Assert.Equal(
            ["Id.output: String [-1, 1]", "Probability: Single [-1, 1]", "Features: Single [-1, 6]", "Area.output: Single [-1, 1]"],
            session.Outputs);
    }

    [Fact]
    public void AFileHoldsWhatAStreamDoesWithTheMetadataThatAreGiven()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        var metadata = new OnnxMetadata
        {
            ClassNames = ["cheap", "dear"],
            Entries = new Dictionary<string, string> { ["unit"] = "thousands" },
        };
        string path = Path.GetTempFileName();
        try
        {
            _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, path, metadata: metadata);

            using var session = new OnnxSession(File.ReadAllBytes(path));
            Assert.Equal("""["cheap","dear"]""", session.Metadata.CustomMetadataMap["classes"]);
            Assert.Equal("thousands", session.Metadata.CustomMetadataMap["unit"]);
            Assert.NotEmpty(session.Run(_homes));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void MlNetAppliesTheFile()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        string path = Path.GetTempFileName();
        try
        {
            _context.Model.ConvertPipelineToOnnx(model, _homes.Schema, path);
            IDataView scored = _context.Transforms.ApplyOnnxModel(["Probability"], ["Town", "Area", "Rooms"], path)
                .Fit(_homes).Transform(_homes);

            Assert.All(
                model.Transform(_homes).GetColumn<float>("Probability").Zip(scored.GetColumn<VBuffer<float>>("Probability")),
                pair => Assert.Equal(pair.First, pair.Second.GetItemOrDefault(0), 1e-5f));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
