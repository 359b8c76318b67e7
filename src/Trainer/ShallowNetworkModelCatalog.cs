using MlNetShallow;
using MlNetShallow.Input;
using MlNetShallow.Scoring;
using MlNetShallow.Tasks;

namespace Microsoft.ML;

/// <summary>Gives saved models back as they were fitted, and models of two classes another threshold.</summary>
public static class ShallowNetworkModelCatalog
{
    /// <summary>Loads a model with a shallow network from a file, as it was when it was fitted.</summary>
    /// <param name="catalog">The context's models.</param>
    /// <param name="filePath">A file that <c>mlContext.Model.Save</c> wrote. Load models only of those whose programs you would
    /// run.</param>
    /// <param name="inputSchema">The schema that the model was saved with; null where it was with none.</param>
    /// <exception cref="ArgumentException">There is no shallow network in the model.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ShallowNetworkModel LoadShallowNetwork(
        this ModelOperationsCatalog catalog, string filePath, out DataViewSchema? inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Load(filePath, out inputSchema).RestoreShallowNetwork();
    }

    /// <summary>Loads a model with a shallow network from a stream, as it was when it was fitted.</summary>
    /// <param name="catalog">The context's models.</param>
    /// <param name="stream">What <c>mlContext.Model.Save</c> wrote; it can seek. Load models only of those whose programs you
    /// would run.</param>
    /// <param name="inputSchema">The schema that the model was saved with; null where it was with none.</param>
    /// <exception cref="ArgumentException">There is no shallow network in the model.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ShallowNetworkModel LoadShallowNetwork(
        this ModelOperationsCatalog catalog, Stream stream, out DataViewSchema? inputSchema)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Load(stream, out inputSchema).RestoreShallowNetwork();
    }

    /// <summary>
    /// Gives a model with a shallow network as it was when it was fitted: with <see cref="ShallowNetworkTransformer"/> in place
    /// of the stages of ML.NET's own in which it is saved, and so with its parameters, annotations and block scoring.
    /// </summary>
    /// <param name="model">A fitted pipeline, what <c>mlContext.Model.Load</c> gave, or a model that was restored already. Of
    /// several networks the last is restored.</param>
    /// <exception cref="ArgumentException">There is no shallow network in the model.</exception>
    /// <exception cref="FormatException">The network in it is damaged or of a later format.</exception>
    public static ShallowNetworkModel RestoreShallowNetwork(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ShallowNetworkModel.Of(model);
    }

    /// <summary>Gives a model of two classes another threshold.</summary>
    /// <param name="catalog">The context's binary classification.</param>
    /// <param name="model">A fitted, loaded or restored model; it is not changed.</param>
    /// <param name="threshold">The probability above which PredictedLabel is true; above 0 and below 1.</param>
    /// <returns>The model with that threshold, which it is saved with.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">There is no shallow network in the model, or none for two classes.</exception>
    public static ShallowNetworkModel ChangeModelThreshold(
        this BinaryClassificationCatalog catalog, ITransformer model, double threshold)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        if (ShallowNetworkModel.Find(model) is not { } restored)
        {
            // A call of ML.NET's that is given a double, as 0.7 is one, ends here.
            throw new ArgumentException(
                $"{ShallowNetworkModel.NoNetwork} For a model of ML.NET's own write a float: "
                    + FormattableString.Invariant($"{nameof(ChangeModelThreshold)}(model, {threshold}f) ")
                    + "is ML.NET's call, whose threshold is one of the score.",
                nameof(model));
        }

        Thresholds.Check(threshold);
        return WithScoreThreshold(Binary(restored), Thresholds.ToScore(threshold));
    }

    /// <summary>Gives a model of two classes the threshold that serves a goal best on given data. They should be none that it was
    /// trained on, of which it knows too much.</summary>
    /// <param name="catalog">The context's binary classification.</param>
    /// <param name="model">A fitted, loaded or restored model; it is not changed.</param>
    /// <param name="data">The data, with the columns that the model takes and the label. Rows that the model has no score for are
    /// left out.</param>
    /// <param name="goal">What the threshold is for.</param>
    /// <param name="labelColumnName">The label column, of <see cref="bool"/>.</param>
    /// <returns>The model with that threshold, which it is saved with.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="ArgumentException">There is no shallow network in the model, or none for two classes.</exception>
    /// <exception cref="InvalidOperationException">The data have no scored rows of both classes.</exception>
    public static ShallowNetworkModel ChangeModelThreshold(
        this BinaryClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        ThresholdGoal goal,
        string labelColumnName = TrainerDefaults.LabelColumnName)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(goal);
        ShallowNetworkModel binary = Binary(model);
        IDataView scored = binary.UpToNetwork.Transform(data);
        LearningTask.BinaryClassification.CheckLabel(
            labelColumnName, ColumnShape.Find(scored.Schema, labelColumnName));
        (float Score, bool Label)[] rows =
        [
            .. ScoredRows(scored, labelColumnName).Where(row => float.IsFinite(row.Score)),
        ];
        if (rows.All(row => row.Label) || !rows.Any(row => row.Label))
        {
            throw new InvalidOperationException(
                $"To choose a threshold, rows of both classes are needed: of {rows.Length} rows with a score, "
                + $"{rows.Count(row => row.Label)} are true in label column '{labelColumnName}'.");
        }

        return WithScoreThreshold(binary, ThresholdSearch.Find(rows, goal));
    }

    // In one pass: a column read alone would have the rows scored again.
    private static IEnumerable<(float Score, bool Label)> ScoredRows(IDataView scored, string labelColumnName)
    {
        DataViewSchema.Column label = scored.Schema[labelColumnName], score = scored.Schema[PredictionColumns.Score];
        using DataViewRowCursor cursor = scored.GetRowCursor([label, score]);
        ValueGetter<bool> getLabel = cursor.GetGetter<bool>(label);
        ValueGetter<float> getScore = cursor.GetGetter<float>(score);
        bool isTrue = false;
        float value = 0;
        while (cursor.MoveNext())
        {
            getLabel(ref isTrue);
            getScore(ref value);
            yield return (value, isTrue);
        }
    }

    private static ShallowNetworkModel Binary(ITransformer model)
    {
        ShallowNetworkModel restored = model.RestoreShallowNetwork();
        OutputLayer outputs = restored.Network.Model.Network.Shape.OutputLayer;
        return outputs == OutputLayer.SigmoidCrossEntropy ? restored : throw new ArgumentException(
            $"Only a model of two classes has a threshold; this one has the output layer {outputs}.", nameof(model));
    }

    private static ShallowNetworkModel WithScoreThreshold(ShallowNetworkModel model, float threshold)
        => model.With(model.Network.WithScoreThreshold(threshold));
}
