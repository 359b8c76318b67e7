using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Trainer.Tests;

/// <summary>Whether a set is trained by its non-zeros depends on how many there are: not on the forms that its rows have, not on
/// their order, not on whether they are held in memory.</summary>
public class FeatureFormTests
{
    private const int Rows = 1500;
    private const int Categories = 40;
    private const int Numbers = 4;
    private const int Columns = Categories + Numbers;

    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<double> Shares => [0.1, 0.4];

    [Theory, MemberData(nameof(Shares))]
    public void TheSameRowsInAnyFormsCachedOrNotGiveTheSameBits(double share)
    {
        float[][] values = Draw(share);
        float[] expected = Weights(values, _ => false, isCached: true);

        foreach (bool isCached in (bool[])[true, false])
        {
            Assert.Equal(expected, Weights(values, _ => true, isCached));
            Assert.Equal(expected, Weights(values, i => i == 0, isCached));
            Assert.Equal(expected, Weights(values, i => i != 0, isCached));
            Assert.Equal(expected, Weights(values, i => i % 3 == 0, isCached));
        }
    }

    [Theory, MemberData(nameof(Shares))]
    public void WhicheverRowIsFirstTheSameIsChosenAndLearnt(double share)
    {
        float[][] values = Draw(share);
        float[][] fullestFirst = [.. values.OrderBy(x => x.Count(value => value == 0))];
        float[][] emptiestFirst = [.. fullestFirst.Reverse()];
        string expected = $"Chosen for {Rows} rows of {(share > 0.25 ? "Dense" : "Sparse")} features:";

        foreach (bool isCached in (bool[])[true, false])
        {
            foreach (float[][] ordered in (float[][][])[values, fullestFirst, emptiestFirst])
            {
                var messages = new List<string>();
                var context = new MLContext();
                context.Log += (_, log) => messages.Add(log.Message);
                // Rows that are half full are dense, as a pipeline of ML.NET makes them.
                IDataView data = ToData(context, ordered, i => ordered[i].Count(value => value != 0) > Columns / 2);

                var options = new ShallowNetworkBinaryTrainer.Options { CacheData = isCached, NumberOfEpochs = 100 };
                var model = new ShallowNetworkBinaryTrainer(options, context).Fit(data);

                Assert.Single(messages, text => text.Contains(expected, StringComparison.Ordinal));
                Assert.InRange(_context.BinaryClassification.Evaluate(model.Transform(data)).Accuracy, 0.95, 1);
            }
        }
    }

    /// <summary>One category of 40, which tells nothing, and 4 numbers of which the sum tells the label; on the mean a share of
    /// the values is not 0.</summary>
    private static float[][] Draw(double share)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, Rows).Select(i =>
        {
            var x = new float[Columns];
            // Some rows are full, others nearly empty.
            int filled = i % 2 == 0 ? 1 : (int)(2 * share * Columns) - Numbers;
            foreach (int column in Enumerable.Range(0, Categories).OrderBy(_ => random.Next()).Take(Math.Max(1, filled)))
                x[column] = 1;
            for (int k = Categories; k < Columns; k++)
                x[k] = random.Next(4) > 0 ? random.NextSingle() - 0.5f : 0;
            return x;
        })];
    }

    private static bool LabelOf(float[] values) => values[Categories..].Sum() > 0;

    private static IDataView ToData(MLContext context, float[][] values, Func<int, bool> isDense)
        => context.Data.LoadFromEnumerable(values.Select((x, i) =>
        {
            int[] nonZeros = [.. Enumerable.Range(0, Columns).Where(k => x[k] != 0)];
            return new Row
            {
                Label = LabelOf(x),
                Features = isDense(i)
                    ? new VBuffer<float>(Columns, x)
                    : new VBuffer<float>(Columns, nonZeros.Length, [.. nonZeros.Select(k => x[k])], nonZeros),
            };
        }));

    private float[] Weights(float[][] values, Func<int, bool> isDense, bool isCached)
        => _context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            CacheData = isCached,
            Optimizer = Optimizer.Adam(),
            NumberOfEpochs = 2,
            NumberOfHiddenUnits = 8,
        }).Fit(ToData(_context, values, isDense)).Model.Network.CopyParameters().Values.ToArray();

    private sealed class Row
    {
        public bool Label { get; set; }

        [VectorType(Columns)]
        public VBuffer<float> Features { get; set; }
    }
}
