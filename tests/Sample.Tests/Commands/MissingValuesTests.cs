using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>Tables with holes: what train, evaluate, compare and score make of them, and what they say.</summary>
public sealed class MissingValuesTests : IDisposable
{
    private const int Rows = 120;

    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    private string Scores => _folder["scores.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AllRowsAreLearntFromAndMeasuredAndTheirNumberIsSaid()
    {
        // Every third x, every fourth place; y has a hole in the test set alone.
        string data = Write("data.csv", i => $"{(i % 3 == 0 ? "" : X(i))},{i % 5},{(i % 4 == 0 ? "" : "east")},{Flag(i)}");
        string test = Write("test.csv", i => $"{X(i)},{(i == 7 ? "NA" : i % 5)},east,{Flag(i)}");

        Outcome trained = Train(data, "--test", test).AssertDone();
        Outcome evaluated = Evaluate(test);

        Assert.Equal(
            [
                $"training set: {Rows} rows in {data}",
                $"training set: 40 of {Rows} rows lack a number (x 40); the column's mean stands in, and a feature marks it.",
                $"training set: 30 of {Rows} rows have an empty text (place); a feature marks it.",
                $"test set: {Rows} rows in {test}",
                $"test set: 1 of {Rows} rows lacks a number (y 1); the training set's mean stands in.",
            ],
            trained.OutputLines[2..7]);
        // x, y, whether x is missing, east, whether the place is empty.
        Assert.Equal(5, Inputs());
        Assert.Equal($"1 of {Rows} rows lacks a number (y 1); the model fills it in.", evaluated.Error.Trim());
        Assert.Equal(Rows, Examples(evaluated));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("category")]
    public void ThatAValueIsMissingIsLearntFrom(string kind)
    {
        // The mean of x, 0, lies between its values, so that no weighted sum of x tells it from both; of the places, all that were
        // not seen in training are alike but the empty one.
        string data = Write("data.csv", i => kind == "number"
            ? $"{(i % 2 == 0 ? "" : i % 4 == 1 ? "-1" : "1")},1,east,{Flag(i % 2)}"
            : $"1,{i % 7},{(i % 2 == 0 ? "" : "east")},{Flag(i % 2)}");

        Train(data, "--hidden", "0").AssertDone();

        JsonElement metrics = JsonDocument.Parse(Evaluate(data).Output).RootElement;
        Assert.Equal(1, metrics.GetProperty("accuracy").GetDouble());
        if (kind == "number")
            return;
        File.WriteAllText(_folder["rows.csv"], "x,y,place\n1,3,\n1,3,unseen\n");
        Score(_folder["rows.csv"]).AssertDone();
        ReadTable scores = ReadTable.List(Scores);
        Assert.NotEqual(scores.Rows[0][3], scores.Rows[1][3]);
    }

    [Fact]
    public void AMissingNumberScoresAsTheMeanEvenWhereTrainingLackedNone()
    {
        // The mean of 0 to 119 is 59.5.
        string data = Write("data.csv", i => $"{i},{i % 5},east,{2 * i}");
        File.WriteAllText(_folder["rows.csv"], "x,y,place\n,1,east\n59.5,1,east\nnull,?,east\n1e39,1,east\n");
        Train(data, "--task", "regression").AssertDone();

        Outcome outcome = Score(_folder["rows.csv"]);

        Assert.Equal(
            $"1 of 4 rows could not be scored; the column 'error' of {Scores} says why.", outcome.AssertDoneWithErrors());
        Assert.Equal(
            [$"3 of 4 rows scored: {Scores}", "2 of 4 rows lack a number; the model fills it in."], outcome.OutputLines);
        ReadTable scores = ReadTable.List(Scores);
        Assert.Equal(scores.Rows[1][1..], scores.Rows[0][1..]);
        Assert.True(float.IsFinite(float.Parse(scores.Rows[2][1], CultureInfo.InvariantCulture)));
        Assert.Equal(["4", "", "The number in the column 'x' is infinite."], scores.Rows[3]);
        Assert.Equal(3, Inputs());
    }

    [Fact]
    public void SkippedRowsAreSaidBeforehandAndHaveNoPrediction()
    {
        string data = Write("data.csv", i => $"{(i % 3 == 0 ? "" : X(i))},{i % 5},{(i % 4 == 0 ? "" : "east")},{Flag(i)}");

        Outcome trained = Train(data, "--missing", "skip");
        Outcome evaluated = Evaluate(data);
        Outcome scored = Score(data);

        Assert.Equal(Program.Done, trained.ExitCode);
        Assert.Equal(
            $"training set: 40 of {Rows} rows lack a number (x 40); left out (--missing skip).", trained.OutputLines[3]);
        Assert.Equal("40 rows with missing or infinite values were left out.", trained.Error.Trim());
        Assert.Equal(3, Inputs());
        Assert.Equal(
            $"40 of {Rows} rows lack a number (x 40); left out, as the model does not fill it in.", evaluated.Error.Trim());
        Assert.Equal(80, Examples(evaluated));
        Assert.Equal(
            $"40 of {Rows} rows could not be scored; the column 'error' of {Scores} says why.", scored.AssertDoneWithErrors());
        Assert.Equal([$"80 of {Rows} rows scored: {Scores}"], scored.OutputLines);
        string[][] rows = ReadTable.List(Scores).Rows;
        for (int i = 0; i < Rows; i++)
        {
            bool isLeftOut = i % 3 == 0;
            Assert.Equal(
                isLeftOut ? "There is no number in the column 'x', and the model does not fill it in." : "", rows[i][^1]);
            Assert.Equal(isLeftOut, rows[i][1..^1].All(field => field == ""));
        }
    }

    [Fact]
    public async Task AnotherProcessFillsInTheSame()
    {
        string data = Write("data.csv", i => $"{(i % 3 == 0 ? "" : X(i))},{i % 5},{(i % 4 == 0 ? "" : "east")},{Flag(i)}");
        Train(data).AssertDone();
        Score(data).AssertDone();

        Outcome scored = await CommandLine.RunProcess(
            _folder.Path, "score", "--model", "model.zip", "--input", data, "--output", "again.csv");
        Outcome evaluated = await CommandLine.RunProcess(
            _folder.Path, "evaluate", "--model", "model.zip", "--data", data, "--json");

        Assert.Equal(
            [$"{Rows} of {Rows} rows scored: again.csv", $"40 of {Rows} rows lack a number; the model fills it in."],
            scored.AssertDone().OutputLines);
        Assert.Equal(File.ReadAllBytes(Scores), File.ReadAllBytes(_folder["again.csv"]));
        Assert.Equal(Rows, Examples(evaluated));
        Assert.Equal($"40 of {Rows} rows lack a number (x 40); the model fills it in.", evaluated.Error.Trim());
    }

    [Fact]
    public void AJobThatGoesOnCountsWhatWasFilledInBefore()
    {
        Train(Write("data.csv", i => $"{X(i)},{i % 5},east,{Flag(i)}")).AssertDone();
        string rows = Write("rows.csv", i => $"{(i == 3 ? "" : i == 50 ? "1e39" : X(i))},{(i == 90 ? "" : "1")},east,{Flag(i)}");

        Score(rows, "--part-rows", "20", "--threads", "1", "--max-errors", "0").AssertFailed();
        Outcome outcome = Score(rows, "--part-rows", "20", "--resume");

        Assert.Equal(Program.DoneWithErrors, outcome.ExitCode);
        Assert.Equal($"2 of {Rows} rows lack a number; the model fills it in.", outcome.OutputLines[1]);
    }

    [Theory]
    [InlineData("impute", "; the column's mean stands in, and a feature marks it.", Rows - 1)]
    [InlineData("skip", "; left out (--missing skip).", 79)]
    public void ComparedAreAllRowsOrThoseThatLackNothing(string missing, string fate, int rows)
    {
        // With the one of an infinite number, which is in no way learnt from.
        string data = Write("data.csv", i => $"{(i % 3 == 0 ? "" : i == 1 ? "1e39" : X(i))},{i % 5},east,{Flag(i)}");

        string[] lines = CommandLine.Run(
            "compare", "--data", data, "--label", "label", "--missing", missing, "--test-fraction", "0.5",
            "--only", "ShallowNetwork-linear", "LbfgsLogisticRegression").AssertDone().OutputLines;

        Assert.Contains($"training set: 40 of {Rows} rows lack a number (x 40){fate}", lines);
        Assert.Contains($"training set: 1 of {Rows} rows has an infinite number; left out.", lines);
        int heldOut = int.Parse(
            lines.Single(line => line.Contains(" held out", StringComparison.Ordinal)).Split(' ')[0], CultureInfo.InvariantCulture);
        // Half of each class, rounded.
        Assert.InRange(heldOut, (rows / 2) - 1, (rows / 2) + 1);
        Assert.DoesNotContain(lines, line => line.Contains("failed", StringComparison.Ordinal));
    }

    [Fact]
    public void OfAVectorThePlacesThatWereMissingAreMarked()
    {
        var mlContext = new MLContext();
        string data = _folder["data.idv"];
        using (FileStream stream = File.Create(data))
        {
            mlContext.Data.SaveAsBinary(
                mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new VectorRow
                {
                    Vector = [i, i % 3 == 0 ? float.NaN : 1, i % 7],
                    Label = i >= Rows / 2,
                })),
                stream);
        }

