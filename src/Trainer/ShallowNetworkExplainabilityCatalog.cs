using System.Collections.Immutable;
using Microsoft.ML.Data;
using MlNetShallow;
using MlNetShallow.Explanations;

namespace Microsoft.ML;

/// <summary>Explains models with a network of MlNetShallow, fitted or loaded: which features count, and what a prediction is made
/// of.</summary>
public static class ShallowNetworkExplainabilityCatalog
{
    private const int PermutationCount = 5;
    private const string FeatureContributions = nameof(FeatureContributions);
    private const string BaselineScore = nameof(BaselineScore);

    /// <summary>
    /// Ranks the features of a model of two classes by permutation, by their names: how much each metric changes, on average and
    /// by standard deviation, where the values of a feature are dealt to other rows (Breiman, Random Forests, 2001, section 10).
    /// It is ML.NET's <c>PermutationFeatureImportance</c>, with its numbers, for models that have no typed transformer as well,
    /// for features of <see cref="byte"/>, and for features that belong together. It measures at the model's own threshold, where
    /// ML.NET's counts scores above 0, a threshold of 0.5.
    /// </summary>
    /// <param name="catalog">Measures, and permutes by the seed of its context.</param>
    /// <param name="model">A model with a network: a fitted pipeline or trainer, or what <c>Model.Load</c> gave.</param>
    /// <param name="data">Labelled data as the model takes them. Rows with a missing or infinite label or feature are left out.
    /// They are kept in memory.</param>
    /// <param name="labelColumnName">The label, of <see cref="bool"/>: in the data, or made by the model.</param>
    /// <param name="grouping">What is permuted together, and by whose names the result goes.</param>
    /// <param name="numberOfExamplesToUse">The most rows to use, the first ones; at least 1; null for all.</param>
    /// <param name="permutationCount">The number of permutations of each feature; at least 1.</param>
    /// <param name="seed">The seed of the permutations; null for the context's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The changes of the metrics by the names of slots, or of columns. A slot without a name is called by its number,
    /// "slot 3", which counts from 0.</returns>
    /// <exception cref="ArgumentException">There is no network in the model, or it is of another task.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or a number is below 1.</exception>
    /// <exception cref="InvalidOperationException">There is no row with a label and all features, or columns are to be permuted
    /// where a stage drops rows or takes what cannot be kept in memory, such as pictures.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableDictionary<string, BinaryClassificationMetricsStatistics> PermutationFeatureImportanceByName(
        this BinaryClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        FeatureGrouping grouping = FeatureGrouping.Slots,
        int? numberOfExamplesToUse = null,
        int permutationCount = PermutationCount,
        int? seed = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        PermutedModel permuted = Permute(
            OutputLayer.SigmoidCrossEntropy, model, data, labelColumnName, grouping, numberOfExamplesToUse, permutationCount,
            cancellationToken);
        BinaryClassificationCatalog own = seed is null ? catalog : new MLContext(seed).BinaryClassification;
        return permuted.ByName(own.PermutationFeatureImportance(
            permuted, permuted.Rows, labelColumnName, permutationCount: permutationCount));
    }

    /// <summary>Ranks the features of a model of several classes by permutation, as
    /// <see cref="PermutationFeatureImportanceByName(BinaryClassificationCatalog, ITransformer, IDataView, string,
    /// FeatureGrouping, int?, int, int?, CancellationToken)"/> does of two.</summary>
    /// <param name="catalog">Measures, and permutes by the seed of its context.</param>
    /// <param name="model">A model with a network: a fitted pipeline or trainer, or what <c>Model.Load</c> gave.</param>
    /// <param name="data">Labelled data as the model takes them.</param>
    /// <param name="labelColumnName">The label, a key of as many values as the model has classes: in the data, or made by the
    /// model.</param>
    /// <param name="grouping">What is permuted together.</param>
    /// <param name="numberOfExamplesToUse">The most rows to use; at least 1; null for all.</param>
    /// <param name="permutationCount">The number of permutations of each feature; at least 1.</param>
    /// <param name="seed">The seed of the permutations; null for the context's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The changes of the metrics by name.</returns>
    /// <exception cref="ArgumentException">There is no network in the model, or it is of another task.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or a number is below 1.</exception>
    /// <exception cref="InvalidOperationException">There is no row with a label and all features, or columns cannot be
    /// permuted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> PermutationFeatureImportanceByName(
        this MulticlassClassificationCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        FeatureGrouping grouping = FeatureGrouping.Slots,
        int? numberOfExamplesToUse = null,
        int permutationCount = PermutationCount,
        int? seed = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        PermutedModel permuted = Permute(
            OutputLayer.SoftmaxCrossEntropy, model, data, labelColumnName, grouping, numberOfExamplesToUse, permutationCount,
            cancellationToken);
        MulticlassClassificationCatalog own = seed is null ? catalog : new MLContext(seed).MulticlassClassification;
        return permuted.ByName(own.PermutationFeatureImportance(
            permuted, permuted.Rows, labelColumnName, permutationCount: permutationCount));
    }

    /// <summary>Ranks the features of a regression model by permutation, as
    /// <see cref="PermutationFeatureImportanceByName(BinaryClassificationCatalog, ITransformer, IDataView, string,
    /// FeatureGrouping, int?, int, int?, CancellationToken)"/> does of two classes.</summary>
    /// <param name="catalog">Measures, and permutes by the seed of its context.</param>
    /// <param name="model">A model with a network: a fitted pipeline or trainer, or what <c>Model.Load</c> gave.</param>
    /// <param name="data">Labelled data as the model takes them.</param>
    /// <param name="labelColumnName">The label, of <see cref="float"/>.</param>
    /// <param name="grouping">What is permuted together.</param>
    /// <param name="numberOfExamplesToUse">The most rows to use; at least 1; null for all.</param>
    /// <param name="permutationCount">The number of permutations of each feature; at least 1.</param>
    /// <param name="seed">The seed of the permutations; null for the context's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The changes of the metrics by name.</returns>
    /// <exception cref="ArgumentException">There is no network in the model, or it is of another task.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type, or a number is below 1.</exception>
    /// <exception cref="InvalidOperationException">There is no row with a label and all features, or columns cannot be
    /// permuted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableDictionary<string, RegressionMetricsStatistics> PermutationFeatureImportanceByName(
        this RegressionCatalog catalog,
        ITransformer model,
        IDataView data,
        string labelColumnName = TrainerDefaults.LabelColumnName,
        FeatureGrouping grouping = FeatureGrouping.Slots,
        int? numberOfExamplesToUse = null,
        int permutationCount = PermutationCount,
        int? seed = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        PermutedModel permuted = Permute(
            OutputLayer.IdentitySquaredError, model, data, labelColumnName, grouping, numberOfExamplesToUse, permutationCount,
            cancellationToken);
        RegressionCatalog own = seed is null ? catalog : new MLContext(seed).Regression;
        return permuted.ByName(own.PermutationFeatureImportance(
            permuted, permuted.Rows, labelColumnName, permutationCount: permutationCount));
    }

    /// <summary>
    /// Explains single predictions: adds to rows what each feature contributes to their score, by integrated gradients
    /// (<see cref="IntegratedGradients{T}"/>). It stands where ML.NET's <c>CalculateFeatureContribution</c> does, whose models
    /// are its own. For whole pipelines and loaded models see <see cref="WithFeatureContributions"/>.
    /// </summary>
    /// <remarks>
    /// <para>FeatureContributions, a vector of <see cref="float"/> with the slot names of the features, adds up to the row's
    /// score less BaselineScore, a <see cref="float"/>: to about 1e-5 of the sum of the contributions' magnitudes, the rounding of
    /// Single.</para>
    /// <para>The score is the column Score of two classes (the logit) and of a regression; of a regression by the Poisson or gamma
    /// loss it is the logarithm of Score, and of several quantiles the middle one, of an even number the upper of the middle two. Of
    /// several classes it is the logarithm of the class's probability over the geometric mean of all probabilities. Of several
    /// labels it is the logit of one, of several targets the prediction of one.</para>
    /// <para>A row with a missing feature gets NaN. The transformer cannot be saved: save the model, and explain the loaded
    /// one.</para>
    /// </remarks>
    /// <param name="catalog">The catalog of transforms.</param>
    /// <param name="predictionTransformer">The trained network: what the trainer's <c>Fit</c> returned, or the last transformer
    /// of a pipeline.</param>
    /// <param name="outputColumnName">The column of the contributions.</param>
    /// <param name="baselineScoreColumnName">The column of the baseline's score.</param>
    /// <param name="baseline">A row of features to compare with, in the unit of the feature column (for <see cref="byte"/> 0 to
    /// 255); null for the mean of the rows that the estimator is fitted on, which should be those of the training.</param>
    /// <param name="classKey">Of several classes, the key of the class whose score is explained, from 1; null for the predicted
    /// one of each row. Of several targets or labels the number of the one that is explained, from 1.</param>
    /// <exception cref="ArgumentException">The baseline has another number of features than the network, or one that is not
    /// finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static FeatureContributionEstimator CalculateFeatureContribution(
        this TransformsCatalog catalog,
        ShallowNetworkTransformer predictionTransformer,
        string outputColumnName = FeatureContributions,
        string baselineScoreColumnName = BaselineScore,
        float[]? baseline = null,
        uint? classKey = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(predictionTransformer);
        ExplainedModel explained = ExplainedModel.Of(predictionTransformer);
        return new FeatureContributionEstimator(new ContributionMapping(explained, ContributionSettings.Of(
            explained, outputColumnName, baselineScoreColumnName, baseline, classKey)));
    }

    /// <summary>
    /// Makes a model that explains its predictions: all that the given model does, and the columns of
    /// <see cref="CalculateFeatureContribution"/> beside them, also where the model ends with <c>SelectColumns</c>.
    /// </summary>
    /// <param name="catalog">The catalog of models.</param>
    /// <param name="model">A model with a network: a fitted pipeline or trainer, or what <c>Model.Load</c> gave.</param>
    /// <param name="data">Data as the model takes them. The mean of their features is the baseline, if none is given, so they
    /// should be the training's; else only their schema counts.</param>
    /// <param name="outputColumnName">The column of the contributions.</param>
    /// <param name="baselineScoreColumnName">The column of the baseline's score.</param>
    /// <param name="baseline">A row of features to compare with, in the unit of the feature column; null for the mean.</param>
    /// <param name="classKey">Of several classes, the key of the class whose score is explained, from 1; null for the predicted
    /// one of each row. Of several targets or labels the number of the one that is explained, from 1.</param>
    /// <returns>The model. It cannot be saved.</returns>
    /// <exception cref="ArgumentException">There is no network in the model, or the baseline does not fit it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class, or a column that the model takes is missing or of
    /// another type.</exception>
    /// <exception cref="InvalidOperationException">There is no row with all features, or a stage after the network, which is none
    /// of <c>SelectColumns</c>, lets no other columns through than its own.</exception>
    public static ITransformer WithFeatureContributions(
        this ModelOperationsCatalog catalog,
        ITransformer model,
        IDataView data,
        string outputColumnName = FeatureContributions,
        string baselineScoreColumnName = BaselineScore,
        float[]? baseline = null,
        uint? classKey = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ExplainedModel explained = ExplainedModel.Of(model);
        return ExplainingModel.Create(
            explained,
            ContributionSettings.Of(explained, outputColumnName, baselineScoreColumnName, baseline, classKey),
            data);
    }

    private static PermutedModel Permute(
        OutputLayer wanted,
        ITransformer model,
        IDataView data,
        string labelColumnName,
        FeatureGrouping grouping,
        int? numberOfExamplesToUse,
        int permutationCount,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(labelColumnName);
        ArgumentOutOfRangeException.ThrowIfLessThan(permutationCount, 1);
        if (numberOfExamplesToUse is { } most)
            ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(numberOfExamplesToUse));
        if (!Enum.IsDefined(grouping))
            throw new ArgumentOutOfRangeException(nameof(grouping), grouping, "There is no such grouping.");
        ExplainedModel explained = ExplainedModel.Of(model);
        OutputLayer found = explained.Network.Shape.OutputLayer;
        if (found is OutputLayer.Targets or OutputLayer.Labels)
        {
            throw new ArgumentException(
                $"The model predicts {explained.Network.Shape.Outputs} {(found == OutputLayer.Targets ? "targets" : "labels")} at once, "
                    + "of which ML.NET has no metrics to permute features for.",
                nameof(model));
        }

        if (NameOf(found) != NameOf(wanted))
        {
            throw new ArgumentException(
                $"The model is one of {NameOf(found)}: use the catalog of that task, not that of {NameOf(wanted)}.",
                nameof(model));
        }

        PermutedRows rows = PermutedRows.Read(
            explained, data, labelColumnName, grouping, numberOfExamplesToUse, cancellation);
        return new PermutedModel(explained, rows, cancellation);
    }

    private static string NameOf(OutputLayer output) => output switch
    {
        OutputLayer.SigmoidCrossEntropy => nameof(MLContext.BinaryClassification),
        OutputLayer.SoftmaxCrossEntropy => nameof(MLContext.MulticlassClassification),
        _ => nameof(MLContext.Regression),
    };
}
