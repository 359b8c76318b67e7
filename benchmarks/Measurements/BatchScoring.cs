using MlNetShallow.Benchmarks.Data;
using MlNetShallow.Benchmarks.Timing;
using MlNetShallow.Drawing;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Benchmarks.Measurements;

/// <summary>
/// The whole way from picture files to predictions in a file, by the program's own score command in this process, in turn with
/// Pillow and PyTorch.
/// </summary>
internal sealed class BatchScoring : IDisposable
{
    private const double Microseconds = 1e6;
    private const double Milliseconds = 1e3;
    private const int PeerWorkers = 2;

    private readonly Settings _settings;
    private readonly Report _report;
    private readonly PythonPeer? _peer;
    private readonly string _work = Directory.CreateTempSubdirectory("mlnetshallow-batch-").FullName;

    private BatchScoring(Settings settings, Report report)
    {
        (_settings, _report) = (settings, report);
        _peer = PythonPeer.TryStart(settings.Python, "batch_peer.py", "Pillow or PyTorch", out string? whyMissing);
        _report.Note(_peer is null ? $"batch: no peer: {whyMissing}" : $"batch: against {_peer.Versions}");
        Train();
    }

    public static void Measure(Settings settings, Report report)
    {
        using var batch = new BatchScoring(settings, report);
        Func<PictureFolder>[] folders =
        [
            () => PictureFolder.Png64(20_000),
            () => PictureFolder.JpegOf(200, 200, 8000),
            () => PictureFolder.JpegOf(1600, 1200, 200),
        ];
        batch.MeasureOnePicture();
        foreach (Func<PictureFolder> make in folders)
        {
            using PictureFolder pictures = make();
            report.Note($"batch: {pictures.Count} files {pictures.Name}, {pictures.Files.Average(MeanBytes):0} bytes each");
            batch.Compare(pictures);
            StagesOfScoring.Measure(pictures, settings, report);
        }

        static double MeanBytes(string file) => new FileInfo(file).Length;
    }

    public void Dispose()
    {
        _peer?.Dispose();
        Directory.Delete(_work, recursive: true);
    }

    private string Model => Path.Combine(_work, "model.zip");

    // Which weights it has is without influence on the time.
    private void Train()
    {
        string drawn = Path.Combine(_work, "drawn");
        PictureWriter.WriteSets(drawn, seed: 1, trainCount: 16, testCount: 0);
        Run("train", "--data", Path.Combine(drawn, "train"), "--model", Model, "--hidden", "64", "--epochs", "1");
    }

    // What ours takes however few the pictures are; the peer has its model and its workers before its clock runs.
    private void MeasureOnePicture()
    {
        using PictureFolder one = PictureFolder.Png64(1);
        _report.Write(
            "batch/one-picture", Environment.ProcessorCount, Samples.Of(_settings, () => Score(one)), "ms", Milliseconds);
    }

    private void Compare(PictureFolder pictures)
    {
        string[] modes = _peer is null ? [] : pictures.Name == "png64" ? ["pool", "loader"] : ["pool", "loader", "draft"];
        var ours = new Samples();
        Samples[] theirs = [.. modes.Select(_ => new Samples())];
        for (int i = -1; i < _settings.Repetitions; i++)
        {
            OtherProcesses.WaitUntilQuiet(_settings.Wait);
            ours.Begin();
            Score(pictures);
            ours.End();
            foreach ((string mode, Samples samples) in modes.Zip(theirs))
            {
                OtherProcesses.WaitUntilQuiet(_settings.Wait);
                samples.Add(_peer!.Run($"{mode} {pictures.Path}"));
            }

            // The first pass of each warms it up.
            if (i < 0)
                (ours, theirs) = (new Samples(), [.. modes.Select(_ => new Samples())]);
        }

        string name = $"batch/{pictures.Name}";
        double factor = Microseconds / pictures.Count;
        _report.Write($"{name}/ours", Environment.ProcessorCount, ours, "us/picture", factor);
        foreach ((string mode, Samples samples) in modes.Zip(theirs))
        {
            _report.Write($"{name}/pillow-torch-{mode}", PeerWorkers, samples, "us/picture", factor);
            _report.Write(
                $"{name}/against-{mode}", PeerWorkers,
                samples.Minimum / ours.Minimum, samples.Median / ours.Median, "times as fast");
        }
    }

    private void Score(PictureFolder pictures) => Run(
        "score", "--model", Model, "--input", pictures.Path, "--output", Path.Combine(_work, "scores.tsv"), "--force");

    private static void Run(params string[] arguments)
    {
        using var said = new StringWriter();
        if (Sample.Program.Run(arguments, new Screen(said, said, Terminal: null)) != Sample.Program.Done)
            throw new InvalidOperationException(said.ToString());
    }
}
