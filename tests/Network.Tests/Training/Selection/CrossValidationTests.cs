using MathNet.Numerics.LinearAlgebra;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow.Network.Tests.Training.Selection;

/// <summary>λ chosen from the examples.</summary>
public class CrossValidationTests
{
    private static readonly TrainingOptions Lbfgs = new()
    {
        Optimizer = Optimizer.Lbfgs(), L2Regularization = 0.02, CrossValidation = new CrossValidation(), Epochs = 200,
    };

    [Fact]
    public void OfALinearRegressionItIsThatOfRidgeRegressionsWithoutTheFolds()
    {
        // 60 examples of 8 features, a noisy target: the normal equations tell the cost of every λ.
        var shape = new NetworkShape(8, 0, Activation.Relu, OutputLayer.IdentitySquaredError);
        var (x, y) = Noisy(60, 8);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(x, 8), y);
        var start = ShallowNetwork<double>.Initialize(shape, WeightInitialization.Zeros, 1);

        TrainingResult<double> trained = NetworkTrainer.Train(start, examples, Lbfgs);

        CrossValidationResult told = trained.CrossValidation!;
        Folds folds = Folds.Stratified(examples, shape, new CrossValidation(), seed: 1);
        foreach (PenaltyScore score in told.Scores)
        {
            for (int fold = 0; fold < 5; fold++)
            {
                int[] learnt = folds.Learnt(fold);
                Vector<double> w = Ridge(learnt, score.L2Regularization / Math.Sqrt(learnt.Length / 60.0));
                double expected = folds.HeldOut(fold).Average(row => Math.Pow(Row(row).DotProduct(w) - y[row], 2) / 2);
                // The folds end where a step saves less than 1e-5 of the cost.
                Assert.Equal(expected, score.FoldCosts[fold], 1e-3 * expected);
            }
        }

        Assert.True(told.Scores.Count > 2);
        Assert.Equal(told.Scores.MinBy(score => score.Cost)!.L2Regularization, told.L2Regularization);
        Assert.InRange(told.Cost, 0, told.CostOfGuessing);
        Assert.Equal(1, told.Temperature);
        Vector<double> all = Ridge([.. Enumerable.Range(0, 60)], told.L2Regularization);
        Assert.All(all.Take(8).Zip(trained.Network.W2.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(all[8], trained.Network.B2[0], 1e-5);

        Vector<double> Row(int row)
            => Vector<double>.Build.DenseOfEnumerable(x.Skip(row * 8).Take(8).Select(value => (double)value).Append(1));

        // (XᵀX / m + λ I) w = Xᵀy / m, the bias without a penalty.
        Vector<double> Ridge(int[] rows, double l2)
        {
            var matrix = Matrix<double>.Build.DenseOfRowVectors(rows.Select(Row));
            Matrix<double> penalty = Matrix<double>.Build.Diagonal(9, 9, i => i < 8 ? l2 : 0);
            Vector<double> target = Vector<double>.Build.DenseOfEnumerable(rows.Select(row => (double)y[row]));
            return ((matrix.TransposeThisAndMultiply(matrix) / rows.Length) + penalty)
                .Solve(matrix.TransposeThisAndMultiply(target) / rows.Length);
        }
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void AnyNumberOfThreadsGivesTheSameBits(TrainingForm form)
    {
        var (start, examples) = Classes(form == TrainingForm.Gram ? 90 : 5);

        TrainingResult<float> Train(int threads) => NetworkTrainer.Train(
            start, examples,
            Lbfgs with { NumberOfThreads = threads, Form = form, FeatureScaling = FeatureScaling.MeanVariance });

        TrainingResult<float> one = Train(1);
        Assert.NotNull(one.CrossValidation);
        foreach (int threads in (int[])[2, 3, 7])
        {
            TrainingResult<float> other = Train(threads);
            Assert.Equal(Engine.Values(one.Network), Engine.Values(other.Network));
            AssertSame(one.CrossValidation, other.CrossValidation!);
        }
    }

    [Fact]
    public void BothFormsTellTheSame()
    {
        var (start, examples) = Classes(90);

        TrainingResult<double> Train(TrainingForm form) => NetworkTrainer.Train(
            start.ConvertTo<double>(), examples,
            Lbfgs with { Form = form, CrossValidation = new CrossValidation(ChoosesEpochs: false) });

        CrossValidationResult ordinary = Train(TrainingForm.Ordinary).CrossValidation!;
        CrossValidationResult gram = Train(TrainingForm.Gram).CrossValidation!;

        Assert.Equal(ordinary.L2Regularization, gram.L2Regularization, 1e-9);
        Assert.All(
            ordinary.Scores.Zip(gram.Scores), pair => Assert.Equal(pair.First.Cost, pair.Second.Cost, 1e-3));
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy)]
    [InlineData(OutputLayer.IdentitySquaredError)]
    public void OfNoiseItIsSoStrongThatNothingIsWorseThanGuessing(OutputLayer outputLayer)
    {
        var random = new Random(2);
        NetworkShape shape = Engine.ShapeWith(10, 20, Activation.Relu, outputLayer);
        var (x, _) = Noisy(120, 10);
        var examples = new TrainingSet(FeatureMatrix.FromRows<float>(x, 10), Engine.RandomLabels(random, 120, shape));
        var start = ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, 1);

        CrossValidationResult told = NetworkTrainer.Train(start, examples, Lbfgs).CrossValidation!;

        Assert.True(told.Cost <= 1.001 * told.CostOfGuessing, $"{told.Cost} is more than {told.CostOfGuessing}.");
    }

