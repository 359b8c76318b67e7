using System.CommandLine;
using MlNetShallow.Fuzz;
using MlNetShallow.Fuzz.Targets;

var count = new Option<int>("--count")
{
    Description = "How many inputs are made.",
    DefaultValueFactory = _ => 100_000,
};
var seed = new Option<int>("--seed")
{
    Description = "The seed; the same seed and number give the same input.",
    DefaultValueFactory = _ => 1,
};
var first = new Option<int>("--first")
{
    Description = "The number of the first input, from 0.",
    DefaultValueFactory = _ => 0,
};
var findings = new Option<DirectoryInfo>("--findings")
{
    Description = "The folder for an input that is a finding.",
    DefaultValueFactory = _ => new DirectoryInfo("fuzz-findings"),
};

var root = new RootCommand(
    "Reads files that are made of good ones by edits, and stops at the first that is neither read nor refused as documented, "
    + "that takes more than 5 seconds or 1 GB, or whose pixels are others the second time.");
root.Add(FuzzingCommand("pictures", "PNG, JPEG, BMP and WebP through FlattenImages.", () => new PictureTarget()));
root.Add(FuzzingCommand("networks", "Network files and checkpoints.", () => new NetworkTarget()));
root.Add(FuzzingCommand("models", "Saved models, read by NetworkFile.", () => new ModelTarget()));
return root.Parse(args).Invoke();

Command FuzzingCommand(string name, string description, Func<ITarget> create)
{
    var command = new Command(name, description) { count, seed, first, findings };
    command.SetAction(parsed => new Campaign(
        name, create(), parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(count),
        parsed.GetRequiredValue(findings).FullName).Run());
    return command;
}
