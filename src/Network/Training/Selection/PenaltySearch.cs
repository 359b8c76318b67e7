using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>
/// Looks for the λ whose networks cost least on the examples that they have not seen. The path begins where trainings without a
/// search would be; it moves to stronger penalties as long as that lowers the cost, or else to weaker ones, each time from the
/// weights so far. So most of it is spent near the best, and a path that only gets worse ends at once.
/// </summary>
/// <param name="trainings">One for each fold.</param>
/// <param name="scores">What they cost on the examples that they have not seen.</param>
/// <param name="folds">The folds.</param>
/// <param name="options">λ to begin with, and how training is done.</param>
/// <param name="work">The multiplications of an epoch.</param>
/// <param name="costFactor">The factor from the training's costs to those in the user's unit.</param>
internal sealed class PenaltySearch(
    IFoldTraining[] trainings, OutOfFold scores, Folds folds, TrainingOptions options, double work, double costFactor)
{
    /// <summary>The factor from one λ to the next: two steps are a power of ten.</summary>
    private static readonly double Step = Math.Sqrt(10);

    private const int FirstEpochs = 50;
    private const int FurtherEpochs = 20;
    private const int MostSteps = 6;

    /// <summary>Logits within this of each other are as good as constant.</summary>
    private const double Constant = 0.02;

    /// <summary>The part of the cost that a weaker penalty, or a quarter more epochs, must save.</summary>
    private const double LeastGain = 0.01;

    /// <summary>The same beyond <see cref="CheapEpochs"/>, where a choice begins to cost more than the training did.</summary>
    private const double LeastGainOfMany = 0.1;

    private const int CheapEpochs = 150;

    // Within some seconds of work.
    private const int MostEpochs = 600;
    private const double MostWork = 6e8;

    /// <summary>How many standard errors are noise. A temperature is one number, and does little harm where it was that.</summary>
    private const double NoiseErrors = 0.5;

    /// <summary>The part of the examples that is in the sample. Where it is all of them λ begins as it is; a sample has a larger
    /// one, by 1 / √ of the part, as a set of its size would have, and what is found there is brought back by the part
    /// itself: more examples want less of it, and the search has made sure that it is enough for the fewer.</summary>
    private readonly double _part = folds.Rows / (double)folds.Examples;

    private readonly Threads _threads = new(options.NumberOfThreads);
    private readonly double[] _guesses = scores.CostsOfGuessing();
    private readonly List<Candidate> _tried = [];
    private readonly Array[] _start = Array.ConvertAll(trainings, training => training.Weights);

    private double Guess => scores.Mean(_guesses);

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The weights of each fold's network with what was chosen, or, cancelled, the best so far; null where there is
    /// none.</summary>
    public Array[]? Weights { get; private set; }

    /// <summary>What these networks cost out of their folds, in the training's unit.</summary>
    public double BestCost { get; private set; }

    /// <summary>Searches.</summary>
    /// <returns>What was found; null where it was cancelled, or where the costs are not finite, which training without a search
    /// will meet too.</returns>
    public CrossValidationResult? Run()
    {
        if (Try(null, options.L2Regularization / Math.Sqrt(_part), FirstEpochs) is not { } first || !double.IsFinite(first.Cost))
            return null;
        Candidate best = Follow(first, Step);
        if (best == first)
            best = Follow(first, 1 / Step);
        if (best.L2 < first.L2)
            best = AddEpochs(best);
        if (IsCancelled)
            best = _tried.Where(candidate => double.IsFinite(candidate.Cost)).MinBy(candidate => candidate.Cost)!;
        (Weights, BestCost) = (best.Weights, best.Cost);
        return IsCancelled ? null : Result(best);
    }

    /// <summary>The best of a λ and those that follow it by a factor.</summary>
    private Candidate Follow(Candidate from, double factor)
    {
        Candidate best = from;
        double l2 = from.L2;
        for (int step = 0; step < MostSteps; step++)
        {
            l2 *= factor;
            if (Try(from, l2, FurtherEpochs) is not { } next)
                break;
            // Strong penalties come to guessing in the end, and nothing that is chosen may be worse than that.
            bool isBetter = next.Cost < (factor < 1 ? 1 - LeastGain : 1) * best.Cost;
            if (!isBetter && (factor < 1 || best.Cost <= Guess))
                break;
            // From weights that diverged no penalty leads back.
            if (double.IsFinite(next.Cost))
                from = next;
            if (isBetter)
                best = next;
        }

        return best;
    }

    /// <summary>More epochs for a weak penalty, which needs them, as long as they bring something.</summary>
    private Candidate AddEpochs(Candidate best)
    {
        double mostEpochs = Math.Min(MostEpochs, MostWork / work);
        while (options.CrossValidation!.ChoosesEpochs && best.Epochs + FurtherEpochs <= mostEpochs)
        {
            if (Try(best, best.L2, Math.Max(FurtherEpochs, best.Epochs / 4)) is not { } longer
                || !(longer.Cost < (1 - (longer.Epochs > CheapEpochs ? LeastGainOfMany : LeastGain)) * best.Cost))
                break;
            best = longer;
        }

        return best;
    }

    private Candidate? Try(Candidate? from, double l2, int epochs)
    {
        // Weights so near to 0 that the units tell no examples apart have next to no gradient to leave it by.
        if (from is not null && l2 < from.L2 && from.Logits.All(IsConstant))
            (from, epochs) = (null, FirstEpochs);
        var logits = new double[trainings.Length][];
        var isDone = new bool[trainings.Length];
        // Each fold is one thread's, as the engines have as many threads as are left over.
        _threads.For(trainings.Length, long.MaxValue, fold =>
        {
            IFoldTraining training = trainings[fold];
            training.Weights = (from?.Weights ?? _start)[fold];
            double learnt = (folds.Rows - folds.HeldOut(fold).Length) / (double)folds.Rows;
            try
            {
                isDone[fold] = training.Train(l2 / Math.Sqrt(learnt), epochs);
                logits[fold] = training.Logits();
            }
            catch (TrainingDivergedException)
            {
                isDone[fold] = true;
                logits[fold] = Array.ConvertAll(training.Logits(), _ => double.NaN);
            }
        });
        IsCancelled = options.CancellationToken.IsCancellationRequested || !Array.TrueForAll(isDone, done => done);
        if (IsCancelled)
            return null;
        double[] costs = scores.Costs(logits);
        var candidate = new Candidate(
            [.. from?.Path ?? [], new PenaltyStage(l2, epochs)], logits, costs, scores.Mean(costs),
            Array.ConvertAll(trainings, training => training.Weights));
        _tried.Add(candidate);
        return candidate;
    }

    private CrossValidationResult Result(Candidate best)
    {
        var (cost, temperature) = (best.Cost, 1.0);
        if (options.CrossValidation!.Calibrates && _part == 1 && scores.HasClasses && !best.Logits.All(IsConstant))
        {
            Calibration found = Calibration.Fit(calibration => HighCost(scores.Costs(best.Logits, calibration)));
            double[] costs = scores.Costs(best.Logits, found);
            double noise = NoiseErrors * scores.StandardErrorOfDifference(best.Costs, costs);
            if (HighCost(best.Costs) - HighCost(costs) > noise)
                (cost, temperature) = (scores.Mean(costs), found.Temperature);
        }

        return new CrossValidationResult(
            best.L2 * _part,
            [.. _tried.Select(Score)],
            cost * costFactor, scores.Metric(best.Logits), Guess * costFactor, temperature, folds.Rows,
            [.. best.Path.Select(stage => stage with { L2Regularization = stage.L2Regularization * _part })]);
    }

    /// <summary>What a network may cost that had luck: the mean cost, and as much as its distance from that of guessing may be
    /// chance. Of a few examples in which there is nothing to learn some search finds something; what is not borne out leads back
    /// to guessing. With many examples it is the mean cost.</summary>
    private double HighCost(double[] costs) => scores.Mean(costs) + scores.StandardErrorOfDifference(costs, _guesses);

    private PenaltyScore Score(Candidate candidate) => new(
        candidate.L2 * _part, candidate.Epochs, candidate.Cost * costFactor,
        Array.ConvertAll(scores.FoldMeans(candidate.Costs), cost => cost * costFactor));

    private static bool IsConstant(double[] logits)
        => logits.Length == 0 || logits.Max() - logits.Min() < Constant;

    private sealed record Candidate(
        PenaltyStage[] Path, double[][] Logits, double[] Costs, double Cost, Array[] Weights)
    {
        public double L2 => Path[^1].L2Regularization;

        public int Epochs => Path.Sum(stage => stage.Epochs);
    }
}
