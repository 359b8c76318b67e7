using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetShallow.Data.Tables;

namespace MlNetShallow.Data.Pipelines;

/// <summary>The ML.NET pipelines from the columns of a table to a prediction.</summary>
internal static class TablePipeline
{
    /// <summary>The column that holds the predicted class of a model of two classes as a key; of several, PredictedLabel is
    /// one.</summary>
    public const string PredictedKey = "PredictedClassKey";

    /// <summary>The column that holds the label as trainers and metrics take it.</summary>
    public const string Label = Prefix + nameof(Label);

    private const string Prefix = "MlNetShallow.";
    private const string Features = Prefix + nameof(Features);
    private const string Numbers = Prefix + nameof(Numbers);
    private const string Marks = Prefix + nameof(Marks);
    private const string MarkSuffix = ".IsEmpty";

    /// <summary>Learns the label from the features.</summary>
    /// <param name="mlContext">Takes the trainer's messages.</param>
    /// <param name="data">The rows, with both.</param>
    /// <param name="label">The label.</param>
    /// <param name="features">The features.</param>
    /// <param name="options">The trainer's options.</param>
    /// <returns>The model, which does not ask for the label.</returns>
    public static ITransformer Train(
        MLContext mlContext, IDataView data, TableLabel label, TableFeatures features, IOptionsReader options)
    {
        IDataView labelled = AddLabel(mlContext, data, label);
        IEnumerable<IEstimator<ITransformer>> stages =
        [
            .. Featurize(mlContext.Transforms, features, scalesNumbers: false),
            Trainer(mlContext, label, features.Offset, options),
            .. NameClasses(mlContext, label),
        ];
        return Chain(stages).Fit(labelled);
    }

    /// <summary>Rows of a table for trainers of any kind.</summary>
    /// <exception cref="InvalidDataException">There are several labels, which not every trainer learns.</exception>
    public static LabelledExamples Examples(
        MLContext mlContext, IDataView training, IDataView? test, TableLabel label, TableFeatures features)
    {
        if (label.Targets is { } targets)
        {
            throw new InvalidDataException($"Trainers of ML.NET learn one label; --label {label.Name} names {targets.Names.Count}. "
                + "Name one of them, or train and evaluate the model of all.");
        }

        return new LabelledExamples
        {
            Task = label.Task,
            Classes = label.Classes,
            Training = AddLabel(mlContext, training, label),
            Test = test is null ? null : AddLabel(mlContext, test, label),
            LabelColumn = Label,
            FeatureColumn = Features,
            FeaturesAreLearnt = true,
            Featurizer = form => Chain(Featurize(mlContext.Transforms, features, form == FeatureForm.ScaledSingles)),
        };
    }

    /// <summary>Adds the label as trainers and metrics take it.</summary>
    public static IDataView AddLabel(MLContext mlContext, IDataView data, TableLabel label)
    {
        IEstimator<ITransformer> estimator = label.Task switch
        {
            TableTask.Binary => new ClassTable(mlContext, label.Classes).NameToFlag(Label, label.Name),
            TableTask.Multiclass => new ClassTable(mlContext, label.Classes).NameToKey(Label, label.Name),
            TableTask.MultiTarget or TableTask.MultiLabel => Join(mlContext.Transforms, label.Targets!),
            _ => mlContext.Transforms.CopyColumns(Label, label.Name),
        };
        return estimator.Fit(data).Transform(data);
    }

    /// <summary>The names of the classes of a model, in its order; of two, the second is class 1. Null where it does not know
    /// them.</summary>
    public static string[]? ClassesOf(DataViewSchema outputSchema)
        => KeyNames.Of(
            outputSchema.GetColumnOrNull(PredictedKey) ?? outputSchema.GetColumnOrNull(PredictionColumns.PredictedLabel));

    private static EstimatorChain<ITransformer> Chain(IEnumerable<IEstimator<ITransformer>> stages)
        => stages.Aggregate(new EstimatorChain<ITransformer>(), (chain, stage) => chain.Append(stage));

