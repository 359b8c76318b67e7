using Microsoft.ML;
using MlNetShallow.Tests.Shared;

namespace MlNetShallow.Trainer.Tests.Regression;

public class ShallowNetworkRegressionTrainerTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void LearnsWhatLinearRegressionCannot()
    {
        var split = _context.Data.TrainTestSplit(Waves.Singles(_context), testFraction: 0.3, seed: 1);

        double RSquared(int hiddenUnits) => _context.Regression.Evaluate(
            Waves.Trainer(_context, options => options.NumberOfHiddenUnits = hiddenUnits)
                .Fit(split.TrainSet).Transform(split.TestSet)).RSquared;

        Assert.InRange(RSquared(hiddenUnits: 16), 0.9, 1);
        Assert.InRange(RSquared(hiddenUnits: 0), 0, 0.7);
    }

    [Fact]
    public void Workout()
        => EstimatorWorkout.Run(
            Waves.Trainer(_context, options => options.NumberOfEpochs = 3),
            Waves.Singles(_context),
            annotationsAreSaved: false,
            _context.Data.LoadFromEnumerable([new NoFeatures()]));

    [Fact]
    public void WorkoutOfBytes()
        => EstimatorWorkout.Run(
            Waves.Trainer(_context, options => options.NumberOfEpochs = 3), Waves.Bytes(_context), annotationsAreSaved: false);

    [Fact]
    public void TheScoreIsAnnotatedAsThatOfOtherModels()
    {
        IDataView data = Waves.Singles(_context);

        var model = Waves.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data);
        DataViewSchema schema = model.GetOutputSchema(data.Schema);

        ReadOnlyMemory<char> columnKind = default, valueKind = default;
        schema["Score"].Annotations.GetValue("ScoreColumnKind", ref columnKind);
        schema["Score"].Annotations.GetValue("ScoreValueKind", ref valueKind);
        Assert.Equal(("Regression", "Score"), (columnKind.ToString(), valueKind.ToString()));
    }

    [Fact]
    public void RowsWithAMissingOrInfiniteLabelAreSkipped()
    {
        IDataView data = _context.Data.LoadFromEnumerable(Waves.Points.Concat(
        [
            new WavePoint { Label = float.NaN, Features = [0, 0] },
            new WavePoint { Label = float.PositiveInfinity, Features = [0, 0] },
        ]));

        var model = Waves.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(data).Model;

        Assert.Equal(((long)Waves.Count, 2L), (model.TrainingRows, model.SkippedRows));
    }

    private sealed class NoFeatures
    {
        public float Label { get; set; }
    }
}
