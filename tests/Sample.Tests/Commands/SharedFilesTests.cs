using System.CommandLine;
using MlNetShallow.Sample.Output;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>No command writes over what it reads, or two things into one file; it says so before it does anything.</summary>
public sealed class SharedFilesTests : IDisposable
{
    // Of all commands the options that name files, and what else has to be given. Those of demo and generate are folders.
    internal static readonly Dictionary<string, (string[] Writes, string[] Reads, string[] More)> Files = new()
    {
        ["train"] = (["--model", "--report", "--checkpoint"], ["--data", "--test", "--resume", "--continue"], ["--label", "y", "--force"]),
        ["evaluate"] = ([], ["--model", "--data"], []),
        ["report"] = (["--output"], ["--model", "--data"], ["--force"]),
        ["explain"] = (["--output", "--importances"], ["--model", "--data", "--baseline"], ["--force"]),
        ["compare"] = (["--output"], ["--data", "--test"], ["--label", "y", "--force"]),
        ["tune"] = (["--model", "--journal", "--output"], ["--data", "--test"], ["--label", "y", "--force"]),
        ["score"] = (["--output"], ["--model", "--input"], ["--force"]),
        ["export"] = (["--onnx"], ["--model"], ["--force"]),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>All pairs of options of which the first is written.</summary>
    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach ((string command, (string[] writes, string[] reads, _)) in Files)
            {
                for (int i = 0; i < writes.Length; i++)
                {
                    foreach (string other in writes[(i + 1)..].Concat(reads))
                    {
                        // A training goes on in its checkpoint, and a model that is trained further may take its own place.
                        if ((writes[i], other) is not (("--checkpoint", "--resume") or ("--model", "--continue")))
                            pairs.Add(command, writes[i], other);
                    }
                }
            }

            return pairs;
        }
    }

    // A new option has to be told of above.
    [Fact]
    public void AllOptionsThatNameFilesAreTriedHere()
    {
        var commands = Program.Commands(
            new Screen(TextWriter.Null, TextWriter.Null, Terminal: null), TestContext.Current.CancellationToken).Subcommands;
        foreach (Command command in commands.Where(command => command.Name is not ("demo" or "merge")))
        {
            (string[] writes, string[] reads, _) = Files[command.Name];
            Assert.Equal(
                command.Options.Where(option => option.HelpName?.Contains("FILE", StringComparison.Ordinal) == true)
                    .Select(option => option.Name).Order(),
                writes.Concat(reads).Order());
        }
    }

    // Nothing else that is named is there: it is not looked at.
    [Theory, MemberData(nameof(Pairs))]
    public void WhatIsReadOrWrittenAlreadyIsNotWritten(string command, string written, string other)
    {
        (string[] writes, string[] reads, string[] more) = Files[command];
        string file = _folder["same.tsv"];
        File.WriteAllText(file, "x,y\n1,2\n");
        string roundabout = Path.Combine(_folder.Path, "none", "..", "same.tsv");
        string[] ways = [file, roundabout, Link("link.tsv", file), Link("b.tsv", "link.tsv")];
        string[] before = _folder.Entries;

        foreach ((string first, string second) in ways.Select(way => (way, file)).Concat(ways.Select(way => (file, way))))
        {
            string error = CommandLine.Run(
            [
                command, written, first, other, second, .. more,
                .. writes.Concat(reads).Except([written, other]).SelectMany(
                    (option, i) => (string[])[option, _folder[$"none-{i}.tsv"]]),
            ]).AssertFailed();

            Assert.Equal($"error: The output '{first}' is the file of {other} too.", error);
            Assert.Equal("x,y\n1,2\n", File.ReadAllText(file));
            Assert.Equal(before, _folder.Entries);
        }
    }

    [Fact]
    public void ATrainingMayGoOnInTheCheckpointThatItGoesOnFrom()
    {
        string file = _folder["training.checkpoint"];
        File.WriteAllText(file, "");

        Assert.Contains("does not exist", CommandLine.Run(
            "train", "--data", _folder["none"], "--model", _folder["model.zip"], "--checkpoint", file, "--resume", file)
            .AssertFailed(), StringComparison.Ordinal);
    }

    [Fact]
    public void AManifestIsWrittenToo()
    {
        string model = _folder["scores.csv.manifest.json"];
        File.WriteAllText(model, "{}");

        Assert.Equal($"error: The output '{model}' is the file of --model too.", CommandLine.Run(
            "score", "--model", model, "--input", _folder["none"], "--output", _folder["scores.csv"], "--force").AssertFailed());
        Assert.Equal($"error: The output '{model}' is one of the shards.", CommandLine.Run(
            "merge", _folder["scores.csv"], _folder["a.csv"], model, "--force").AssertFailed());
        Assert.Equal($"error: The output '{model}' is the manifest of a shard.", CommandLine.Run(
            "merge", model, _folder["scores.csv"], "--force").AssertFailed());
        Assert.Equal("{}", File.ReadAllText(model));
    }

    [Fact]
    public void APictureThatIsReadIsNotWritten()
    {
        string picture = Path.Combine(Directory.CreateDirectory(_folder["pictures", "cat"]).FullName, "a.png");
        File.WriteAllText(picture, "a picture");
        string data = Link("data", _folder["pictures"]);
        string[][] commands =
        [
            ["train", "--data", data, "--model", picture],
            ["report", "--data", data, "--model", _folder["model.zip"], "--output", picture],
            ["score", "--input", data, "--model", _folder["model.zip"], "--output", picture, "--format", "tsv"],
        ];

        foreach (string[] command in commands)
        {
            Assert.Equal(
                $"error: The output '{picture}' is one of the pictures that are read.",
                CommandLine.Run([.. command, "--force"]).AssertFailed());
        }

        Assert.Equal("a picture", File.ReadAllText(picture));
    }

    [Fact]
    public void LinksThatLeadInACircleAreSaidTo()
    {
        string circle = Link("circle.csv", "circle.csv");

        Assert.Contains("leads through more than 40 links", CommandLine.Run(
            "report", "--model", circle, "--data", _folder["none.csv"], "--output", _folder["out.html"], "--force")
            .AssertFailed(), StringComparison.Ordinal);
    }

    private string Link(string name, string target)
    {
        if (!File.Exists(_folder[name]))
            File.CreateSymbolicLink(_folder[name], target);
        return _folder[name];
    }
}
