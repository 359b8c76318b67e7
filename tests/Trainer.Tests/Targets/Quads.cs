using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests.Targets;

/// <summary>Rows of three features, of two numbers in different units that depend on them, and of two flags that are whether these
/// numbers are above their middle.</summary>
internal sealed class Quads(MLContext context, int count = 300, int seed = 9)
{
    public const string Targets = "Targets", Labels = "Labels", Flags = "Flags";

    public Row[] Rows { get; } = Draw(new Random(seed), count);

    /// <summary>The rows, with the targets as Targets, the flags as Flags (Boolean) and as Labels (Single), all with slot
    /// names.</summary>
    /// <param name="change">Changes the rows before.</param>
    /// <param name="bytes">Whether features are bytes.</param>
    public IDataView Data(Func<Row, Row>? change = null, bool bytes = false)
    {
        IDataView data = context.Data.LoadFromEnumerable(Rows.Select(change ?? (row => row)));
        return context.Transforms.Concatenate(Targets, nameof(Row.Height), nameof(Row.Weight))
            .Append(context.Transforms.Concatenate(Flags, nameof(Row.IsTall), nameof(Row.IsHeavy)))
            .Append(context.Transforms.Conversion.ConvertType(Labels, Flags))
            .Append(context.Transforms.CopyColumns("Features", bytes ? nameof(Row.Bytes) : nameof(Row.X)))
            .Fit(data).Transform(data);
    }

    public static float[][] Vectors(IDataView data, string column)
        => [.. data.GetColumn<VBuffer<float>>(column).Select(value => value.DenseValues().ToArray())];

    public static string[] SlotNames(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static Row[] Draw(Random random, int count)
    {
        var rows = new Row[count];
        for (int i = 0; i < count; i++)
        {
            var bytes = new byte[3];
            random.NextBytes(bytes);
            float[] x = Array.ConvertAll(bytes, value => value / 255f);
            float height = x[0] + (0.5f * x[1] * x[1]), weight = 1000 * (x[2] - x[0]);
            rows[i] = new Row
            {
                X = x, Bytes = bytes, Height = height, Weight = weight, IsTall = height > 0.67f, IsHeavy = weight > 0,
            };
        }

        return rows;
    }

    public sealed record Row
    {
        [VectorType(3)]
        public float[] X { get; init; } = [];

        [VectorType(3)]
        public byte[] Bytes { get; init; } = [];

        public float Height { get; init; }

        public float Weight { get; init; }

        public bool IsTall { get; init; }

        public bool IsHeavy { get; init; }

        public float Example { get; init; } = 1;
    }
}
