namespace MlNetShallow.Sample.Tests;

public sealed class UsageTests
{
    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "", "Required command was not provided." },
        { "trian", "train" },
        { "train --model m.zip", "'--data' is required" },
        { "train --data d", "'--model' is required" },
        { "train --data d --model m.zip --nonsense", "--nonsense" },
        { "train --data d --model m.zip --hidden", "--hidden" },
        { "train --data d --model m.zip --hidden -1", "--hidden must be a whole number of at least 0, not '-1'." },
        {
            "train --data d --model m.zip --hidden 20,0,5",
            "--hidden must be whole numbers of at least 1 with commas between; number 2 in '20,0,5' is not."
        },
        {
            "train --data d --model m.zip --hidden 20,,5",
            "--hidden must be whole numbers of at least 1 with commas between; number 2 in '20,,5' is not."
        },
        {
            $"train --data d --model m.zip --hidden {string.Join(',', Enumerable.Repeat(2, 65))}",
            "--hidden must be at most 64 layers, not 65."
        },
        { "train --data d --model m.zip --hidden 1.5", "--hidden must be a whole number of at least 0, not '1.5'." },
        { "train --data d --model m.zip --epochs many", "--epochs must be a whole number of at least 0, not 'many'." },
        { "train --data d --model m.zip --batch-size 0", "--batch-size must be a whole number of at least 1, not '0'." },
        { "train --data d --model m.zip --learning-rate 0", "--learning-rate must be above 0 and finite, not '0'." },
        { "train --data d --model m.zip --learning-rate NaN", "--learning-rate must be above 0 and finite, not 'NaN'." },
        { "train --data d --model m.zip --learning-rate 0,01", "--learning-rate must be above 0 and finite, not '0,01'." },
        { "train --data d --model m.zip --initialization normal --init-scale 1,5",
            "--init-scale must be at least 0 and finite, not '1,5'." },
        { "train --data d --model m.zip --epochs 1,000", "--epochs must be a whole number of at least 0, not '1,000'." },
        { "train --data d --model m.zip --initialization normal --init-scale -1",
            "--init-scale must be at least 0 and finite, not '-1'." },
        { "train --data d --model m.zip --initialization normal --init-scale Infinity",
            "--init-scale must be at least 0 and finite, not 'Infinity'." },
        { "train --data d --model m.zip --seed 99999999999", "--seed must be a whole number, not '99999999999'." },
        { "train --data d --model m.zip --height 0", "--height must be a whole number of 1 to 4096, not '0'." },
        { "train --data d --model m.zip --width 5000", "--width must be a whole number of 1 to 4096, not '5000'." },
        { "train --data d --model m.zip --activation step", "'step'" },
        { "train --data d --model m.zip --optimizer adagrad", "'adagrad'" },
        { "train --data d --model m.zip --initialization ones", "'ones'" },
        { "train --data d --model m.zip --optimizer gd --batch-size 8", "--batch-size is not for --optimizer gd" },
        { "train --data d --model m.zip --optimizer lbfgs --batch-size 8", "--batch-size is not for --optimizer lbfgs" },
        { "train --data d --model m.zip --optimizer lbfgs --schedule cosine", "--schedule is not for --optimizer lbfgs" },
        { "train --data d --model m.zip --optimizer lbfgs --dropout 0.5", "--dropout is not for --optimizer lbfgs" },
        { "train --data d --model m.zip --optimizer lbfgs --learning-rate 0.1", "--learning-rate is not for --optimizer lbfgs" },
        { "train --data d --model m.zip --validation-fraction 0.2", "--validation-fraction is for --early-stopping" },
        { "train --data d --model m.zip --init-scale 2", "--init-scale is for --initialization normal." },
        { "train --data d --model m.zip --init-scale 2 --initialization he", "--init-scale is for --initialization normal." },
        { "train --data d --model m.zip --dropout 1", "--dropout must be at least 0 and below 1, not '1'." },
        { "train --data d --model m.zip --early-stopping 0", "--early-stopping must be a whole number of at least 1, not '0'." },
        { "train --data d --model m.zip --early-stopping 3 --validation-fraction 1",
            "--validation-fraction must be at least 0 and below 1" },
        { "train --data d --model m.zip --schedule slow", "'slow'" },
        { "train --data d --model m.zip --class-weights some", "'some'" },
        { "train --data d --model m.zip --feature-scaling some", "'some'" },
        { "train --data d --model m.zip --l2 -0.1", "--l2 must be at least 0 and finite, not '-0.1'." },
        { "train --data d --model m.zip --threads -1", "--threads must be a whole number of at least 0, not '-1'." },
        { "evaluate --data d", "'--model' is required" },
        { "evaluate --model m.zip", "'--data' is required" },
        { "score --model m.zip --input d", "'--output' is required" },
        { "score --model m.zip --output o.tsv", "'--input' is required" },
        { "score --model m.zip --input d --output o.tsv --shard 3/2", "--shard must be i/n with 1 <= i <= n" },
        { "score --model m.zip --input d --output o.tsv --shard a/b", "or none; not 'a/b'." },
        { "score --model m.zip --input d --output o.tsv --shard 1/2 --shards 2", "--shards is for jobs whose scheduler gives" },
        { "score --model m.zip --input d --output o.tsv --shards 0", "--shards must be a whole number of 1 to 100000, not '0'." },
        { "score --model m.zip --input d --output o.tsv --shard-by size", "'size'" },
        { "merge", "Required argument" },
        { "merge all.csv", "Required argument" },
        { "score --model m.zip --input d --output o.tsv --format xml", "'xml'" },
        { "score --model m.zip --input d --output o.tsv --part-rows 0",
            "--part-rows must be a whole number of at least 1, not '0'." },
        { "score --model m.zip --input d --output o.tsv --max-errors -1", "--max-errors must be a whole number of at least 0" },
        { "score --model m.zip --input d --output o.tsv --resume --force", "give one of them" },
        { "export --model m.zip", "'--onnx' is required" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void WrongUsageIsSaidAndGives2(string arguments, string said)
    {
        Outcome outcome = CommandLine.Run(Split(arguments));

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--help' shows the usage.", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--hidden <N>", "[default: 100]")]
    [InlineData("train", "--activation <elu|gelu|identity|leaky-relu|relu|sigmoid|silu|softplus|tanh>", "[default: relu]")]
    [InlineData("train", "--optimizer <adam|gd|lbfgs|momentum|nesterov|sgd>", "")]
    [InlineData("train", "--learning-rate <N>", "[default: the trainer's choice]")]
    [InlineData("train", "--schedule <adaptive|constant|cosine|inverse-scaling>", "[default: constant]")]
    [InlineData("train", "--dropout <N>", "[default: 0]")]
    [InlineData("train", "--class-weights <balanced|none>", "[default: none]")]
    [InlineData("train", "--validation-fraction <N>", "[default: 0.1]")]
    [InlineData("train", "--checkpoint <FILE>", "")]
    [InlineData("train", "--resume <FILE>", "")]
    [InlineData("train", "--l2 <N>", "[default: the trainer's choice]")]
    [InlineData("train", "--threads <N>", "[default: 0]")]
    [InlineData("train", "--height <N>", "[default: 64]")]
    [InlineData("train", "--width <N>", "[default: 64]")]
    [InlineData("train", "--init-scale <N>", "[default: 0.01]")]
    [InlineData("train", "--positive <NAME>", "[default: cat or")]
    [InlineData("train", "--report <FILE>", "")]
    [InlineData("report", "--output <FILE> (REQUIRED)", "")]
    [InlineData("report", "--positive <NAME>", "[default: cat or")]
    [InlineData("report", "--label <COLUMN>", "[default: the one that the model was trained on]")]
    [InlineData("evaluate", "--positive <NAME>", "[default: cat or")]
    [InlineData("evaluate", "--json", "")]
    [InlineData("score", "--input <DIR|FILE|-> (REQUIRED)", "")]
    [InlineData("score", "--format <csv|jsonl|parquet|tsv>", "[default: by the extension]")]
    [InlineData("score", "--part-rows <N>", "[default: 10000]")]
    [InlineData("score", "--max-errors <N>", "[default: never]")]
    [InlineData("score", "--errors-exit-code <N>", "[default: 3]")]
    [InlineData("score", "--threads <N>", "[default: 0]")]
    [InlineData("score", "--resume", "")]
    [InlineData("score", "--force", "")]
    [InlineData("score", "--shard <i/n|none>", "[default: as SLURM_ARRAY_TASK_ID")]
    [InlineData("score", "--shard-by <hash|order>", "[default: order]")]
    [InlineData("merge", "--force", "")]
    [InlineData("demo", "--data <DIR>", "[default: datasets")]
    [InlineData("demo", "--output <DIR>", "[default: demo-output]")]
    public void HelpSaysEachOptionWithItsDefault(string command, string option, string value)
    {
        Outcome outcome = CommandLine.Run(command, "--help").AssertDone();

        string line = Assert.Single(outcome.OutputLines, line => line.Trim().StartsWith(option, StringComparison.Ordinal));
        Assert.Contains(value, line, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultsOfTrainingAreThoseOfTheTrainer()
    {
        var trainer = new ShallowNetworkBinaryTrainer.Options();

        string help = CommandLine.Run("train", "--help").AssertDone().Output;

        foreach ((string option, object value) in new (string, object)[]
        {
            ("--epochs", "the trainer's choice"), ("--hidden", trainer.NumberOfHiddenUnits), ("--dropout", trainer.Dropout),
            ("--seed", 1),
        })
        {
            string line = Assert.Single(help.Split('\n'), line => line.Trim().StartsWith(option + " ", StringComparison.Ordinal));
            Assert.Contains(FormattableString.Invariant($"[default: {value}]"), line, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void AStackTraceIsPrintedOnlyWhenAskedFor()
    {
        string[] arguments = ["evaluate", "--model", "no-such.zip", "--data", "."];

        Assert.Equal("error: The model 'no-such.zip' does not exist.", CommandLine.Run(arguments).AssertFailed());

        Outcome verbose = CommandLine.Run([.. arguments, "--verbose"]);
        Assert.Equal(Program.Failed, verbose.ExitCode);
        Assert.Contains("FileNotFoundException", verbose.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", verbose.Error, StringComparison.Ordinal);
    }

    private static string[] Split(string arguments) => arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
