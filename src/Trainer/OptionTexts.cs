using System.Globalization;
using System.Reflection;
using MlNetShallow.Training;
using MlNetShallow.Training.Selection;

namespace MlNetShallow;

/// <summary>A trainer's options in words, for the model to keep.</summary>
internal static class OptionTexts
{
    /// <param name="options">The options.</param>
    /// <param name="used">What training made of them; null where it never began.</param>
    /// <param name="folds">What cross-validation gave.</param>
    /// <returns>Of each option by its name what was asked for or, where that was left open, what was chosen. None for what has no
    /// words, such as callbacks, nor for what was left open and not used.</returns>
    public static Dictionary<string, string> Of(
        ShallowNetworkTrainerBase.OptionsBase options, TrainingOptions? used, CrossValidationResult? folds)
    {
        var texts = new Dictionary<string, string>();
        foreach (FieldInfo option in options.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (option.FieldType.IsAssignableTo(typeof(Delegate)) || option.FieldType == typeof(CancellationToken)
                || option.FieldType == typeof(TrainingCheckpoint))
                continue;
            if (option.Name == nameof(options.NumberOfHiddenUnits) && options.HiddenUnits is not null)
                continue;
            if (option.GetValue(options) is { } value)
                texts[option.Name] = Text(value);
            else if (Chosen(option.Name) is { } chosen)
                texts[option.Name] = $"{Text(chosen)} (chosen)";
        }

        return texts;

        object? Chosen(string name) => used is null ? null : name switch
        {
            nameof(options.Optimizer) => used.Optimizer,
            nameof(options.LearningRate) => used.Optimizer is LbfgsOptimizer ? null : used.LearningRate,
            nameof(options.BatchSize) => used.BatchSize,
            nameof(options.NumberOfEpochs) => folds is null || used.Optimizer is not LbfgsOptimizer ? used.Epochs : null,
            nameof(options.L2Regularization) => folds?.L2Regularization ?? used.L2Regularization,
            nameof(options.Seed) => used.Seed,
            nameof(options.FeatureScaling) => used.FeatureScaling,
            nameof(options.EarlyStopping) => used.EarlyStopping,
            nameof(options.Initialization) => TrainerDefaults.Initialization(options.Activation),
            _ => null,
        };
    }

    /// <summary>A value in words that do not depend on the culture; those of a record, which are made by it, do.</summary>
    public static string Text(object value)
    {
        if (value is string text)
            return text;
        if (value is IEnumerable<string> texts)
            return string.Join(", ", texts);
        if (value is int[] numbers)
            return numbers is [] ? "none" : string.Join(", ", numbers);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return value.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
