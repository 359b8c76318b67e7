using MlNetShallow.Batch.Inputs;
using MlNetShallow.Batch.Manifests;

namespace MlNetShallow.Batch.Tests;

/// <summary>A scoring job of 25 inputs in parts of 4, at whose inputs something can be made to happen.</summary>
internal sealed class JobCase : IDisposable
{
    public const int Inputs = 25;
    public const int PartRows = 4;

    private readonly Lazy<byte[]> _expected;

    public JobCase(DrawnSets sets)
    {
        File.Copy(sets.Model, Model);
        File.WriteAllLines(
            List, Enumerable.Range(0, Inputs).Select(i => i == 10 ? "missing.png" : sets.Cats[i % sets.Cats.Length]));
        _expected = new(() =>
        {
            string other = Folder["uninterrupted.csv"];
            Run(new ScoringOptions { PartRows = 1000 }, output: other);
            return File.ReadAllBytes(other);
        });
    }

    public TemporaryFolder Folder { get; } = new();

    public string Model => Folder["model.zip"];

    public string List => Folder["list.txt"];

    public string Output => Folder["out", "scores.csv"];

    public string Parts => Output + ".parts";

    /// <summary>What an uninterrupted job in one part writes.</summary>
    public byte[] Expected => _expected.Value;

    public ScoringOptions Options { get; } = new() { PartRows = PartRows, Threads = 2 };

    public string[] PartFiles => [.. Directory.GetFiles(Parts, "part-*.csv").Select(file => Path.GetFileName(file)!).Order()];

    /// <summary>What a job has logged as a warning.</summary>
    public ListLogger Log { get; } = new();

    /// <summary>Runs the job.</summary>
    /// <param name="options">Its options; null for <see cref="Options"/>.</param>
    /// <param name="at">The input at which something happens.</param>
    /// <param name="happens">What.</param>
    /// <param name="stop">Stops it.</param>
    /// <param name="output">What it writes; null for <see cref="Output"/>.</param>
    /// <returns>The manifest that it writes.</returns>
    public JobManifest Run(
        ScoringOptions? options = null,
        int at = -1,
        Action? happens = null,
        CancellationTokenSource? stop = null,
        string? output = null)
    {
        Directory.CreateDirectory(Folder["out"]);
        var inputs = new ScoringInputs((model, warn, cancellation) =>
        {
            BoundInputs bound = ScoringInputs.List(List).Bind(model, warn, cancellation);
            return bound with { Source = new SabotagedInputs(bound.Source, at, happens) { Options = bound.Source.Options } };
        });
        var job = new ScoringJob(ScoringModel.Load(Model), inputs, output ?? Output, options ?? Options, Log);
        ScoringResult done = job.RunAsync(cancellation: stop?.Token ?? CancellationToken.None).GetAwaiter().GetResult();
        return ManifestFile.Read(done.ManifestPath);
    }

    /// <summary>Leaves a job with two finished parts of seven: it comes to a picture that is missing and gives up.</summary>
    public InterruptedJob Interrupt()
    {
        var exception = Assert.Throws<IOException>(() => Run(Options with { MaxErrors = 0 }));
        Assert.Equal(["part-00000.csv", "part-00001.csv"], PartFiles);
        return new InterruptedJob(
            exception.Message, Array.ConvertAll(PartFiles, file => File.ReadAllBytes(Path.Join(Parts, file))));
    }

    public void AssertIntact(InterruptedJob job)
        => Assert.Equal(job.Parts, PartFiles.Take(2).Select(file => File.ReadAllBytes(Path.Join(Parts, file))));

    public void AssertComplete()
    {
        Assert.Equal(Expected, File.ReadAllBytes(Output));
        Assert.Equal(
            ["scores.csv", "scores.csv.manifest.json"],
            Directory.EnumerateFileSystemEntries(Folder["out"]).Select(Path.GetFileName).Order());
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>What an interrupted job has said and left.</summary>
    public sealed record InterruptedJob(string Message, byte[][] Parts);

    private sealed class SabotagedInputs(InputSource source, int at, Action? happens) : InputSource
    {
        public override string Source => source.Source;

        public override IReadOnlyList<string> PassedColumns => source.PassedColumns;

        public override InputListing List(string folder, Shard shard, CancellationToken cancellation)
            => source.List(folder, shard, cancellation);

        public override void Check(string folder, InputListing listing) => source.Check(folder, listing);

        public override IEnumerable<InputItem> Read(string folder, Shard shard)
        {
            int place = 0;
            foreach (InputItem item in source.Read(folder, shard))
            {
                if (place++ == at)
                    happens!();
                yield return item;
            }
        }

        public override IEnumerable<InputItem> ReadOnce() => source.ReadOnce();

        public override ReadOnlySpan<string> Passed(in InputItem item) => source.Passed(in item);
    }
}
