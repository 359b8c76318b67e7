using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Evaluation.Tests;

/// <summary>Points in the plane, of three classes side by side that overlap a little.</summary>
internal static class Points
{
    private static readonly string[] Names = ["ant", "bee", "cat"];

    public static Point[] Make(int count, int seed = 1, int classes = 3)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                int own = i % classes;
                float x = (float)((2.5 * own) + random.NextDouble() + random.NextDouble()), y = (float)random.NextDouble();
                return new Point
                {
                    Features = [x, y],
                    Label = own > 0,
                    Name = Names[own],
                    Number = own,
                    Value = (3 * x) - y + (float)(random.NextDouble() / 5),
                    Id = $"point {i}",
                };
            }),
        ];
    }

    public static IDataView View(this IEnumerable<Point> points) => new MLContext().Data.LoadFromEnumerable(points);
}

/// <summary>A point.</summary>
internal sealed class Point
{
    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }

    public string Name { get; set; } = "";

    public float Number { get; set; }

    public float Value { get; set; }

    public string Id { get; set; } = "";
}
