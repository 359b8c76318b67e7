using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
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

        Assert.Equal(["Town: String [-1, 1]", "Area: Single [-1, 1]", "Rooms: Single [-1, 1]"], session.Inputs);
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

    [Theory]
    [InlineData("gamma", "Score")]
    [InlineData("quantile 0.9", "Score")]
    [InlineData("quantile 0.05 0.95", "Score", "Quantile0.05", "Quantile0.95")]
    [InlineData("quantile 0.05 0.5 0.95", "Score", "Quantile0.05", "Quantile0.5", "Quantile0.95")]
    public void NumbersByOtherLosses(string loss, params string[] columns)
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Regression(_context, RegressionLoss.Parse(loss))).Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        Assert.Equal(columns.Select(column => $"{column}: Single [-1, 1]"), session.Outputs);
        Assert.Equal(loss, session.Metadata.CustomMetadataMap["loss"]);
    }

    /// <summary>Made by a stage, or a column of the data.</summary>
    [Theory]
    [InlineData("Relative", "Area: Single [-1, 1]", "Rooms: Single [-1, 1]")]
    [InlineData("Rooms", "Area: Single [-1, 1]", "Rooms: Single [-1, 1]")]
    public void AnOffset(string offset, params string[] inputs)
    {
        ITransformer model = _context.Transforms.NormalizeMinMax("Relative", "Area")
            .Append(_context.Transforms.Concatenate("Features", "Area", offset == "Rooms" ? "Area" : "Rooms"))
            .Append(_context.Regression.Trainers.ShallowNetwork(new ShallowNetworkRegressionTrainer.Options
            {
                LabelColumnName = "Price", Loss = RegressionLoss.Gamma, OffsetColumnName = offset, NumberOfHiddenUnits = 5,
                NumberOfEpochs = 15, L2Regularization = 0.01,
            }))
            .Fit(_homes);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, _homes));

        Assert.Equal(inputs, session.Inputs);
    }

    [Fact]
    public void SeveralTargetsAndLabels()
    {
        ITransformer targets = Homes.Features(_context).Append(Homes.Targets(_context, "Price", "Rooms")).Fit(_homes);
        using var ofTargets = new OnnxSession(PipelineCase.Check(_context, targets, _homes, "Score"));
        Assert.Equal(["Score: Single [-1, 2]"], ofTargets.Outputs);
        Assert.Equal("[\"Price\",\"Rooms\"]", ofTargets.Metadata.CustomMetadataMap["targets"]);

        ITransformer labels = Homes.Features(_context).Append(Homes.Labels(_context, "IsDear", "IsDear")).Fit(_homes);
        using var ofLabels = new OnnxSession(PipelineCase.Check(_context, labels, _homes, "PredictedLabel", "Score"));
        Assert.Equal(["PredictedLabel: Boolean [-1, 2]", "Score: Single [-1, 2]"], ofLabels.Outputs);
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
        [
            new Home { Town = "Oslo", Area = 80, Rooms = float.NaN },
            Homes.Rows[0],
            new Home { Town = "Oslo", Area = float.NaN },
        ]);
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
        ITransformer model = text.NormalizeText("Normal", "Text", TextNormalizingEstimator.CaseMode.None, keepDiacritics: true)
            .Append(text.TokenizeIntoWords("Words", "Normal"))
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(text.ProduceNgrams(
                "Features", "Words", ngramLength: 2, weighting: NgramExtractingEstimator.WeightingCriteria.TfIdf))
            .Append(Homes.Binary(_context)).Fit(_homes);

        byte[] file = PipelineCase.Check(_context, model, _homes);

        using var session = new OnnxSession(file);
        Assert.Equal(["Text: String [-1, 1]"], session.Inputs);
        PipelineCase.CompareAll(
            file, model, Texts("a new word", "", "NEW and dark, of 5 rooms!", "A dark and dark home, of 3 rooms!"));
    }

    /// <summary>What ML.NET's converter fills short rows up with.</summary>
    [Fact]
    public void AWordThatIsANumberSignIsNotCountedForShortRows()
    {
        TransformsCatalog.TextTransforms text = _context.Transforms.Text;
        ITransformer model = text.TokenizeIntoWords("Words", "Text")
            .Append(_context.Transforms.Conversion.MapValueToKey("Words"))
            .Append(text.ProduceNgrams("Features", "Words", ngramLength: 1, useAllLengths: false))
            .Append(Homes.Binary(_context)).Fit(_context.Data.LoadFromEnumerable(Homes.Rows.Select(
                home => new Home { IsDear = home.IsDear, Text = home.IsDear ? home.Text : "# " + home.Text })));

        byte[] file = PipelineCase.Convert(_context, model, _homes);

        PipelineCase.CompareAll(file, model, Texts("# new home", "A new home of many rooms and one more", "old", "#"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void TextAsMlNetFeaturizesItWhereDiacriticsAreKept(bool words, bool characters)
    {
        ITransformer model = Featurized(
            new TextFeaturizingEstimator.Options { KeepDiacritics = true, CaseMode = TextNormalizingEstimator.CaseMode.None },
            words,
            characters);

        byte[] file = PipelineCase.Check(_context, model, _homes);

        PipelineCase.CompareAll(
            file, model, Texts("a new word", "NEW and dark, of 5 rooms!", "A dark and dark home, of 3 rooms!"));
    }

    /// <summary>ONNX Runtime changes case by a locale of the machine.</summary>
    [Fact]
    public void TextInLowerCase()
    {
        ITransformer model = Featurized(
            new TextFeaturizingEstimator.Options { KeepDiacritics = true }, words: true, characters: true);

        byte[] file = PipelineCase.Convert(_context, model, _homes);

        SkipWithoutLocale(() => PipelineCase.CompareAll(file, model, Texts("a new word", "NEW and dark, of 5 Rooms!")));
    }

    [Fact]
    public void AStageOfTrainingAloneIsLeftOut()
    {
        ITransformer model = new EstimatorChain<ITransformer>()
            .Append(_context.Transforms.CopyColumns("Size", "Area"))
            .Append(_context.Transforms.NormalizeMinMax("Size", fixZero: false), TransformerScope.TrainTest)
            .Append(_context.Transforms.Concatenate("Features", "Size", "Rooms"))
            .Append(Homes.Binary(_context)).Fit(_homes);

        PipelineCase.Check(_context, model, _homes);
    }

    [Fact]
    public void AThresholdThatIsGivenTakesThePlaceOfTheModels()
    {
        ITransformer model = Homes.Features(_context).Append(Homes.Binary(_context)).Fit(_homes);
        float[] scores = [.. model.Transform(_homes).GetColumn<float>("Score")];
        // Above the model's 0 and, by the half, above at least one score that it calls dear.
        float threshold = scores.Where(score => score > 0).Order().First() + 0.5f;
        using var stream = new MemoryStream();

        _context.Model.ConvertPipelineToOnnx(
            model, _homes.Schema, stream, metadata: new OnnxMetadata { ScoreThreshold = threshold });

        using var session = new OnnxSession(stream.ToArray());
        Dictionary<string, object[]> outputs = session.Run(_homes);
        Assert.Equal(outputs["Score"].Select(score => (float)score > threshold), outputs["PredictedLabel"].Cast<bool>());
        Assert.NotEqual(model.Transform(_homes).GetColumn<bool>("PredictedLabel"), outputs["PredictedLabel"].Cast<bool>());
        Assert.Equal(
            threshold.ToString("R", CultureInfo.InvariantCulture), session.Metadata.CustomMetadataMap["score_threshold"]);
    }

    [Fact]
    public void StopWordsAreForOneRowAtATime()
    {
        ITransformer model = Featurized(
            new TextFeaturizingEstimator.Options
            {
                KeepDiacritics = true,
                CaseMode = TextNormalizingEstimator.CaseMode.None,
                StopWordsRemoverOptions = new StopWordsRemovingEstimator.Options(),
            },
            words: true,
            characters: false);

        byte[] file = PipelineCase.Convert(_context, model, _homes);

        SkipWithoutLocale(() =>
        {
            using var session = new OnnxSession(file);
            Assert.Equal(["Text: String [1, 1]"], session.Inputs);
            PipelineCase.CompareAll(file, model, Texts("A dark and dark home, of 3 rooms!"));
            PipelineCase.CompareAll(file, model, Texts("The old and quiet home, near the sea"));
            Assert.ThrowsAny<Exception>(() => session.Run(_homes));
        });
    }

    /// <summary>Words are compared, and case is changed, by a locale of the machine.</summary>
    private static void SkipWithoutLocale(Action test)
    {
        try
        {
            test();
        }
        catch (OnnxRuntimeException exception) when (exception.Message.Contains("locale", StringComparison.Ordinal))
        {
            Assert.Skip("This machine has no locale en_US.UTF-8, which ONNX Runtime wants for words and their case.");
        }
    }

    /// <summary>ML.NET removes diacritics by default, which ONNX has no operation for.</summary>
    [Fact]
    public void TextAsMlNetFeaturizesItByDefaultIsRefused()
    {
        ITransformer model = Featurized(new TextFeaturizingEstimator.Options(), words: true, characters: true);

        var error = Assert.Throws<NotSupportedException>(() => PipelineCase.Convert(_context, model, _homes));

        Assert.Contains("TextFeaturizingEstimator", error.Message, StringComparison.Ordinal);
        Assert.Contains("'Features'", error.Message, StringComparison.Ordinal);
    }

    private TransformerChain<ShallowNetworkTransformer> Featurized(
        TextFeaturizingEstimator.Options options, bool words, bool characters)
    {
        options.WordFeatureExtractor = words ? options.WordFeatureExtractor : null;
        options.CharFeatureExtractor = characters ? options.CharFeatureExtractor : null;
        return _context.Transforms.Text.FeaturizeText("Features", options, "Text").Append(Homes.Binary(_context)).Fit(_homes);
    }

    private IDataView Texts(params string[] texts)
        => _context.Data.LoadFromEnumerable(texts.Select(text => new Home { Text = text }));

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
            [
                "Id.output: String [-1, 1]", "Probability: Single [-1, 1]", "Features: Single [-1, 6]",
                "Area.output: Single [-1, 1]",
            ],
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
}
