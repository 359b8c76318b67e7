using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.LinearRegression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Figures;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary><c>growth</c>: how the processor time and the memory of <c>Fit</c> with defaults, and the time of <c>Transform</c>, grow with
/// rows and features. Each size is measured in a process of its own, as the peak of memory is a process's.</summary>
internal sealed class GrowthCommand : Command
{
    /// <summary>Non-zeros of a sparse row.</summary>
    private const int NonZeros = 50;

    /// <summary>How many values, zeros aside, a set of the grid has at most.</summary>
    private const long MostValues = 50_000_000;

    private readonly Option<int?> _rows = new("--rows") { Description = "The rows of one set; without it, all sets." };

    private readonly Option<int> _features = new("--features")
    {
        Description = "Its features.",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<bool> _sparse = new("--sparse") { Description = $"{NonZeros} values in a row, and else zeros." };

    public GrowthCommand()
        : base("growth", "How time and memory of Fit with defaults, and of Transform, grow with rows and features.")
    {
        foreach (Option option in (Option[])[_rows, _features, _sparse])
            Options.Add(option);
        SetAction(parsed =>
        {
            if (parsed.GetValue(_rows) is { } rows)
                Console.WriteLine(One(rows, parsed.GetValue(_features), parsed.GetValue(_sparse)));
            else
                All();
        });
    }

    private static void All()
    {
        foreach (bool isSparse in (bool[])[false, true])
        {
            Console.WriteLine($"{(isSparse ? "sparse" : "dense")}: rows\tfeatures\tFit, CPU s\tpeak, MB\tTransform, µs a row");
            var sizes = new List<(double Rows, double Features, double Seconds)>();
            foreach (int features in isSparse ? (int[])[1000, 10_000, 100_000] : [10, 100, 1000, 10_000])
            {
                foreach (int rows in (int[])[1000, 10_000, 100_000, 1_000_000])
                {
                    if ((long)rows * (isSparse ? NonZeros : features) > MostValues)
                        continue;
                    string line = Run(rows, features, isSparse);
                    Console.WriteLine(line);
                    if (line.Split('\t') is [_, _, { } seconds, ..] && double.TryParse(seconds, CultureInfo.InvariantCulture, out double s))
                        sizes.Add((rows, features, s));
                }
            }

            (double byRows, double byFeatures) = Powers(sizes);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"# Fit grows by rows^{byRows:F2} · features^{byFeatures:F2}, by least squares of logarithms"));
        }
    }

    private static string Run(int rows, int features, bool isSparse)
    {
        string[] arguments =
        [
            "growth", "--rows", rows.ToString(CultureInfo.InvariantCulture), "--features", features.ToString(CultureInfo.InvariantCulture),
            .. isSparse ? (string[])["--sparse"] : [],
        ];
        string self = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        var start = new ProcessStartInfo(self, isHost ? [typeof(GrowthCommand).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : $"{rows}\t{features}\tfailed with exit code {process.ExitCode}";
    }

    private static string One(int rows, int features, bool isSparse)
    {
        var context = new MLContext(seed: 1);
        // What a first fit compiles is not what a fit takes.
        Train(context, Draw(context, 400, features, isSparse));
        IDataView data = Draw(context, rows, features, isSparse);
        ShallowNetworkTransformer? model = null;
        Cost cost = FitCost.Of(() => model = Train(context, data));
        double drawing = Seconds(() => Read(data, "Features")), scoring = Seconds(() => Read(model!.Transform(data), "Probability"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rows}\t{features}\t{cost.CpuSeconds:G3}\t{cost.PeakMegabytes:F0}\t{1e6 * Math.Max(0, scoring - drawing) / rows:G3}");
    }

    private static ShallowNetworkTransformer Train(MLContext context, IDataView data)
        => context.BinaryClassification.Trainers.ShallowNetwork().Fit(data);

    private static double Seconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static void Read(IDataView data, string column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column]]);
        if (column == "Features")
        {
            ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(data.Schema[column]);
            VBuffer<float> value = default;
            while (cursor.MoveNext())
                get(ref value);
        }
        else
        {
            ValueGetter<float> get = cursor.GetGetter<float>(data.Schema[column]);
            float value = 0;
            while (cursor.MoveNext())
                get(ref value);
        }
    }

    /// <summary>Rows that are drawn as they are read, each from its number: two classes by ten of the features, with noise.</summary>
    private static IDataView Draw(MLContext context, int rows, int features, bool isSparse)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(DrawRow), schema);

        Row DrawRow(int number)
        {
            var random = new Random(number);
            float[] values = [.. Enumerable.Range(0, isSparse ? NonZeros : features).Select(_ => random.NextSingle() - 0.5f)];
            // Early features are frequent, as words are; a row has each at most once.
            int[] indices = isSparse
                ? [.. Enumerable.Range(0, NonZeros).Select(i => (int)(((i + Math.Pow(random.NextDouble(), 2)) / NonZeros) * features))]
                : [];
            double sum = 2 * random.NextDouble() - 1;
            for (int i = 0; i < Math.Min(10, values.Length); i++)
                sum += i % 2 == 0 ? values[i] : -values[i] * values[(i + 1) % values.Length] * 4;
            return new()
            {
                Label = sum > 0,
                Features = isSparse ? new(features, NonZeros, values, indices) : new(features, values),
            };
        }
    }

    /// <summary>a and b of log s = a log rows + b log features + c, by least squares.</summary>
    private static (double Rows, double Features) Powers(List<(double Rows, double Features, double Seconds)> sizes)
    {
        double[] found = MultipleRegression.QR(
            [.. sizes.Select(size => (double[])[Math.Log(size.Rows), Math.Log(size.Features)])],
            [.. sizes.Select(size => Math.Log(Math.Max(size.Seconds, 1e-3)))],
            intercept: true);
        return (found[1], found[2]);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public VBuffer<float> Features { get; set; }
    }
}
