using Microsoft.ML;

namespace MlNetShallow.Persistence;

/// <summary>The stages of a saved model that make columns of their own of its scores.</summary>
internal static class SavedScores
{
    /// <summary>The number of columns that a stage makes for so many scores.</summary>
    public static int BlockSize(int scores) => scores > SizeOf<ScoresOf16>() ? SizeOf<ScoresOf128>() : SizeOf<ScoresOf16>();

    /// <summary>The private names of these columns.</summary>
    public static string[] Columns(int blockSize)
        => [.. Enumerable.Range(0, blockSize).Select(i => $"{IScoreColumns.NamePrefix}{i}")];

    /// <summary>Appends the stage that takes the first scores of those that are left.</summary>
    public static void AppendBlock(SavedChain chain, int blockSize)
    {
        if (blockSize == SizeOf<ScoresOf16>())
        {
            chain.Append(chain.Transforms.CustomMapping<RemainingScores, ScoresOf16>(
                ScoresOf16Mapping.Map, ScoresOf16Mapping.Contract));
        }
        else
        {
            chain.Append(chain.Transforms.CustomMapping<RemainingScores, ScoresOf128>(
                ScoresOf128Mapping.Map, ScoresOf128Mapping.Contract));
        }
    }

    /// <summary>Appends the stages that put each score in a column of its name.</summary>
    /// <returns>The names of the private columns that are left.</returns>
    public static string[] AppendNamed(SavedChain chain, string[] names)
    {
        int blockSize = BlockSize(names.Length);
        string[] columns = Columns(blockSize);
        AppendBlock(chain, blockSize);
        foreach ((string name, string column) in names.Zip(columns))
            chain.Append(chain.Transforms.CopyColumns(name, column));
        return columns;
    }

    private static int SizeOf<TColumns>()
        where TColumns : IScoreColumns
        => TColumns.Size;
}