    private static List<IEstimator<ITransformer>> Featurize(
        TransformsCatalog transforms, TableFeatures features, bool scalesNumbers)
    {
        var stages = new List<IEstimator<ITransformer>>();
        var parts = new List<string>();
        if (features.Numbers.Count > 0)
        {
            parts.Add(Numbers);
            stages.Add(transforms.Concatenate(Numbers, [.. features.Numbers.Select(column => column.Name)]));
            if (features.MarksNumbers)
            {
                parts.Add(Marks);
                stages.Add(transforms.IndicateMissingValues(Marks, Numbers));
                stages.Add(transforms.Conversion.ConvertType(Marks, outputKind: DataKind.Single));
                // Those of columns that lack nothing would be 0 in all rows.
                stages.Add(transforms.FeatureSelection.SelectFeaturesBasedOnCount(Marks, count: 1));
            }

            if (features.Imputes)
            {
                stages.Add(transforms.ReplaceMissingValues(
                    Numbers, replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean));
            }

            if (scalesNumbers)
                stages.Add(transforms.NormalizeMeanVariance(Numbers, fixZero: false));
        }

        foreach (string name in features.Categories)
        {
            parts.Add(Prefix + name);
            stages.Add(transforms.Conversion.MapValueToKey(Prefix + name, name));
            stages.Add(transforms.Conversion.MapKeyToVector(Prefix + name));
        }

        // To ML.NET an empty text is a missing key, and as such like one that training did not have.
        foreach (string name in features.CategoriesWithEmpty)
        {
            string mark = Prefix + name + MarkSuffix;
            parts.Add(mark);
            stages.Add(transforms.Conversion.MapValue(mark, new Dictionary<string, bool> { [""] = true }, name));
            stages.Add(transforms.Conversion.ConvertType(mark, outputKind: DataKind.Single));
        }

        foreach (string name in features.Texts)
        {
            parts.Add(Prefix + name);
            try
            {
                stages.Add(transforms.Text.FeaturizeText(Prefix + name, name));
            }
            catch (NotSupportedException exception)
            {
                throw new InvalidDataException(
                    $"Column '{name}' holds texts of many words. {exception.Message} --ignore {name} leaves it out.", exception);
            }
        }

        stages.Add(transforms.Concatenate(Features, [.. parts]));
        return stages;
    }

    private static IEstimator<ITransformer> Trainer(
        MLContext mlContext, TableLabel label, string? offset, IOptionsReader options)
    {
        return label.Task switch
        {
            TableTask.Binary => new ShallowNetworkBinaryTrainer(Read<ShallowNetworkBinaryTrainer.Options>(), mlContext),
            TableTask.Multiclass => new ShallowNetworkMulticlassTrainer(
                Read<ShallowNetworkMulticlassTrainer.Options>(), mlContext),
            TableTask.MultiTarget => new ShallowNetworkMultiTargetTrainer(
                Read<ShallowNetworkMultiTargetTrainer.Options>(), mlContext),
            TableTask.MultiLabel => new ShallowNetworkMultiLabelTrainer(
                Read<ShallowNetworkMultiLabelTrainer.Options>(), mlContext),
            _ => new ShallowNetworkRegressionTrainer(Read<ShallowNetworkRegressionTrainer.Options>(), mlContext),
        };

        TOptions Read<TOptions>()
            where TOptions : ShallowNetworkTrainerBase.OptionsBase, new()
        {
            TOptions read = options.Read<TOptions>();
            (read.LabelColumnName, read.FeatureColumnName) = (Label, Features);
            if (read is ShallowNetworkBinaryTrainer.Options binary)
                binary.ClassNames = [.. label.Classes];
            if (read is ShallowNetworkRegressionTrainer.Options regression)
                regression.OffsetColumnName = offset;
            return read;
        }
    }

    /// <summary>The labels as one vector, whose slots are named as their columns.</summary>
    private static EstimatorChain<ITransformer> Join(TransformsCatalog transforms, TableTargets targets)
    {
        var stages = new List<IEstimator<ITransformer>>();
        foreach (TableColumn column in targets.Columns)
        {
            if (column.Type is TextDataViewType)
                stages.Add(transforms.Conversion.MapValue(column.Name, TableTargets.Flags, column.Name));
        }

        stages.Add(transforms.Concatenate(Label, [.. targets.Names]));
        return Chain(stages);
    }

    /// <summary>The predicted class by its name. An ML.NET model of two classes knows only true and false.</summary>
    private static IEnumerable<IEstimator<ITransformer>> NameClasses(MLContext mlContext, TableLabel label)
    {
        if (label.Task is not (TableTask.Binary or TableTask.Multiclass))
            yield break;
        string key = PredictionColumns.PredictedLabel;
        if (label.Task == TableTask.Binary)
        {
            key = PredictedKey;
            yield return new ClassTable(mlContext, label.Classes).FlagToKey(key, PredictionColumns.PredictedLabel);
        }

        yield return mlContext.Transforms.Conversion.MapKeyToValue(PicturePipeline.PredictedClass, key);
    }
}
