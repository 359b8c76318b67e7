using Microsoft.ML;

namespace MlNetShallow.OnnxPipelines.Tests;

/// <summary>Columns of the user's that have the names of predictions which the network at hand does not make.</summary>
public class OwnColumnsTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _homes;

    public OwnColumnsTests() => _homes = Homes.View(_context);

    [Theory]
    [InlineData("Probability")]
    [InlineData("PredictedLabel")]
    public void OfARegressionAreNoPredictions(string name)
    {
        IDataView data = _context.Transforms.CopyColumns(name, "Rooms").Fit(_homes).Transform(_homes);
        ITransformer model = _context.Transforms.Concatenate("Features", "Area", name).Append(Homes.Regression(_context))
            .Append(_context.Transforms.Concatenate("Both", name, "Score")).Fit(data);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, data));
        using var asked = new OnnxSession(PipelineCase.Check(_context, model, data, "Both", name));

        Assert.Equal(["Score: Single [-1, 1]"], session.Outputs);
        Assert.Equal(["Both: Single [-1, 2]", $"{name}.output: Single [-1, 1]"], asked.Outputs);
    }

    [Fact]
    public void OfSeveralClassesAreNoProbability()
    {
        IDataView data = _context.Transforms.CopyColumns("Probability", "Rooms").Fit(_homes).Transform(_homes);
        ITransformer model = _context.Transforms.Conversion.MapValueToKey("Kind")
            .Append(_context.Transforms.Concatenate("Features", "Area", "Rooms")).Append(Homes.Multiclass(_context)).Fit(data);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, data));
        using var asked = new OnnxSession(PipelineCase.Check(_context, model, data, "Score", "Probability"));

        Assert.Equal(["PredictedLabel: UInt32 [-1, 1]", "Score: Single [-1, 3]"], session.Outputs);
        Assert.Equal(["Score: Single [-1, 3]", "Probability.output: Single [-1, 1]"], asked.Outputs);
    }

    /// <summary>A key of as many values as the network has outputs.</summary>
    [Fact]
    public void OfARegressionNameNoClasses()
    {
        IDataView data = _context.Transforms.CopyColumns("PredictedLabel", "Kind")
            .Append(_context.Transforms.Conversion.MapValueToKey("PredictedLabel", maximumNumberOfKeys: 1))
            .Fit(_homes).Transform(_homes);
        ITransformer model = _context.Transforms.Concatenate("Features", "Area", "Rooms")
            .Append(Homes.Regression(_context)).Fit(data);

        using var session = new OnnxSession(PipelineCase.Check(_context, model, data));

        Assert.DoesNotContain("classes", session.Metadata.CustomMetadataMap.Keys);
    }
}
