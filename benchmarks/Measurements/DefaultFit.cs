using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Benchmarks.Accuracy;
using MlNetShallow.Benchmarks.Accuracy.Contestants;
using MlNetShallow.Benchmarks.Accuracy.Figures;
using MlNetShallow.Benchmarks.Accuracy.Problems;
using MlNetShallow.Benchmarks.Data;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// Fit with defaults, in turn with what others need with theirs: 2000 JPEG files of 200×200 pixels, decoded and flattened to
/// 64×64×3 bytes by the pipeline, beside scikit-learn's MLPClassifier behind Pillow; and a table of 100,000 × 30 noisy rows
/// beside ML.NET's FastTree. CPU seconds, user's and system's, are of all threads; the memory is that of the process at its peak.
/// </summary>
internal static class DefaultFit
{
    private const int Pictures = 2000;
    private const int TestPictures = 400;
    private const int TableRows = 100_000;
    private const int TableColumns = 30;

    public static void Measure(Settings settings, Report report)
    {
        MeasurePictures(settings, report);
        Problem table = LargeProblems.Draw("100k", TableRows, TableColumns);
        Compare(
            "fit/table100000x30", settings, report,
            [.. ((Contestant[])[.. OurTrainers.All, .. MlNetTrainers.All])
                .Where(one => one.Name is ContestantNames.Ours or "ml-fasttree")
                .Select(one => new Fitter(one.Name, () => Compete(one, table)))]);
    }

    private static (Cost Cost, Quality Quality) Compete(Contestant contestant, Problem problem)
    {
        (Cost cost, Predictions predictions) = contestant.Compete(SetKind.Table, problem, 1);
        return (cost, predictions.Judge(problem.Task, problem.Classes, problem.Test.Labels));
    }

    private static void MeasurePictures(Settings settings, Report report)
    {
        using PictureFolder pictures = PictureFolder.JpegOf(200, 200, Pictures + TestPictures, isEachDrawn: true);
        using PythonPeer? peer =
            PythonPeer.TryStart(settings.Python, "fit_peer.py", "scikit-learn, NumPy or Pillow", out string? whyMissing);
        report.Note(peer is null ? $"fit: no peer: {whyMissing}" : $"fit: against {peer.Versions}");
        PictureRow[] rows = [.. pictures.Files.Select((file, number) => new PictureRow { Path = file, Label = number % 2 != 0 })];
        Fit(rows[..60], rows[60..80], l2: null);
        double l2 = 0.15 / Math.Sqrt(Pictures);
        Compare(
            $"fit/jpeg200x200/m{Pictures}", settings, report,
            [
                new("ours", () => Fit(rows[..Pictures], rows[Pictures..], l2: null)),
                new("ours-l2-given", () => Fit(rows[..Pictures], rows[Pictures..], l2)),
                .. peer is null ? [] : (Fitter[])[new("sk-mlp", () => Fit(peer, pictures.Path))],
            ]);
    }

    private static (Cost Cost, Quality Quality) Fit(PictureRow[] train, PictureRow[] test, double? l2)
    {
        var context = new MLContext(seed: 1);
        var pipeline = context.Transforms.FlattenImages("Features", nameof(PictureRow.Path), outputKind: DataKind.Byte).Append(
            context.BinaryClassification.Trainers.ShallowNetwork(
                new ShallowNetworkBinaryTrainer.Options { L2Regularization = l2 }));
        IDataView data = context.Data.LoadFromEnumerable(train);
        TransformerChain<ShallowNetworkTransformer>? model = null;
        Cost cost = FitCost.Of(() => model = pipeline.Fit(data));
        foreach (string message in model!.LastTransformer.Model.Messages)
            Console.Error.WriteLine($"# {message}");
        IDataView scored = model.Transform(context.Data.LoadFromEnumerable(test));
        double[] probabilities = [.. scored.GetColumn<float>("Probability").Select(value => (double)value)];
        float[] labels = [.. test.Select(row => row.Label ? 1f : 0)];
        return (cost, Predictions.OfProbabilities(probabilities).Judge(LearningTask.Binary, 0, labels));
    }

    private static (Cost Cost, Quality Quality) Fit(PythonPeer peer, string folder)
    {
        string answer = peer.Ask($"{folder}\t{Pictures}");
        string[] fields = answer.Split('\t');
        if (fields.Length != 4)
            throw new InvalidOperationException(answer);
        double[] figures = [.. fields.Select(field => double.Parse(field, CultureInfo.InvariantCulture))];
        return (new(figures[0], figures[1]), new(LogLoss: figures[2], Accuracy: figures[3]));
    }

    /// <summary>Measures some in turn; the last is the peer of the others.</summary>
    private static void Compare(string name, Settings settings, Report report, Fitter[] fitters)
    {
        var costs = Array.ConvertAll(fitters, _ => new List<Cost>());
        var qualities = new Quality[fitters.Length];
        for (int repetition = 0; repetition < settings.Repetitions; repetition++)
        {
            for (int i = 0; i < fitters.Length; i++)
            {
                (Cost cost, qualities[i]) = fitters[i].Fit();
                costs[i].Add(cost);
            }
        }

        for (int i = 0; i < fitters.Length; i++)
        {
            string own = $"{name}/{fitters[i].Name}";
            Write(own, Values(i, cost => cost.CpuSeconds), "CPU s");
            Write($"{own}/memory", Values(i, cost => cost.PeakMegabytes ?? double.NaN), "MB");
            Write($"{own}/log-loss", [qualities[i].LogLoss ?? double.NaN], "nats");
            Write($"{own}/accuracy", [qualities[i].Accuracy ?? double.NaN], "of 1");
            if (i == fitters.Length - 1 || fitters[i].Name == fitters[^1].Name)
                continue;
            Write($"{own}/of-{fitters[^1].Name}", Ratios(i, cost => cost.CpuSeconds), "times");
            Write($"{own}/memory/of-{fitters[^1].Name}", Ratios(i, cost => cost.PeakMegabytes ?? double.NaN), "times");
        }

        double[] Values(int fitter, Func<Cost, double> figure) => [.. costs[fitter].Select(figure).Order()];

        double[] Ratios(int fitter, Func<Cost, double> figure)
            => [.. costs[fitter].Zip(costs[^1], (own, peer) => figure(own) / figure(peer)).Order()];

        void Write(string what, double[] sorted, string unit)
            => report.Write(what, Environment.ProcessorCount, sorted[0], sorted[sorted.Length / 2], unit);
    }

    private sealed record Fitter(string Name, Func<(Cost Cost, Quality Quality)> Fit);

    private sealed class PictureRow
    {
        public string Path { get; set; } = "";

        public bool Label { get; set; }
    }
}
