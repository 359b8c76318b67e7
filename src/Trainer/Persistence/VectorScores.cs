using Microsoft.ML.Data;
using MlNetShallow.Scoring;

namespace MlNetShallow.Persistence;

/// <summary>What the scoring stage of a saved model of several targets or labels computes, once a row; later stages give it its
/// form.</summary>
internal sealed class VectorScores : IPrediction
{
    public const string ContractName = "MlNetShallow.VectorScoring";

    /// <summary>The prediction of each target, or the probability of each label.</summary>
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    static string IPrediction.Contract => ContractName;

    /// <summary>Writes what an output layer makes of logits into the caller's memory.</summary>
    public static void Write(OutputLayer outputLayer, ReadOnlySpan<float> logits, ref VBuffer<float> scores)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, logits.Length);
        OutputFunction.Apply(outputLayer, logits, editor.Values);
        scores = editor.Commit();
    }

    public void Set(ReadOnlySpan<float> outputs, float threshold)
    {
        VBuffer<float> scores = Scores;
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, outputs.Length);
        outputs.CopyTo(editor.Values);
        Scores = editor.Commit();
    }
}
