using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>What the scoring stage of a saved model of several quantiles computes, once a row; later stages make columns of
/// it.</summary>
internal sealed class QuantileScores : IPrediction
{
    public const string ContractName = "MlNetShallow.QuantileScoring";

    /// <summary>The middle one.</summary>
    public float Score { get; set; }

    /// <summary>All, in rising order.</summary>
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    static string IPrediction.Contract => ContractName;

    public void Set(ReadOnlySpan<float> outputs, float threshold)
    {
        Score = OutputFunction.Middle(outputs);
        VBuffer<float> scores = Scores;
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, outputs.Length);
        outputs.CopyTo(editor.Values);
        Scores = editor.Commit();
    }
}
