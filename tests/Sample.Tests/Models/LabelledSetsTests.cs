using Microsoft.ML;
using MlNetShallow.Data.Pipelines;
using MlNetShallow.Data.Tables;
using MlNetShallow.Evaluation.Scored;

namespace MlNetShallow.Sample.Tests.Models;

public class LabelledSetsTests
{
    [Theory]
    [InlineData("Binary")]
    [InlineData("Multiclass")]
    [InlineData("Regression")]
    public void RowsAreReadOnceWhateverIsAskedOfThem(string task)
    {
        var mlContext = new MLContext();
        TableLabel label = task == "Regression"
            ? new("X", TableTask.Regression, [])
            : new("Name", Enum.Parse<TableTask>(task), ["a", "b"]);
        var features = new TableFeatures([TableColumn.Number("X")], [], []);
        ITransformer model = TablePipeline.Train(mlContext, Load(mlContext, () => { }), label, features, new FewEpochs());
        int read = 0;

        ScoredSet scored = LabelledSets.OfTable(
            mlContext, model, Load(mlContext, () => read++), label, "rows.csv", TestContext.Current.CancellationToken);
        scored.Evaluate();
        int count = scored.Examples.Count;

        Assert.Equal((20, 20), (count, read));
    }

    private static IDataView Load(MLContext mlContext, Action onRead) => mlContext.Data.LoadFromEnumerable(
        Enumerable.Range(0, 20).Select(i =>
        {
            onRead();
            return new Row { X = i, Name = i < 10 ? "a" : "b" };
        }));

    private sealed class FewEpochs : IOptionsReader
    {
        public TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
            => new() { NumberOfHiddenUnits = 0, NumberOfEpochs = 3 };
    }

    private sealed class Row
    {
        public float X { get; set; }

        public string Name { get; set; } = "";
    }
}
