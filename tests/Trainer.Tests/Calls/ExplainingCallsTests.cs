using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetShallow.Trainer.Tests.Explanations;

namespace MlNetShallow.Trainer.Tests.Calls;

/// <summary>
/// Rows of the table "What ML.NET's calls do with a model" in docs/mlnet-integration.md: those that explain. That our importances
/// are those of ML.NET's typed call is in PermutationImportanceTests, what contributions are in FeatureContributionTests.
/// </summary>
public class ExplainingCallsTests
{
    private const string Contributions = "FeatureContributions";

    private readonly MLContext _context = new(seed: 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, string> OfAllTasks => Forms.OfAllTasks;

    /// <summary>No stage of a loaded model is a predictor, so that there the typed call does not compile.</summary>
    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void TheTypedImportancesTakeTheNetworkOfAFittedAndARestoredModel(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);
        if (form == "loaded")
        {
            Assert.DoesNotContain(
                (IEnumerable<ITransformer>)model, stage => stage is ISingleFeaturePredictionTransformer<object>);
            return;
        }

        Assert.Equal(Typed(task, Forms.Get(task, "fitted")), Typed(task, model));
    }

    [Fact]
    public void TheTypedImportancesWantFeaturesOfSingle()
    {
        IDataView bytes = Circles.Bytes(_context);
        ShallowNetworkTransformer model = Circles.Trainer(_context, options => options.NumberOfEpochs = 1).Fit(bytes);

        Assert.ThrowsAny<Exception>(() => _context.BinaryClassification.PermutationFeatureImportance(model, bytes));
    }

    /// <summary>It asks for an internal interface. Should a later version take ours, the table changes.</summary>
    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void TheImportancesByNameRefuse(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);
        IDataView scored = model.Transform(Forms.Data);

        Exception error = Assert.ThrowsAny<Exception>(() => (object)(task switch
        {
            "binary" => _context.BinaryClassification.PermutationFeatureImportanceNonCalibrated(
                model, scored, Forms.Label(task)),
            "multiclass" => _context.MulticlassClassification.PermutationFeatureImportance(model, scored, Forms.Label(task)),
            _ => _context.Regression.PermutationFeatureImportance(model, scored, Forms.Label(task)),
        }));

        Assert.Contains("does not have a compatible predictor", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void OurImportancesByNameAreThoseOfTheTypedCall(string task, string form)
    {
        ITransformer model = Forms.Get(task, form);

        IEnumerable<KeyValuePair<string, object>> ranked = task switch
        {
            "binary" => Boxed(_context.BinaryClassification.PermutationFeatureImportanceByName(
                model, Forms.Data, Forms.Label(task), permutationCount: 2, seed: 7, cancellationToken: Token)),
            "multiclass" => Boxed(_context.MulticlassClassification.PermutationFeatureImportanceByName(
                model, Forms.Data, Forms.Label(task), permutationCount: 2, seed: 7, cancellationToken: Token)),
            _ => Boxed(_context.Regression.PermutationFeatureImportanceByName(
                model, Forms.Data, Forms.Label(task), permutationCount: 2, seed: 7, cancellationToken: Token)),
        };

        string[] slots = ["Wind", .. Flights.Rows.Select(row => $"CarrierOneHot.{row.Carrier}").Distinct(), "Hour"];
        Assert.Equal(
            Typed(task, Forms.Get(task, "fitted")),
            ranked.OrderBy(item => Array.IndexOf(slots, item.Key)).SelectMany(item => Forms.Numbers(item.Value)));

        static IEnumerable<KeyValuePair<string, object>> Boxed<T>(IEnumerable<KeyValuePair<string, T>> items)
            where T : notnull
            => items.Select(item => KeyValuePair.Create(item.Key, (object)item.Value));
    }

    /// <summary>ML.NET's wants a model that has an internal calculator, so that with ours it does not compile.</summary>
    [Theory]
    [MemberData(nameof(OfAllTasks))]
    public void ContributionsAreOurs(string task, string form)
    {
        ITransformer model = Forms.Get(task, form), fitted = Forms.Get(task, "fitted");
        float[] expected = Forms.Scores(
            _context.Model.WithFeatureContributions(fitted, Forms.Data).Transform(Forms.Data), Contributions);

        IDataView explained = _context.Model.WithFeatureContributions(model, Forms.Data).Transform(Forms.Data);

        Assert.Equal(expected, Forms.Scores(explained, Contributions));
        ShallowNetworkTransformer? network = Forms.Network(model);
        Assert.Equal(form == "loaded", network is null);
        if (network is not null)
        {
            Assert.IsNotType<ISingleFeaturePredictionTransformer<ICalculateFeatureContribution>>(network, exactMatch: false);
            IDataView scored = model.Transform(Forms.Data);
            IDataView estimated = _context.Transforms.CalculateFeatureContribution(network).Fit(scored).Transform(scored);
            Assert.Equal(expected, Forms.Scores(estimated, Contributions));
        }
    }

    [Fact]
    public void ContributionsOfMlNetAreThereForItsOwn()
    {
        IDataView data = Flights.Featurize(_context).Fit(Forms.Data).Transform(Forms.Data);
        BinaryPredictionTransformer<CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>> linear =
            _context.BinaryClassification.Trainers.LbfgsLogisticRegression("IsLate").Fit(data);

        var estimator = _context.Transforms.CalculateFeatureContribution(linear);

        IDataView scored = linear.Transform(data);
        Assert.Equal(6 * Flights.Rows.Length, Forms.Scores(estimator.Fit(scored).Transform(scored), Contributions).Length);
    }

    private static (string, double)[] Typed(string task, ITransformer model)
    {
        ShallowNetworkTransformer network = Forms.Network(model)!;
        IDataView scored = model.Transform(Forms.Data);
        IEnumerable<object> changes = task switch
        {
            "binary" => new MLContext(7).BinaryClassification.PermutationFeatureImportance(
                network, scored, Forms.Label(task), permutationCount: 2),
            "multiclass" => new MLContext(7).MulticlassClassification.PermutationFeatureImportance(
                network, scored, Forms.Label(task), permutationCount: 2),
            _ => new MLContext(7).Regression.PermutationFeatureImportance(
                network, scored, Forms.Label(task), permutationCount: 2),
        };
        return [.. changes.SelectMany(Forms.Numbers)];
    }
}
