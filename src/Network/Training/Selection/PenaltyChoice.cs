using System.Numerics;
using MlNetShallow.Engines;

namespace MlNetShallow.Training.Selection;

/// <summary>Chooses λ for a training: whether there is anything to choose by, the search, and what the training that follows
/// takes from it.</summary>
/// <param name="shape">The network.</param>
/// <param name="options">How it is trained.</param>
/// <param name="costFactor">The factor from the training's costs to those in the user's unit.</param>
internal sealed class PenaltyChoice(NetworkShape shape, TrainingOptions options, double costFactor)
{
    /// <summary>The number of examples below which there is nothing to choose λ by.</summary>
    private const int LeastRows = 20;

    /// <summary>The number of examples of which every fold can have a Gram matrix of its own: 130 MB in all.</summary>
    private const int MostInGramForm = 2000;

    /// <summary>The number of weights in the ordinary form of which every fold can have some copies.</summary>
    private const int MostParameters = 1 << 22;

    /// <summary>The inputs that the work beside the products with them is worth.</summary>
    private const int FixedInputs = 16;

    /// <summary>The least epochs after a choice; where the folds' networks took many, it is half as many.</summary>
    private const int FewEpochs = 30;

    /// <summary>The same where these have seen but a sample, or training starts elsewhere.</summary>
    private const int ManyEpochs = 150;

    /// <summary>Chooses λ where that is asked for and there are examples enough; a training that is resumed has
    /// chosen.</summary>
    /// <param name="form">The form of the arithmetic.</param>
    /// <param name="start">Where the network starts.</param>
    /// <param name="parameters">What is trained; takes what the folds' networks have learnt.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="folding">The folds in that form.</param>
    /// <returns>What was chosen; null for nothing, as where that was cancelled.</returns>
    public CrossValidationResult? Choose<T>(
        TrainingForm form,
        NetworkParameters<T> start,
        NetworkParameters<T> parameters,
        TrainingSet examples,
        IFoldForm<T> folding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.CrossValidation is not { } validation
            || (form == TrainingForm.Ordinary && shape.ParameterCount > MostParameters))
            return null;
        if (options.ResumeFrom is { } checkpoint)
            return checkpoint.CrossValidation;
        if (form == TrainingForm.Gram)
            validation = validation with { MostRows = Math.Min(validation.MostRows, MostInGramForm) };
        var folds = Folds.Stratified(examples, shape, validation, options.Seed);
        if (folds.HeldOutRows < LeastRows || folds.HeldOutRows < 2 * folds.Count)
            return null;

        // A trained network may have seen what the folds hold out.
        NetworkParameters<T> foldStart = options.IsWarmStart
            ? ShallowNetwork<T>.Initialize(shape, Drawn(shape.Activation), options.Seed).CopyParameters() : start;
        double units = NetworkHead<T>.FirstLayerUnits(shape), products = units * (shape.Inputs + FixedInputs);
        for (int layer = 2; layer < shape.Layers; layer++)
            products += (double)shape.Units(layer) * shape.Units(layer - 1);
        double work = folds.Rows * products;
        var search = new PenaltySearch(
            folding.Make(foldStart, folds), new OutOfFold(shape, examples, folds), folds, options, work, costFactor);
        CrossValidationResult? found = search.Run();
        if (search.Weights is { } weights && !options.IsWarmStart && (found is null || options.Optimizer is LbfgsOptimizer))
        {
            T[][] wholes = [.. weights.Select((each, fold) => folding.Whole(each, folds.Learnt(fold)))];
            FoldMean.Write(wholes, folding.Cost, search.BestCost, parameters);
        }

        return found;
    }

    /// <summary>The options of the training on all examples.</summary>
    public TrainingOptions OptionsWith(CrossValidationResult? choice, IEnumerable<TrainingSet> examples)
    {
        if (choice is null)
            return options;
        TrainingOptions chosen = options with { L2Regularization = choice.L2Regularization };
        if (options.Optimizer is not LbfgsOptimizer || !options.CrossValidation!.ChoosesEpochs)
            return chosen;
        bool hasSeenAll = !options.IsWarmStart && choice.Rows == examples.Sum(Folds.CountOf);
        return chosen with { Epochs = hasSeenAll ? Math.Max(FewEpochs, choice.Epochs / 2) : ManyEpochs };
    }

    private static WeightInitialization Drawn(Activation activation)
        => activation is Activation.Sigmoid or Activation.Tanh or Activation.Identity
            ? WeightInitialization.Xavier : WeightInitialization.He;
}