    [Theory]
    [InlineData(OutputLayer.SigmoidCrossEntropy)]
    [InlineData(OutputLayer.SoftmaxCrossEntropy)]
    public void LuckWithAFewNoisyExamplesIsNotBelieved(OutputLayer outputLayer)
    {
        const int Sets = 20, Rows = 40, NewRows = 400, Columns = 10;
        NetworkShape shape = Engine.ShapeWith(Columns, 20, Activation.Relu, outputLayer);
        var start = ShallowNetwork<double>.Initialize(shape, WeightInitialization.He, 1);
        double guessing = 0, calibrated = 0, plain = 0;
        for (int set = 0; set < Sets; set++)
        {
            var random = new Random(set);
            TrainingSet learnt = Draw(random, Rows), tested = Draw(random, NewRows);
            TrainingOptions options = Lbfgs with { Epochs = 100 };
            calibrated += CostOf(options, learnt, tested);
            plain += CostOf(options with { CrossValidation = new CrossValidation { Calibrates = false } }, learnt, tested);
            guessing += Math.Log(Math.Max(shape.Outputs, 2));
        }

        Assert.True(
            calibrated - guessing < 2 * (plain - guessing) / 3,
            $"{calibrated / guessing} times what guessing costs, without calibration {plain / guessing}.");

        TrainingSet Draw(Random random, int rows) => new(
            FeatureMatrix.FromRows<float>([.. Enumerable.Range(0, rows * Columns).Select(_ => (float)Engine.Normal(random))], Columns),
            Engine.RandomLabels(random, rows, shape));

        double CostOf(TrainingOptions options, TrainingSet learnt, TrainingSet tested)
            => Engine.Cost(NetworkTrainer.Train(start, learnt, options).Network, tested);
    }

