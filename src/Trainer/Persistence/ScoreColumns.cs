using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Persistence;

/// <summary>A fixed number of scores, each in a column of its own.</summary>
internal interface IScoreColumns
{
    const string NamePrefix = "__MlNetShallow_Score";

    static abstract int Size { get; }

    /// <summary>The scores of the classes that follow.</summary>
    VBuffer<float> Scores { get; set; }

    void Set(ReadOnlySpan<float> scores);
}

/// <summary>The scores of all classes, or of those that no columns have been made of yet.</summary>
internal sealed class RemainingScores
{
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }
}

/// <summary>Takes the first scores.</summary>
internal abstract class ScoreColumnsMapping<TColumns> : CustomMappingFactory<RemainingScores, TColumns>
    where TColumns : class, IScoreColumns, new()
{
    public static void Map(RemainingScores input, TColumns output)
    {
        ReadOnlySpan<float> scores = input.Scores.GetValues();
        int taken = Math.Min(scores.Length, TColumns.Size);
        if (taken == TColumns.Size)
        {
            output.Set(scores[..taken]);
        }
        else
        {
            Span<float> filled = stackalloc float[TColumns.Size];
            filled.Clear();
            scores.CopyTo(filled);
            output.Set(filled);
        }

        VBuffer<float> rest = output.Scores;
        VBufferEditor<float> editor = VBufferEditor.Create(ref rest, scores.Length - taken);
        scores[taken..].CopyTo(editor.Values);
        output.Scores = editor.Commit();
    }

    public override Action<RemainingScores, TColumns> GetMapping() => Map;
}

// ML.NET finds these by their contracts when it loads a model.
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoresOf16Mapping : ScoreColumnsMapping<ScoresOf16>
{
    public const string Contract = "MlNetShallow.ScoresOf16";
}

[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoresOf128Mapping : ScoreColumnsMapping<ScoresOf128>
{
    public const string Contract = "MlNetShallow.ScoresOf128";
}
