using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Explanations;

/// <summary>What the slots of a feature column are called.</summary>
internal static class SlotNames
{
    public const string Kind = "SlotNames";

    private const string Ranges = "CategoricalSlotRanges";

    /// <summary>The names that the column is annotated with; a slot without a name is called by its number, which counts from 0,
    /// and so is one of several of the same name.</summary>
    public static string[] Of(DataViewSchema.Column column, int count) => Of(column, count, slot => $"slot {slot}");

    /// <summary>The same with other names of slots without a name.</summary>
    public static string[] Of(DataViewSchema.Column column, int count, Func<int, string> nameOf)
    {
        VBuffer<ReadOnlyMemory<char>> given = default;
        if (column.Annotations.Schema.GetColumnOrNull(Kind)?.Type is VectorDataViewType { ItemType: TextDataViewType } type
            && type.Size == count)
            column.Annotations.GetValue(Kind, ref given);
        string[] names = new string[count];
        foreach ((int i, ReadOnlyMemory<char> name) in given.Items())
            names[i] = name.ToString();
        return Distinct([.. names.Select((name, i) => string.IsNullOrWhiteSpace(name) ? nameOf(i) : name)]);
    }

    /// <summary>The slots that one-hot encoders say belong together, and their name; every other slot by itself.</summary>
    public static (string[] Names, int[][] Slots) Categories(DataViewSchema.Column column, int count)
    {
        string[] slots = Of(column, count);
        int[] groups = [.. Enumerable.Range(0, count)];
        if (column.Annotations.Schema.GetColumnOrNull(Ranges)?.Type is VectorDataViewType { ItemType: NumberDataViewType item }
            && item.RawType == typeof(int))
        {
            VBuffer<int> ranges = default;
            column.Annotations.GetValue(Ranges, ref ranges);
            // Pairs of the first and the last slot.
            foreach (int[] range in ranges.DenseValues().Chunk(2))
            {
                for (int i = Math.Max(range[0], 0); range.Length == 2 && i <= Math.Min(range[1], count - 1); i++)
                    groups[i] = range[0];
            }
        }

        int[][] grouped = [.. Enumerable.Range(0, count).GroupBy(i => groups[i]).Select(group => group.ToArray())];
        return (Distinct([.. grouped.Select(group => CommonName([.. group.Select(i => slots[i])]))]), grouped);
    }

    /// <summary>Names that are all different.</summary>
    private static string[] Distinct(string[] names)
    {
        // A name made here may be given to another slot already. It ends with its own number, so it can only meet a given name,
        // which is changed in turn: that comes to an end.
        while (true)
        {
            var seen = new HashSet<string>(names.Length);
            var twice = names.Where(name => !seen.Add(name)).ToHashSet();
            if (twice.Count == 0)
                return names;
            names = [.. names.Select((name, i) => twice.Contains(name) ? $"{name} ({i})" : name)];
        }
    }

    /// <summary>Of Job.baker and Job.smith, Job.</summary>
    private static string CommonName(string[] names)
    {
        if (names.Length == 1)
            return names[0];
        int length = names.Min(name => name.Length);
        while (names.Any(name => !name.AsSpan(0, length).SequenceEqual(names[0].AsSpan(0, length))))
            length--;
        int end = names[0].AsSpan(0, length).LastIndexOf('.');
        return end > 0 ? names[0][..end] : names[0];
    }
}