    [Fact]
    public void ExamplesOfWeight0AreAsIfTheyWereNotThere()
    {
        var (start, examples) = Classes(5);
        int[] all = [.. Enumerable.Range(0, examples.Rows).SelectMany(row => row % 4 == 0 ? new[] { row, -1 } : [row])];
        var features = FeatureMatrix.Create<float>(5);
        foreach (int row in all)
            examples.Features.CopyRow(Math.Max(row, 0), 0, features.AddRow());
        var padded = new TrainingSet(
            features, [.. all.Select(row => examples.Labels[Math.Max(row, 0)])], [.. all.Select(row => row < 0 ? 0f : 1f)]);

        CrossValidationResult without = NetworkTrainer.Train(start, examples, Lbfgs).CrossValidation!;
        CrossValidationResult with = NetworkTrainer.Train(start, padded, Lbfgs).CrossValidation!;

        AssertSame(without, with);
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void ATrainingThatResumesFromACheckpointDoesNotChooseAgain(TrainingForm form)
    {
        var (start, examples) = Classes(form == TrainingForm.Gram ? 90 : 5);
        var checkpoints = new List<TrainingCheckpoint>();
        TrainingOptions options = Lbfgs with { Form = form };
        TrainingResult<float> whole = NetworkTrainer.Train(
            start, examples, options with { Checkpoint = checkpoints.Add, CheckpointInterval = 1 });

        Assert.True(checkpoints.Count > 2);
        foreach (TrainingCheckpoint checkpoint in checkpoints)
        {
            AssertSame(whole.CrossValidation!, checkpoint.CrossValidation!);
            TrainingResult<float> resumed = NetworkTrainer.Train(start, examples, options with { ResumeFrom = checkpoint });
            Assert.Equal(Engine.Values(whole.Network), Engine.Values(resumed.Network));
            AssertSame(whole.CrossValidation!, resumed.CrossValidation!);
        }
    }

    [Fact]
    public void TooFewExamplesAreTrainedOnWithTheLambdaGiven()
    {
        var (start, examples) = Classes(5);
        TrainingSet few = examples.Select([.. Enumerable.Range(0, 19)]);

        TrainingResult<float> trained = NetworkTrainer.Train(start, few, Lbfgs);

        Assert.Null(trained.CrossValidation);
        Assert.Equal(
            Engine.Values(NetworkTrainer.Train(start, few, Lbfgs with { CrossValidation = null }).Network),
            Engine.Values(trained.Network));
    }

    [Fact]
    public void AGivenNumberOfEpochsIsKept()
    {
        var (start, examples) = Classes(5);

        TrainingHistory history = NetworkTrainer.Train(
            start, examples, Lbfgs with { Epochs = 230, CrossValidation = new CrossValidation(ChoosesEpochs: false) }).History;

        Assert.InRange(history.Count, 31, 230);
    }

    [Theory]
    [InlineData(TrainingForm.Ordinary)]
    [InlineData(TrainingForm.Gram)]
    public void TrainingOnAllExamplesBeginsWithWhatTheFoldsHaveLearnt(TrainingForm form)
    {
        var (start, examples) = Classes(form == TrainingForm.Gram ? 90 : 5);

        TrainingResult<float> trained = NetworkTrainer.Train(start, examples, Lbfgs with { Form = form });

        Assert.InRange(trained.History[0].Cost, 0, trained.CrossValidation!.Cost);
        Assert.InRange(trained.History.Count, 1, Math.Max(30, trained.CrossValidation.Epochs / 2));
    }

    [Theory]
    [InlineData(499, 5)]
    [InlineData(500, 3)]
    public void FewExamplesHaveMoreFolds(int examples, int folds)
    {
        Assert.Equal(folds, new CrossValidation().FoldsOf(examples));
        Assert.Equal(7, new CrossValidation(Folds: 7).FoldsOf(examples));
    }

    [Fact]
    public void WhereHardlyAnyClassCanBeHeldOutNothingIsChosen()
    {
        // 39 classes of one example each, which are in no fold, and one of two.
        float[] labels = [.. Enumerable.Range(0, 41).Select(i => (float)Math.Min(i, 39))];
        var (x, _) = Noisy(41, 4);
        var shape = new NetworkShape(4, 5, Activation.Relu, OutputLayer.SoftmaxCrossEntropy, 40);

        TrainingResult<float> trained = NetworkTrainer.Train(
            ShallowNetwork<float>.Initialize(shape, WeightInitialization.He, 1),
            new TrainingSet(FeatureMatrix.FromRows<float>(x, 4), labels), Lbfgs);

        Assert.Null(trained.CrossValidation);
    }

    [Fact]
    public void AWarmStartIsJudgedByNetworksThatHaveSeenNothing()
    {
        var (start, examples) = Classes(5);
        ShallowNetwork<float> trained = NetworkTrainer.Train(
            start, examples, Lbfgs with { CrossValidation = null, L2Regularization = 0 }).Network;

        CrossValidationResult fresh = NetworkTrainer.Train(start, examples, Lbfgs).CrossValidation!;
        CrossValidationResult warm = NetworkTrainer.Train(
            trained, examples, Lbfgs with { IsWarmStart = true }).CrossValidation!;

        // The start is the one that is drawn for the folds, too.
        AssertSame(fresh, warm);
    }

    [Fact]
    public void ASampleOfManyExamplesIsEnough()
    {
        var (start, examples) = Classes(5);

        CrossValidationResult told = NetworkTrainer.Train(
            start, examples, Lbfgs with { CrossValidation = new CrossValidation(MostRows: 60) }).CrossValidation!;

        Assert.InRange(told.Rows, 58, 62);
        Assert.Equal(1, told.Temperature);
        Assert.Equal(told.L2Regularization, told.Path[^1].L2Regularization);
    }

    private static void AssertSame(CrossValidationResult expected, CrossValidationResult actual)
    {
        Assert.Equal(
            (expected.L2Regularization, expected.Cost, expected.Metric, expected.CostOfGuessing, expected.Temperature),
            (actual.L2Regularization, actual.Cost, actual.Metric, actual.CostOfGuessing, actual.Temperature));
        Assert.Equal((expected.Rows, expected.Epochs), (actual.Rows, actual.Epochs));
        Assert.Equal(expected.Path, actual.Path);
        Assert.Equal(expected.Scores.SelectMany(score => score.FoldCosts), actual.Scores.SelectMany(score => score.FoldCosts));
    }

    /// <summary>Two classes, by two features of several, with every eighth label wrong.</summary>
    private static (ShallowNetwork<float> Start, TrainingSet Examples) Classes(int columns)
    {
        const int Rows = 80;
        var (x, _) = Noisy(Rows, columns);
        float[] labels = [.. Enumerable.Range(0, Rows).Select(
            row => (x[row * columns] * x[(row * columns) + 1] > 0) == (row % 8 != 0) ? 1f : 0f)];
        return (
            ShallowNetwork<float>.Initialize(new NetworkShape(columns, 12), WeightInitialization.He, 1),
            new TrainingSet(FeatureMatrix.FromRows<float>(x, columns), labels));
    }

    /// <summary>Normal features, and the sum of the first three with noise.</summary>
    private static (float[] X, float[] Y) Noisy(int rows, int columns)
    {
        var random = new Random(9);
        float[] x = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)Engine.Normal(random))];
        float[] y = [.. Enumerable.Range(0, rows).Select(
            row => x.Skip(row * columns).Take(3).Sum() + (float)(2 * Engine.Normal(random)))];
        return (x, y);
    }
}
