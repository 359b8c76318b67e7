using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Persistence;

/// <summary>What a block of scores is taken from.</summary>
internal sealed class ScoreBlockSource
{
    [ColumnName(PrivateColumns.Scores)]
    public VBuffer<float> Scores { get; set; }

    /// <summary>The class of the block's first score, from 0.</summary>
    [ColumnName(PrivateColumns.BlockStart)]
    public int Start { get; set; }
}

/// <summary>
/// Of models of format 1 to 3, which are only read: the scores of 16 classes, one column each. A custom mapping makes no vector
/// whose size is known only when a model is trained, but ML.NET joins columns to one. There are zeros after the last class.
/// </summary>
internal sealed class ScoreBlock
{
    public const int Size = 16;

    [ColumnName(PrivateColumns.Score + "0")]
    public float Score0 { get; set; }

    [ColumnName(PrivateColumns.Score + "1")]
    public float Score1 { get; set; }

    [ColumnName(PrivateColumns.Score + "2")]
    public float Score2 { get; set; }

    [ColumnName(PrivateColumns.Score + "3")]
    public float Score3 { get; set; }

    [ColumnName(PrivateColumns.Score + "4")]
    public float Score4 { get; set; }

    [ColumnName(PrivateColumns.Score + "5")]
    public float Score5 { get; set; }

    [ColumnName(PrivateColumns.Score + "6")]
    public float Score6 { get; set; }

    [ColumnName(PrivateColumns.Score + "7")]
    public float Score7 { get; set; }

    [ColumnName(PrivateColumns.Score + "8")]
    public float Score8 { get; set; }

    [ColumnName(PrivateColumns.Score + "9")]
    public float Score9 { get; set; }

    [ColumnName(PrivateColumns.Score + "10")]
    public float Score10 { get; set; }

    [ColumnName(PrivateColumns.Score + "11")]
    public float Score11 { get; set; }

    [ColumnName(PrivateColumns.Score + "12")]
    public float Score12 { get; set; }

    [ColumnName(PrivateColumns.Score + "13")]
    public float Score13 { get; set; }

    [ColumnName(PrivateColumns.Score + "14")]
    public float Score14 { get; set; }

    [ColumnName(PrivateColumns.Score + "15")]
    public float Score15 { get; set; }

    public void Set(ReadOnlySpan<float> s)
    {
        (Score0, Score1, Score2, Score3) = (s[0], s[1], s[2], s[3]);
        (Score4, Score5, Score6, Score7) = (s[4], s[5], s[6], s[7]);
        (Score8, Score9, Score10, Score11) = (s[8], s[9], s[10], s[11]);
        (Score12, Score13, Score14, Score15) = (s[12], s[13], s[14], s[15]);
    }
}

/// <summary>Takes a block from the scores of a model of format 1 to 3. ML.NET finds this class by its contract when it loads a model.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoreBlockMapping : CustomMappingFactory<ScoreBlockSource, ScoreBlock>
{
    public const string Contract = "MlNetShallow.ScoreBlock";

    public static void Map(ScoreBlockSource input, ScoreBlock output)
    {
        ReadOnlySpan<float> rest = input.Scores.GetValues()[input.Start..];
        Span<float> block = stackalloc float[ScoreBlock.Size];
        rest[..Math.Min(rest.Length, ScoreBlock.Size)].CopyTo(block);
        output.Set(block);
    }

    public override Action<ScoreBlockSource, ScoreBlock> GetMapping() => Map;
}
