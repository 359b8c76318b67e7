using Microsoft.ML.Data;

namespace MlNetShallow.Persistence;

/// <summary>
/// The scores of 16 classes, one column each, with zeros after the last class: a custom mapping makes no vector whose size is
/// known only when a model is trained, but ML.NET joins columns to one.
/// </summary>
internal sealed class ScoresOf16 : IScoreColumns
{
    // The columns have these names, which are part of the format.
    public float __MlNetShallow_Score0, __MlNetShallow_Score1, __MlNetShallow_Score2, __MlNetShallow_Score3;
    public float __MlNetShallow_Score4, __MlNetShallow_Score5, __MlNetShallow_Score6, __MlNetShallow_Score7;
    public float __MlNetShallow_Score8, __MlNetShallow_Score9, __MlNetShallow_Score10, __MlNetShallow_Score11;
    public float __MlNetShallow_Score12, __MlNetShallow_Score13, __MlNetShallow_Score14, __MlNetShallow_Score15;

    static int IScoreColumns.Size => 16;

    /// <summary>The scores of the classes that follow.</summary>
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    void IScoreColumns.Set(ReadOnlySpan<float> s)
    {
        (__MlNetShallow_Score0, __MlNetShallow_Score1, __MlNetShallow_Score2, __MlNetShallow_Score3) =
            (s[0], s[1], s[2], s[3]);
        (__MlNetShallow_Score4, __MlNetShallow_Score5, __MlNetShallow_Score6, __MlNetShallow_Score7) =
            (s[4], s[5], s[6], s[7]);
        (__MlNetShallow_Score8, __MlNetShallow_Score9, __MlNetShallow_Score10, __MlNetShallow_Score11) =
            (s[8], s[9], s[10], s[11]);
        (__MlNetShallow_Score12, __MlNetShallow_Score13, __MlNetShallow_Score14, __MlNetShallow_Score15) =
            (s[12], s[13], s[14], s[15]);
    }
}
