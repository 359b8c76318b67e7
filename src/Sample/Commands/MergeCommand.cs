using System.CommandLine;
using MlNetShallow.Batch;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Commands;

/// <summary><c>merge</c>: the outputs of all shards of a scoring in, what one job would have written out.</summary>
internal sealed class MergeCommand : Command
{
    private readonly Argument<string> _output = new("OUTPUT") { Description = "The file to write." };

    private readonly Argument<string[]> _shards = new("SHARD")
    {
        Description = "The outputs of all shards, in any order, each with its manifest beside it.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _force = OptionFactory.Flag("--force", "Replace the output file if it exists.");
    private readonly Screen _screen;
    private readonly CancellationToken _cancellation;

    public MergeCommand(Screen screen, CancellationToken cancellation)
        : base("merge", "Join the outputs of all shards of a scoring (score --shard), after checking that they are all of it.")
    {
        (_screen, _cancellation) = (screen, cancellation);
        Arguments.Add(_output);
        Arguments.Add(_shards);
        Options.Add(_force);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_output);
        string[] paths = parsed.GetRequiredValue(_shards);
        SharedFiles.Refuse(
            writes: [(path, "its own manifest"), (ManifestFile.Beside(path), "the output")],
            reads:
            [
                .. paths.Select(shard => (shard, "one of the shards")),
                .. paths.Select(shard => (ManifestFile.Beside(shard), "the manifest of a shard")),
            ]);
        var job = new MergeJob(
            paths,
            path,
            parsed.GetValue(_force),
            new ScreenLogger(_screen));
        MergeResult merged = job.RunAsync(_cancellation).GetAwaiter().GetResult();
        string order = merged.By == ShardBy.Order ? "" : ", shard after shard";
        _screen.Output.WriteLine(
            $"{merged.Rows} rows of {merged.Shards} shards{order}, {merged.Errors} with an error: {merged.OutputPath}");
        return Program.Done;
    }
}
