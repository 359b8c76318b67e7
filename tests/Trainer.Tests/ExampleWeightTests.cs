using Microsoft.ML;
using MlNetShallow.Trainer.Tests.Multiclass;
using MlNetShallow.Trainer.Tests.Regression;

namespace MlNetShallow.Trainer.Tests;

/// <summary>An example of weight 2 counts as if it were there twice, one of weight 0 as if it were not there, in all tasks;
/// class weights are example weights.</summary>
public class ExampleWeightTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Tasks => ["binary", "multiclass", "regression"];

    [Theory, MemberData(nameof(Tasks))]
    public void WeightsOf0And2AreRowsLeftOutAndDoubled(string task)
    {
        static float Weight(int i) => i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : 2;
        int[] repeated = [.. Enumerable.Range(0, 200).SelectMany(i => Enumerable.Repeat(i, (int)Weight(i)))];

        float[] weighted = Learn(task, Enumerable.Range(0, 200), Weight, "Weight");
        float[] repeatedly = Learn(task, repeated, _ => 1, weightColumn: null);

        for (int i = 0; i < weighted.Length; i++)
            Assert.Equal(repeatedly[i], weighted[i], 2e-4f * Math.Max(1, Math.Abs(repeatedly[i])));
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("multiclass")]
    public void ClassWeightsAreTheExampleWeightsThatTheyStandFor(string task)
    {
        int[] rows = [.. Enumerable.Range(0, 200)];
        double[] factors = task == "binary" ? [0.5, 2] : [0.5, 2, 1.5];
        int ClassOf(int i) => task == "binary"
            ? Circles.Points[i].Label ? 1 : 0
            : Rings.Points.Take(200).Select(point => point.Class).Distinct().ToList().IndexOf(Rings.Points[i].Class);

        float[] byClass = Learn(task, rows, _ => 1, weightColumn: null, ClassWeights.Given(factors));
        float[] byExample = Learn(task, rows, i => (float)factors[ClassOf(i)], "Weight");

        Assert.Equal(byExample, byClass);
    }

    [Fact]
    public void AnotherNumberOfClassWeightsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Circles.Trainer(
            _context, options => options.ClassWeights = ClassWeights.Given(1, 2, 3)).Fit(Circles.Singles(_context)));

        Assert.Contains("[1, 2, 3] are 3; the network has 2 classes", error.Message, StringComparison.Ordinal);
    }

    private float[] Learn(
        string task, IEnumerable<int> rows, Func<int, float> weight, string? weightColumn, ClassWeights? classWeights = null)
    {
        ShallowNetworkTransformer model = task switch
        {
            "binary" => Circles.Trainer(_context, options => Change(options).ClassWeights = classWeights ?? ClassWeights.None)
                .Fit(_context.Data.LoadFromEnumerable(rows.Select(i => new Point
                {
                    Label = Circles.Points[i].Label, Features = Circles.Points[i].Features, Weight = weight(i),
                }))),
            "multiclass" => Rings.Trainer(_context, options => Change(options).ClassWeights = classWeights ?? ClassWeights.None)
                .Fit(Rings.WithKeys(_context, _context.Data.LoadFromEnumerable(rows.Select(i => new RingPoint
                {
                    Class = Rings.Points[i].Class, Features = Rings.Points[i].Features, Weight = weight(i),
                })))),
            _ => Waves.Trainer(_context, options => Change(options))
                .Fit(_context.Data.LoadFromEnumerable(rows.Select(i => new WavePoint
                {
                    Label = Waves.Points[i].Label, Features = Waves.Points[i].Features, Weight = weight(i),
                }))),
        };
        return model.Model.Network.CopyParameters().Values.ToArray();

        TOptions Change<TOptions>(TOptions options)
            where TOptions : ShallowNetworkTrainerBase.OptionsBase
        {
            (options.ExampleWeightColumnName, options.BatchSize, options.NumberOfEpochs) = (weightColumn, 0, 20);
            (options.Optimizer, options.LearningRate) = (Optimizer.Momentum(), 0.1);
            return options;
        }
    }
}
