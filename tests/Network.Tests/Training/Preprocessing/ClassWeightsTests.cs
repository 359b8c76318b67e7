using MlNetShallow.Training;
using MlNetShallow.Training.Preprocessing;

namespace MlNetShallow.Network.Tests.Training.Preprocessing;

/// <summary>Class weights train as the example weights that they stand for.</summary>
public class ClassWeightsTests
{
    public static TheoryData<OutputLayer, bool, TrainingForm> Cases
    {
        get
        {
            var data = new TheoryData<OutputLayer, bool, TrainingForm>();
            foreach (OutputLayer layer in (OutputLayer[])[OutputLayer.SigmoidCrossEntropy, OutputLayer.SoftmaxCrossEntropy])
            {
                foreach (bool weighted in (bool[])[false, true])
                {
                    data.Add(layer, weighted, TrainingForm.Ordinary);
                    data.Add(layer, weighted, TrainingForm.Gram);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BalancedGivesEveryClassTheSameWeight(OutputLayer outputLayer, bool weighted, TrainingForm form)
    {
        var (examples, start) = Problem(outputLayer, weighted);
        double[] w = [.. Engine.All(examples).Select(row => (double)examples.Weight(row))];
        double OfClass(float label) => Engine.All(examples).Where(row => examples.Labels[row] == label).Sum(row => w[row]);
        int classes = examples.Labels.ToArray().Distinct().Count();
        float[] weights = [.. w.Select((weight, row) => (float)(weight * (w.Sum() / (classes * OfClass(examples.Labels[row])))))];

        AssertTheSame(start, examples, ClassWeights.Balanced, weights, form);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GivenFactorsMultiplyTheWeights(OutputLayer outputLayer, bool weighted, TrainingForm form)
    {
        var (examples, start) = Problem(outputLayer, weighted);
        double[] factors = outputLayer == OutputLayer.SoftmaxCrossEntropy ? [1, 0, 2.5, 7] : [0.5, 3];
        float[] weights = [.. Engine.All(examples)
            .Select(row => (float)(examples.Weight(row) * factors[(int)examples.Labels[row]]))];

        AssertTheSame(start, examples, ClassWeights.Given(factors), weights, form);
    }

    [Fact]
    public void AClassThatIsMissingIsPassedOver()
    {
        var shape = new NetworkShape(1, 0, outputLayer: OutputLayer.SoftmaxCrossEntropy, outputs: 3);
        var examples = new TrainingSet(FeatureMatrix.FromRows<double>([1, 2, 3, 4], 1), [0, 2, 2, 2]);

        ClassFactors factors = ClassFactors.Fit(ClassWeights.Balanced, shape, [examples])!;

        TrainingSet balanced = factors.Apply(examples);
        Assert.Equal([2f, 2 / 3f, 2 / 3f, 2 / 3f], Engine.All(balanced).Select(balanced.Weight));
    }

    [Fact]
    public void ARegressionHasNoClasses()
    {
        var shape = new NetworkShape(1, 0, outputLayer: OutputLayer.IdentitySquaredError);

        string message = Refused(shape, ClassWeights.Balanced);

        Assert.Contains("ClassWeights Balanced", message, StringComparison.Ordinal);
        Assert.Contains("OutputLayer IdentitySquaredError", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherNumberOfClassesIsRefused()
        => Assert.Contains(
            "ClassWeights [1, 2, 0.5] are 3; the network has 2 classes",
            Refused(new NetworkShape(1, 0), ClassWeights.Given(1, 2, 0.5)),
            StringComparison.Ordinal);

    [Fact]
    public void NegativeFactorsAreRefused()
        => Assert.Equal("ClassWeight", Assert.Throws<ArgumentOutOfRangeException>(
            () => new TrainingOptions { ClassWeights = ClassWeights.Given(1, -1) }.Check()).ParamName);

    [Fact]
    public void FactorsThatLeaveNoWeightAreRefused()
        => Assert.Contains("weight 0", Refused(new NetworkShape(1, 0), ClassWeights.Given(0, 0)), StringComparison.Ordinal);

    private static string Refused(NetworkShape shape, ClassWeights weights)
        => Assert.Throws<ArgumentException>(() => NetworkTrainer.Train(
            ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1),
            new TrainingSet(FeatureMatrix.FromRows<double>([1, 2], 1), [0, 1]),
            new TrainingOptions { ClassWeights = weights })).Message;

    private static (TrainingSet Examples, ShallowNetwork<double> Start) Problem(OutputLayer outputLayer, bool weighted)
    {
        var random = new Random(4);
        NetworkShape shape = Engine.ShapeWith(6, 3, Activation.Tanh, outputLayer, outputs: 4);
        return (Engine.RandomExamples(random, 30, shape, weighted), Engine.RandomNetwork(random, shape));
    }

    private static void AssertTheSame(
        ShallowNetwork<double> start, TrainingSet examples, ClassWeights classWeights, float[] exampleWeights, TrainingForm form)
    {
        var options = new TrainingOptions
        {
            LearningRate = 0.3,
            Epochs = 10,
            BatchSize = 8,
            FeatureScaling = FeatureScaling.MeanVariance,
            Form = form,
        };
        var others = new TrainingSet(examples.Features, examples.Labels, exampleWeights);

        var byClass = NetworkTrainer.Train(start, examples, options with { ClassWeights = classWeights }, validation: examples);
        var byExample = NetworkTrainer.Train(start, others, options, validation: others);

        Assert.Equal(
            Engine.Values(byExample.Network), Engine.Values(byClass.Network));
        Assert.Equal(
            byExample.History.Select(epoch => (epoch.Cost, epoch.ValidationCost, epoch.ValidationMetric)),
            byClass.History.Select(epoch => (epoch.Cost, epoch.ValidationCost, epoch.ValidationMetric)));
    }
}
