using System.Numerics;
using System.Numerics.Tensors;
using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Engines;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>Pictures that are in memory, as bytes or as singles of 0 to 1, to probabilities.</summary>
internal static class Scoring
{
    private const double Microseconds = 1e6;

    /// <summary>All pictures at once.</summary>
    public static void Measure(Settings settings, Report report)
    {
        FeatureMatrix<byte> bytes = Bytes(settings.Rows);
        Measure("u8", bytes);
        Measure("f32", Singles(bytes));

        void Measure(string type, FeatureMatrix pictures)
        {
            foreach (int hiddenUnits in (int[])[64, 7])
            {
                NetworkParameters<float> parameters = Network(hiddenUnits).CopyParameters();
                var scores = new float[pictures.Rows];
                foreach (int threads in settings.Threads)
                {
                    var engine = new VectorizedEngine<float>(threads);
                    Samples samples = Samples.Of(settings, () =>
                    {
                        engine.Forward(parameters, pictures, scores);
                        TensorPrimitives.Sigmoid<float>(scores, scores);
                    });
                    report.Write($"score/{type}/h{hiddenUnits}", threads, samples, "us/picture", Microseconds / pictures.Rows);
                }
            }
        }
    }

    /// <summary>One picture at a time, and what that allocates.</summary>
    public static void MeasureLatency(Settings settings, Report report)
    {
        // A repetition takes a tenth of a second, so that more of them than of other measurements cost little.
        const int calls = 500, leastRepetitions = 20;
        Settings repeated = settings with { Repetitions = Math.Max(leastRepetitions, settings.Repetitions) };
        FeatureMatrix<byte> bytes = Bytes(1);
        Measure("u8", bytes);
        Measure("f32", Singles(bytes));

        void Measure<T>(string type, FeatureMatrix<T> pictures)
            where T : unmanaged, INumber<T>
        {
            RowScorer<float> scorer = Network(64).CreateScorer();
            string name = $"latency/{type}/h64";
            report.Write(name, 1, Samples.Of(repeated, Score), "us", Microseconds / calls);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Score();
            double allocated = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / calls;
            report.Write($"{name}/allocated", 1, allocated, allocated, "bytes/call");

            void Score()
            {
                for (int i = 0; i < calls; i++)
                    scorer.Logit(pictures.Row(0));
            }
        }
    }

    private static ShallowNetwork<float> Network(int hiddenUnits)
        => ShallowNetwork<float>.Initialize(
            new NetworkShape(SyntheticPictures.Features, hiddenUnits), WeightInitialization.Normal, seed: 0);

    private static FeatureMatrix<byte> Bytes(int rows) => (FeatureMatrix<byte>)SyntheticPictures.Draw(rows).Features;

    private static FeatureMatrix<float> Singles(FeatureMatrix<byte> bytes)
    {
        var singles = FeatureMatrix.Create<float>(bytes.Columns);
        for (int row = 0; row < bytes.Rows; row++)
        {
            Span<float> single = singles.AddRow();
            TensorPrimitives.ConvertTruncating(bytes.Row(row), single);
            TensorPrimitives.Divide(single, 255, single);
        }

        return singles;
    }
}
