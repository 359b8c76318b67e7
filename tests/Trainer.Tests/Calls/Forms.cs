using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetShallow.Tests.Shared;
using MlNetShallow.Trainer.Tests.Explanations;

namespace MlNetShallow.Trainer.Tests.Calls;

/// <summary>The columns of the table "What ML.NET's calls do with a model" in docs/mlnet-integration.md: pipelines of all tasks,
/// as they were fitted, as ML.NET loads them, and restored.</summary>
internal static class Forms
{
    private static readonly MLContext Context = new(seed: 1);

    private static readonly Dictionary<string, ITransformer> Fitted = new()
    {
        ["binary"] = Flights.Binary(Context),
        ["multiclass"] = Flights.Multiclass(Context),
        ["regression"] = Flights.Regression(Context),
    };

    public static string[] Names => ["fitted", "loaded", "restored"];

    public static IDataView Data { get; } = Flights.Data(Context);

    public static MatrixTheoryData<string, string> OfAllTasks => new(Fitted.Keys, Names);

    public static ITransformer Get(string task, string form) => As(form, Fitted[task], Data);

    public static ITransformer As(string form, ITransformer fitted, IDataView data) => form switch
    {
        "fitted" => fitted,
        "loaded" => EstimatorWorkout.SaveAndLoad(fitted, data.Schema),
        _ => EstimatorWorkout.SaveAndLoad(fitted, data.Schema).RestoreShallowNetwork(),
    };

    public static string Label(string task) => task switch
    {
        "binary" => nameof(Flight.IsLate),
        "multiclass" => "KindKey",
        _ => nameof(Flight.Delay),
    };

    /// <summary>The network that a form has as a transformer; a loaded one has none.</summary>
    public static ShallowNetworkTransformer? Network(ITransformer model)
        => ((IEnumerable<ITransformer>)model).OfType<ShallowNetworkTransformer>().SingleOrDefault();

    /// <summary>All scores, row after row.</summary>
    public static float[] Scores(IDataView scored, string column = "Score")
        => scored.Schema[column].Type is VectorDataViewType
            ? [.. scored.GetColumn<float[]>(column).SelectMany(row => row)]
            : [.. scored.GetColumn<float>(column)];

    /// <summary>Every number of some metrics, or of statistics of them.</summary>
    public static (string Name, double Value)[] Numbers(object metrics)
        => [.. metrics.GetType().GetProperties().SelectMany(property => property.GetValue(metrics) switch
        {
            double value => [(property.Name, value)],
            IEnumerable<double> values => values.Select(value => (property.Name, value)),
            MetricStatistics value => [(property.Name, value.Mean), (property.Name, value.StandardDeviation)],
            _ => Array.Empty<(string, double)>(),
        })];
}
