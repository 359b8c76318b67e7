using MlNetShallow.Serialization;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Serialization;

/// <summary>Files of every format version so far, which must be read for ever.</summary>
public class GoldenNetworkTests
{
    public static TheoryData<int, string> Files => new()
    {
        { 1, "sigmoid" }, { 1, "softmax" }, { 1, "identity" },
        { 2, "sigmoid" }, { 2, "softmax" }, { 2, "identity" },
        { 3, "sigmoid" }, { 3, "softmax" }, { 3, "identity" },
        { 4, "sigmoid" }, { 4, "softmax" }, { 4, "identity" },
        { 5, "layers" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void IsReadAsItWasWritten(int version, string name)
    {
        StoredNetwork stored = NetworkFormat.Read(File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Fixtures", "networks", $"format-{version}-{name}.bin")));

        Assert.Equal(ShapeOf(name), stored.Network.Shape);
        float[] values = Engine.Values(stored.Network);
        Assert.Equal(Enumerable.Range(0, values.Length).Select(i => (i - 4) / 8f), values);
        Assert.StartsWith("0.1.0", stored.Producer, StringComparison.Ordinal);
        if (version == 1 || name == "identity")
            Assert.Null(stored.Report);
        else
            AssertSame(version == 2 ? Report : CrossValidated, stored.Report!);
        Assert.Equal(version < 4 || name == "identity" ? new Dictionary<string, string>() : Notes, stored.Notes);
    }

    /// <summary>What the files from format version 4 on note.</summary>
    private static Dictionary<string, string> Notes { get; } =
        new() { ["classes"] = """["out","in"]""", ["feature column"] = "Příznaky" };

    /// <summary>What the files of format version 3 tell of the training.</summary>
    internal static TrainingReport CrossValidated => Report with
    {
        CrossValidation = new CrossValidationResult(
            0.25,
            [new PenaltyScore(0.125, 50, 0.5, [0.25, 0.75]), new PenaltyScore(0.25, 70, 0.375, [0.25, 0.5])],
            Cost: 0.375, Metric: 0.875, CostOfGuessing: 0.6875, Temperature: 1.5, Rows: 60,
            [new PenaltyStage(0.125, 50), new PenaltyStage(0.25, 20)]),
    };

    /// <summary>What the files of format version 2 tell of the training.</summary>
    internal static TrainingReport Report { get; } = new(
        new TrainingHistory(
            [
                new EpochRecord(1, 0.75, 0.875, 0.5, 0.1, 0.25),
                new EpochRecord(2, 0.5, 0.625, 0.75, 0.05, 0.125),
                new EpochRecord(3, 0.25, null, null, 0.025, 0.5),
            ],
            bestEpoch: 2),
        StopReason.EarlyStopped, Rows: 5_000_000_000, SkippedRows: 3);

    internal static void AssertSame(TrainingReport expected, TrainingReport actual)
    {
        Assert.Equal(expected.History, actual.History);
        Assert.Equal(
            (expected.History.BestEpoch, expected.StopReason, expected.Rows, expected.SkippedRows),
            (actual.History.BestEpoch, actual.StopReason, actual.Rows, actual.SkippedRows));
        Assert.Equal(Words(expected.CrossValidation), Words(actual.CrossValidation));

        static string[] Words(CrossValidationResult? told) => told is null ? [] :
        [
            $"{told with { Scores = [], Path = [] }}",
            .. told.Path.Select(stage => $"{stage}"),
            .. told.Scores.Select(score => $"{score with { FoldCosts = [] }}: {string.Join(", ", score.FoldCosts)}"),
        ];
    }

    private static NetworkShape ShapeOf(string name) => name switch
    {
        "softmax" => new(3, 2, Activation.LeakyRelu, OutputLayer.SoftmaxCrossEntropy, 4),
        "identity" => new(3, 0, Activation.Relu, OutputLayer.IdentitySquaredError),
        "layers" => new(3, [4, 2], Activation.Tanh),
        _ => new(3, 2, Activation.Tanh),
    };
}
