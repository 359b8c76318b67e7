using Microsoft.ML.Data;

namespace MlNetShallow.Scoring;

/// <summary>What follows from the logits of the classes.</summary>
internal static class MulticlassPrediction
{
    /// <summary>The class of the largest logit, as a key, which starts at 1; of equal ones the first. 0, which is a missing key,
    /// where a logit is NaN.</summary>
    public static uint KeyOf(ReadOnlySpan<float> logits)
    {
        int largest = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            if (float.IsNaN(logits[i]))
                return 0;
            if (logits[i] > logits[largest])
                largest = i;
        }

        return (uint)largest + 1;
    }

    /// <summary>The probability of each class, written into the caller's memory.</summary>
    public static void Scores(ReadOnlySpan<float> logits, ref VBuffer<float> scores)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref scores, logits.Length);
        OutputFunction.Apply(OutputLayer.SoftmaxCrossEntropy, logits, editor.Values);
        scores = editor.Commit();
    }
}
