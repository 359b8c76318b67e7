using System.Reflection;
using MlNetShallow.Training;

namespace MlNetShallow.Network.Tests.Training;

public class NumericOptionsTests
{
    // By the members, not by the options' names: two options are named Tolerance.
    public static TheoryData<string> Lines => [.. typeof(NumericOptions)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(NumericOption))
        .Select(property => property.Name)];

    [Fact]
    public void EveryLineIsInTheTableOnce()
    {
        Assert.Equal(
            Lines.Select(line => Option(line.Data)).OrderBy(option => option.Meaning, StringComparer.Ordinal),
            NumericOptions.All.OrderBy(option => option.Meaning, StringComparer.Ordinal));
        Assert.Equal(Lines.Count, NumericOptions.All.Select(option => (option.Name, option.Meaning)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void DefaultsAreInTheirRangesAndNaNAndInfinityInNone(string line)
    {
        NumericOption option = Option(line);

        Assert.True(option.Range.Contains(option.Default));
        foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1])
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => option.Check(value));
            Assert.Equal((option.Name, value), (error.ParamName, error.ActualValue));
            Assert.Contains($"{option.Name} must be {option.Range}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DefaultsOfTheOptionsAreThoseOfTheTable()
    {
        var options = new TrainingOptions();
        var adam = (AdamOptimizer)Optimizer.Adam();
        var stopping = new EarlyStopping();

        Assert.Equal(NumericOptions.LearningRate.Default, options.LearningRate);
        Assert.Equal(NumericOptions.Epochs.Default, options.Epochs);
        Assert.Equal(NumericOptions.BatchSize.Default, options.BatchSize);
        Assert.Equal(NumericOptions.L2Regularization.Default, options.L2Regularization);
        Assert.Equal(NumericOptions.Dropout.Default, options.Dropout);
        Assert.Equal(NumericOptions.NumberOfThreads.Default, options.NumberOfThreads);
        Assert.Equal(NumericOptions.GramMemoryLimit.Default, options.GramMemoryLimit);
        Assert.Equal(NumericOptions.CheckpointInterval.Default, options.CheckpointInterval);
        Assert.Equal(NumericOptions.MomentumFactor.Default, ((GradientDescentOptimizer)Optimizer.Momentum()).MomentumFactor);
        Assert.Equal(NumericOptions.Beta1.Default, adam.Beta1);
        Assert.Equal(NumericOptions.Beta2.Default, adam.Beta2);
        Assert.Equal(NumericOptions.Epsilon.Default, adam.Epsilon);
        Assert.Equal(NumericOptions.HistorySize.Default, ((LbfgsOptimizer)Optimizer.Lbfgs()).HistorySize);
        Assert.Equal(NumericOptions.Power.Default, new InverseScalingSchedule().Power);
        Assert.Equal(NumericOptions.ScheduleTolerance.Default, new AdaptiveSchedule().Tolerance);
        Assert.Equal(NumericOptions.FinalFraction.Default, new CosineSchedule().FinalFraction);
        Assert.Equal(NumericOptions.Patience.Default, stopping.Patience);
        Assert.Equal(NumericOptions.Tolerance.Default, stopping.Tolerance);
        Assert.Equal(NumericOptions.ValidationFraction.Default, stopping.ValidationFraction);
    }

    public static TheoryData<string, TrainingOptions> OutOfRange => new()
    {
        { "LearningRate", new() { LearningRate = 0 } },
        { "LearningRate", new() { LearningRate = double.NaN } },
        { "Epochs", new() { Epochs = -1 } },
        { "BatchSize", new() { BatchSize = -1 } },
        { "L2Regularization", new() { L2Regularization = -1 } },
        { "Dropout", new() { Dropout = 1 } },
        { "NumberOfThreads", new() { NumberOfThreads = -1 } },
        { "GramMemoryLimit", new() { GramMemoryLimit = -1 } },
        { "CheckpointInterval", new() { CheckpointInterval = 0 } },
        { "MomentumFactor", new() { Optimizer = Optimizer.Momentum(1) } },
        { "Beta1", new() { Optimizer = Optimizer.Adam(beta1: 1) } },
        { "Beta2", new() { Optimizer = Optimizer.Adam(beta2: -0.1) } },
        { "Epsilon", new() { Optimizer = Optimizer.Adam(epsilon: 0) } },
        { "HistorySize", new() { Optimizer = Optimizer.Lbfgs(0) } },
        { "Power", new() { LearningRateSchedule = LearningRateSchedule.InverseScaling(-1) } },
        { "Tolerance", new() { LearningRateSchedule = LearningRateSchedule.Adaptive(-1) } },
        { "FinalFraction", new() { LearningRateSchedule = LearningRateSchedule.Cosine(1.1) } },
        { "Patience", new() { EarlyStopping = new EarlyStopping(Patience: 0) } },
        { "Tolerance", new() { EarlyStopping = new EarlyStopping(Tolerance: -1) } },
        { "ValidationFraction", new() { EarlyStopping = new EarlyStopping(ValidationFraction: 1) } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void AnOptionOutOfItsRangeIsNamedByTheTraining(string name, TrainingOptions options)
        => Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(options.Check).ParamName);

    private static NumericOption Option(string line) => (NumericOption)typeof(NumericOptions).GetProperty(line)!.GetValue(null)!;
}
