using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Explanations;

/// <summary>What is told of features: names, and which slots of the feature vector go by each.</summary>
internal sealed class FeatureNames
{
    private static readonly string[] Prefixes = ["MlNetShallow.", "Numbers.", "Marks."];

    private readonly int[] _nameOfSlot;

    private FeatureNames(IEnumerable<string> slots)
    {
        var names = new Dictionary<string, int>();
        _nameOfSlot = [.. slots.Select(name => names.TryGetValue(name, out int known) ? known : names[name] = names.Count)];
        Names = [.. names.Keys];
    }

    public string[] Names { get; }

    /// <summary>The slots of a table's features by the columns that they are made of: a category's values go by the category, and
    /// so does a mark of what is missing.</summary>
    /// <param name="contributions">A column with slot names.</param>
    /// <param name="columns">The columns that the model takes.</param>
    public static FeatureNames ByColumn(DataViewSchema.Column contributions, IReadOnlyCollection<string> columns)
    {
        string[] longestFirst = [.. columns.OrderByDescending(name => name.Length)];
        return new FeatureNames(SlotsOf(contributions).Select(slot => ColumnOf(slot, longestFirst)));
    }

    /// <summary>Each slot of a table's features by itself.</summary>
    /// <param name="contributions">A column with slot names.</param>
    public static FeatureNames BySlot(DataViewSchema.Column contributions)
        => new(SlotsOf(contributions).Select(WithoutPrefixes));

    /// <summary>The intensities of pictures by their pixels, row by row.</summary>
    public static FeatureNames ByPixel(ImageFlatteningEstimator.Options flattening)
    {
        int pixels = flattening.Height * flattening.Width;
        return new FeatureNames(Enumerable.Range(0, 3 * pixels)
            .Select(slot => flattening.Layout == PixelLayout.Interleaved ? slot / 3 : slot % pixels)
            .Select(pixel => $"x {pixel % flattening.Width} y {pixel / flattening.Width}"));
    }

    /// <summary>Sums contributions up by their names.</summary>
    public double[] Sum(ReadOnlySpan<float> contributions)
    {
        var sums = new double[Names.Length];
        for (int slot = 0; slot < contributions.Length; slot++)
            sums[_nameOfSlot[slot]] += contributions[slot];
        return sums;
    }

    private static string[] SlotsOf(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>Of a slot Job.baker, the column Job; the slot itself where no column has its name.</summary>
    private static string ColumnOf(string slot, string[] longestFirst)
    {
        string name = WithoutPrefixes(slot);
        return Array.Find(longestFirst, column => name == column || name.StartsWith(column + '.', StringComparison.Ordinal))
            ?? name;
    }

    /// <summary>A name without those of the columns that train makes on the way.</summary>
    private static string WithoutPrefixes(string slot)
    {
        foreach (string prefix in Prefixes)
        {
            if (slot.StartsWith(prefix, StringComparison.Ordinal))
                slot = slot[prefix.Length..];
        }

        return slot;
    }
}