        string[] lines = CommandLine.Run(
            "train", "--data", data, "--label", "Label", "--model", Model, "--epochs", "5").AssertDone().OutputLines;

        Assert.Contains(
            $"training set: 40 of {Rows} rows lack a number (Vector 40); the column's mean stands in, and a feature marks it.",
            lines);
        Assert.Equal(4, Inputs());
        Assert.Equal(Rows, Examples(Evaluate(data, label: "Label")));
    }

    [Fact]
    public void ALabelThatIsMissingIsAnError()
    {
        string data = Write("data.csv", i => $"{X(i)},1,east,{(i == 4 ? "" : Flag(i))}");

        Assert.Equal(
            $"error: The label column 'label' of '{data}' has no value in row 5.", Train(data).AssertFailed());
        Assert.Contains(
            "--missing is not for a folder of pictures.",
            CommandLine.Run("train", "--data", _folder.Path, "--model", Model, "--missing", "skip").Error,
            StringComparison.Ordinal);
    }

    private static string X(int i) => (i * 37 % Rows / (double)Rows).ToString("R", CultureInfo.InvariantCulture);

    private static string Flag(int i) => i % 2 == 0 ? "no" : "yes";

    private static int Examples(Outcome evaluated)
        => JsonDocument.Parse(evaluated.Output).RootElement.GetProperty("examples").GetInt32();

    /// <summary>The number of features that the model takes.</summary>
    private int Inputs()
        => ShallowNetworkModelParameters.FromModel(new MLContext().Model.Load(Model, out _)).Network.Shape.Inputs;

    private Outcome Train(string data, params string[] options)
        => CommandLine.Run(["train", "--data", data, "--label", "label", "--model", Model, "--epochs", "60", .. options]);

    private Outcome Evaluate(string data, string label = "label")
        => CommandLine.Run("evaluate", "--model", Model, "--data", data, "--label", label, "--json");

    private Outcome Score(string data, params string[] options)
        => CommandLine.Run(["score", "--model", Model, "--input", data, "--output", Scores, .. options]);

    private string Write(string name, Func<int, string> row)
    {
        File.WriteAllLines(_folder[name], Enumerable.Range(0, Rows).Select(row).Prepend("x,y,place,label"));
        return _folder[name];
    }

    private sealed class VectorRow
    {
        [Microsoft.ML.Data.VectorType(3)]
        public float[] Vector { get; set; } = [];

        public bool Label { get; set; }
    }
}
