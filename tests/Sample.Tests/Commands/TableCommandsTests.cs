using System.Globalization;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow.Sample.Tests.Commands;

/// <summary>train and evaluate on tables: the task follows from the label, the features from the other columns.</summary>
public sealed class TableCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder["model.zip"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TwoValuesAreLearntAsClasses()
    {
        string data = Write("data.csv", "x,\"where, exactly\",answer", Rows(200, (x, i) => $"{x},{Place(i)},{Answer(x, i)}"));
        string test = Write("test.csv", "answer,x,other,\"where, exactly\"", Rows(
            100, (x, i) => $"{Answer(x, i)},{x},whatever,{Place(i)}"));

        string[] lines = Train(data, "answer", "--test", test).AssertDone().OutputLines;

        Assert.Equal("answer: 1 is Yes, 0 is no.", lines[0]);
        Assert.Equal("numbers: x; categories: where, exactly", lines[1]);
        Assert.Equal($"training set: 200 rows in {data}", lines[2]);
        Assert.Equal($"test set: 100 rows in {test}", lines[3]);
        // By the name of a column, wherever it stands, and without the label's name, which the model knows.
        JsonElement metrics = Evaluate(test);
        Assert.Equal("Yes", metrics.GetProperty("positive").GetString());
        Assert.Equal(100, metrics.GetProperty("examples").GetInt32());
        Assert.InRange(metrics.GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.StartsWith(
            FormattableString.Invariant($"test set: accuracy {metrics.GetProperty("accuracy").GetDouble():0.0000}, "),
            lines[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheNamedClassIsOne()
    {
        string data = Write("data.csv", "x,answer", Rows(40, (x, i) => $"{x},{Answer(x, 0)}"));

        string[] lines = Train(data, "answer", "--positive", "no").AssertDone().OutputLines;

        Assert.Equal("answer: 1 is no, 0 is Yes.", lines[0]);
        Assert.Equal("no", Evaluate(data).GetProperty("positive").GetString());
    }

    [Fact]
    public void SeveralTextsAreLearntAsClassesAndCountedByThem()
    {
        static string Class(double x) => x < 0.3 ? "low" : x < 0.7 ? "middle" : "high";
        string data = Write("data.tsv", "x\tclass", Rows(240, (x, _) => $"{x}\t{Class(double.Parse(x, null))}"));

        string[] lines = Train(data, "class").AssertDone().OutputLines;
        JsonElement metrics = Evaluate(data);

        Assert.Equal("class: 3 classes: high, low, middle.", lines[0]);
        Assert.InRange(metrics.GetProperty("accuracy").GetDouble(), 0.9, 1);
        // Each class has its row of the confusion matrix, whose diagonal is what is right.
        string[] names = ["high", "low", "middle"];
        int[][] confusion = [.. names.Select(
            name => metrics.GetProperty($"confusion_{name}").EnumerateArray().Select(count => count.GetInt32()).ToArray())];
        string[] classes = [.. File.ReadLines(data).Skip(1).Select(line => line.Split('\t')[1])];
        Assert.Equal(names.Select(name => classes.Count(name.Equals)), confusion.Select(row => row.Sum()));
        double right = Enumerable.Range(0, 3).Sum(i => confusion[i][i]);
        Assert.Equal(right / 240, metrics.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.Equal(
            $"confusion_low {string.Join(' ', confusion[1])}",
            CommandLine.Run("evaluate", "--model", Model, "--data", data).AssertDone().OutputLines[^2]);
    }

    [Fact]
    public void NumbersAreLearntAsANumberOrAsClassesByTheTask()
    {
        string data = Write("data.csv", "x,kind,price", Rows(120, (x, i) => string.Create(
            CultureInfo.InvariantCulture, $"{x},{i % 3},{(100 * double.Parse(x, null)) - (20 * (i % 3)):R}")));

        // Without hidden units it is least squares, which these rows obey.
        Assert.Equal("price: a number.", Train(
            data, "price", "--hidden", "0", "--optimizer", "lbfgs").AssertDone().OutputLines[0]);
        JsonElement metrics = Evaluate(data);
        Assert.InRange(metrics.GetProperty("r_squared").GetDouble(), 0.999, 1);
        Assert.InRange(metrics.GetProperty("mean_absolute_error").GetDouble(), 0, 1);

        Assert.Equal("kind: 3 classes: 0, 1, 2.", Train(
            data, "kind", "--task", "multiclass", "--force").AssertDone().OutputLines[0]);
        Assert.Equal(3, Evaluate(data).GetProperty("classes").GetInt32());
    }

    [Fact]
    public void TheSavedModelSaysWhichColumnsItTakesAndNamesTheClass()
    {
        string data = Write("data.csv", "x,place,junk,answer", Rows(80, (x, i) => $"{x},{Place(i)},{i},{Answer(x, 0)}"));
        Train(data, "answer", "--ignore", "junk").AssertDone();
        var context = new MLContext();

        ITransformer model = context.Model.Load(Model, out DataViewSchema schema);

        Assert.Equal(["x", "place", "answer"], schema.Select(column => column.Name));
        Assert.Equal(
            [NumberDataViewType.Single, TextDataViewType.Instance, TextDataViewType.Instance],
            schema.Select(column => column.Type));
        var engine = context.Model.CreatePredictionEngine<Row, Predicted>(model);
        foreach (float x in (float[])[0.05f, 0.95f])
        {
            Predicted predicted = engine.Predict(new Row { X = x, Place = "north" });
            Assert.Equal(predicted.PredictedLabel ? "Yes" : "no", predicted.PredictedClass);
        }
    }

    [Fact]
    public void TextsOfManyWordsAreFeaturized()
    {
        string[] good = ["fine", "lovely", "great"], bad = ["poor", "dull", "awful"];
        string data = Write("data.csv", "review,liked", Enumerable.Range(0, 240).Select(
            i => $"\"It was {(i % 2 == 0 ? good : bad)[i % 3]}, said number {i}.\",{i % 2 == 0}"));

        Outcome outcome = Train(data, "liked");

        Assert.Equal("texts: review", outcome.AssertDone().OutputLines[1]);
        Assert.InRange(Evaluate(data).GetProperty("accuracy").GetDouble(), 0.95, 1);
    }

    [Fact]
    public void MlNetsBinaryFormIsATableToo()
    {
        var context = new MLContext();
        string data = _folder["data.idv"];
        using (FileStream stream = File.Create(data))
        {
            context.Data.SaveAsBinary(
                context.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(
                    i => new BinaryRow { Vector = [i / 100f, i % 7], Place = Place(i), Label = i >= 50 })),
                stream);
        }

        string[] lines = Train(data, "Label").AssertDone().OutputLines;

        Assert.Equal("Label: 1 is true, 0 is false.", lines[0]);
        Assert.Equal("numbers: Vector; categories: Place", lines[1]);
        Assert.InRange(Evaluate(data).GetProperty("accuracy").GetDouble(), 0.9, 1);
    }

    private Outcome Train(string data, string label, params string[] options) => CommandLine.Run(
    [
        "train", "--data", data, "--label", label, "--model", Model, "--epochs", "60",
        .. options.Contains("--optimizer") ? options : ["--optimizer", "adam", "--learning-rate", "0.05", .. options],
    ]);

    private JsonElement Evaluate(string data) => JsonDocument.Parse(
        CommandLine.Run("evaluate", "--model", Model, "--data", data, "--json").AssertDone().Output).RootElement;

    private string Write(string name, string header, IEnumerable<string> rows)
    {
        File.WriteAllLines(_folder[name], rows.Prepend(header));
        return _folder[name];
    }

    private static IEnumerable<string> Rows(int count, Func<string, int, string> row)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, count).Select(
            i => row(random.NextDouble().ToString("R", CultureInfo.InvariantCulture), i))];
    }

    private static string Place(int i) => i % 2 == 0 ? "\"the \"\"north\"\"\"" : "\"south, far\"";

    /// <summary>In the south it is the other way round.</summary>
    private static string Answer(string x, int i)
        => double.Parse(x, CultureInfo.InvariantCulture) > 0.5 == (i % 2 == 0) ? "Yes" : "no";

    private sealed class Row
    {
        [ColumnName("x")]
        public float X { get; set; }

        [ColumnName("place")]
        public string Place { get; set; } = "";
    }

    private sealed class Predicted
    {
        public bool PredictedLabel { get; set; }

        public string PredictedClass { get; set; } = "";
    }

    private sealed class BinaryRow
    {
        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        public string Place { get; set; } = "";

        public bool Label { get; set; }
    }
}
