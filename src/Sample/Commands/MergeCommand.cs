using System.CommandLine;
using System.Security.Cryptography;
using MlNetShallow.Batch;
using MlNetShallow.Batch.Manifests;
using MlNetShallow.Batch.Merging;
using MlNetShallow.Data.Files;
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
        ShardSet set = ShardSet.Open(paths);
        FinishedOutput result = Write(set, new OutputFile(path, parsed.GetValue(_force)));
        ManifestFile.Write(ManifestFile.Beside(path), set.Job with
        {
            Inputs = set.Job.Inputs with { Count = set.Job.Inputs.Total },
            Shard = Shard.Whole with { By = set.Job.Shard.By },
            Parts = [],
            Result = result,
        });

        string order = set.Job.Shard.By == ShardBy.Order ? "" : ", shard after shard";
        _screen.Output.WriteLine(
            $"{result.Rows} rows of {set.Shards.Count} shards{order}, {result.Errors} with an error: {path}");
        return Program.Done;
    }

    private FinishedOutput Write(ShardSet set, OutputFile output)
    {
        long bytes = 0;
        using var hash = SHA256.Create();
        output.Write(stream =>
        {
            using (var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var buffered = new BufferedStream(hashing, 1 << 16))
                Merger.Write(set, buffered, _cancellation);
            bytes = stream.Length;
        });
        return new FinishedOutput(
            Path.GetFileName(output.Path), set.Job.Inputs.Total, set.Errors, bytes, Convert.ToHexStringLower(hash.Hash!));
    }
}
