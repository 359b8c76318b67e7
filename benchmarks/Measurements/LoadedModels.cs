using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Timing;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// A model that was saved and loaded against the one that was fitted: Transform of a table, a prediction engine, and how long
/// it takes to load. Each in turn, in one process. Its weights are drawn: time does not hang on what they are.
/// </summary>
internal static class LoadedModels
{
    private const int Calls = 2000;
    private const double Microseconds = 1e6, Milliseconds = 1e3;

    private static readonly MLContext Context = new(seed: 1);

    public static void Measure(Settings settings, Report report)
    {
        var random = new Random(1);
        Table[] table = [.. Enumerable.Range(0, 20_000).Select(i => new Table
        {
            Label = i % 2 == 0, Class = $"class {i % 200}", Features = Singles(random, Table.Length),
        })];
        Picture[] pictures = [.. Enumerable.Range(0, 400).Select(i => new Picture
        {
            Label = i % 2 == 0, Features = Bytes(random, Picture.Length),
        })];
        Measure<Table, BinaryPrediction>(settings, report, "table", table, rows => Binary(100).Fit(rows));
        Measure<Picture, BinaryPrediction>(settings, report, "course", pictures, rows => Binary(7).Fit(rows));
        Measure<Table, ClassPrediction>(settings, report, "200-classes", table, rows => Context.Transforms.Conversion
            .MapValueToKey("Key", nameof(Table.Class))
            .Append(Context.MulticlassClassification.Trainers.ShallowNetwork(
                new ShallowNetworkMulticlassTrainer.Options
                {
                    LabelColumnName = "Key", Optimizer = Optimizer.Adam(), NumberOfEpochs = 1, L2Regularization = 0,
                }))
            .Fit(rows));
    }

    private static ShallowNetworkBinaryTrainer Binary(int hiddenUnits)
        => Context.BinaryClassification.Trainers.ShallowNetwork(new ShallowNetworkBinaryTrainer.Options
        {
            NumberOfHiddenUnits = hiddenUnits, Optimizer = Optimizer.Adam(), NumberOfEpochs = 1, L2Regularization = 0,
        });

    private static void Measure<TRow, TPrediction>(
        Settings settings, Report report, string name, TRow[] rows, Func<IDataView, ITransformer> fit)
        where TRow : class
        where TPrediction : class, new()
    {
        IDataView data = Context.Data.Cache(Context.Data.LoadFromEnumerable(rows));
        ITransformer fitted = fit(data);
        using var file = new MemoryStream();
        Context.Model.Save(fitted, data.Schema, file);
        byte[] bytes = file.ToArray();
        ITransformer loaded = Context.Model.Load(new MemoryStream(bytes), out _);
        string[] kinds = ["fitted", "loaded", "restored"];
        ITransformer[] models = [fitted, loaded, loaded.RestoreShallowNetwork()];

        Compare("transform", Microseconds / rows.Length, "us/row", Array.ConvertAll(models, Transform));
        PredictionEngine<TRow, TPrediction>[] engines = Array.ConvertAll(
            models, model => Context.Model.CreatePredictionEngine<TRow, TPrediction>(model));
        Compare("engine", Microseconds / Calls, "us", Array.ConvertAll(engines, Predict));
        foreach (var engine in engines)
            engine.Dispose();
        Samples[] loads = Samples.Alternate(
            settings,
            () => Context.Model.Load(new MemoryStream(bytes), out _),
            () => Context.Model.LoadShallowNetwork(new MemoryStream(bytes), out _));
        report.Write($"loaded/{name}/load/loaded", 1, loads[0], "ms", Milliseconds);
        report.Write($"loaded/{name}/load/restored", 1, loads[1], "ms", Milliseconds);
        TimeSpan[] cpu = [CpuOf(() => Context.Model.Load(new MemoryStream(bytes), out _)), .. models.Select(
            model => CpuOf(Transform(model)))];
        report.Write($"loaded/{name}/load/cpu", 1, cpu[0].TotalMilliseconds, cpu[0].TotalMilliseconds, "ms of CPU");
        for (int i = 1; i < models.Length; i++)
        {
            double ratio = cpu[i + 1] / cpu[1];
            report.Write($"loaded/{name}/transform/cpu-ratio", 0, ratio, ratio, $"{kinds[i]}/fitted");
        }

        void Compare(string what, double factor, string unit, Action[] runs)
        {
            Samples[] samples = Samples.Alternate(settings, runs);
            for (int i = 0; i < runs.Length; i++)
                report.Write($"loaded/{name}/{what}/{kinds[i]}", 0, samples[i], unit, factor);
            for (int i = 1; i < runs.Length; i++)
            {
                report.Write(
                    $"loaded/{name}/{what}/ratio", 0, samples[i].Minimum / samples[0].Minimum,
                    samples[i].Median / samples[0].Median, $"{kinds[i]}/fitted");
            }
        }

        Action Transform(ITransformer model) => () =>
        {
            IDataView scored = model.Transform(data);
            foreach (TPrediction _ in Context.Data.CreateEnumerable<TPrediction>(scored, reuseRowObject: true))
            {
            }
        };

        Action Predict(PredictionEngine<TRow, TPrediction> engine)
        {
            var prediction = new TPrediction();
            return () =>
            {
                for (int i = 0; i < Calls; i++)
                    engine.Predict(rows[i % rows.Length], ref prediction);
            };
        }
    }

    /// <summary>The processor time of one of several runs, the least; other processes lengthen it less than the time that
    /// passes.</summary>
    private static TimeSpan CpuOf(Action run)
    {
        TimeSpan least = TimeSpan.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            run();
            TimeSpan spent = Environment.CpuUsage.TotalTime - before;
            least = spent < least ? spent : least;
        }

        return least;
    }

    private static float[] Singles(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private sealed class Table
    {
        public const int Length = 30;

        public bool Label { get; set; }

        public string Class { get; set; } = "";

        [VectorType(Length)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Picture
    {
        public const int Length = 12288;

        public bool Label { get; set; }

        [VectorType(Length)]
        public byte[] Features { get; set; } = [];
    }

    private sealed class BinaryPrediction
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class ClassPrediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
