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

    /// <summary>Appends the stages that join the scores, block by block, to a vector whose size is known and whose slots have
    /// names.</summary>
    /// <returns>The names of the private columns that are left.</returns>
    public static string[] AppendVector(SavedChain chain, string output, string[] names)
    {
        int size = BlockSize(names.Length);
        string[] columns = Columns(size);
        List<string> vectors = [];
        for (int start = 0; start < names.Length; start += size)
        {
            AppendBlock(chain, size);
            int end = Math.Min(start + size, names.Length);
            vectors.Add(names.Length <= size ? output : $"{PrivateColumns.Score}.{vectors.Count}");
            chain.Append(data => NamedSlots.Concatenate(
                data, vectors[^1], columns[..(end - start)], names[start..end]));
        }

        if (vectors.Count > 1)
            chain.Append(data => NamedSlots.Concatenate(data, output, vectors, vectors));
        vectors.Remove(output);
        return [.. columns, .. vectors];
    }

    private static int SizeOf<TColumns>()
        where TColumns : IScoreColumns
        => TColumns.Size;
}
