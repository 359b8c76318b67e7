using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlNetShallow.Data.Pipelines;

/// <summary>The classes of a label, as ML.NET maps them to one another: their names, the keys that count them from 1 and know
/// the names, and of two classes the flag, which is true for the second.</summary>
internal sealed class ClassTable
{
    private const string Key = nameof(Key);

    private readonly MLContext _mlContext;
    private readonly IDataView _classes;

    public ClassTable(MLContext mlContext, IEnumerable<string> names)
    {
        _mlContext = mlContext;
        IDataView rows = mlContext.Data.LoadFromEnumerable(names.Select((name, i) => new Row { Name = name, Flag = i == 1 }));
        _classes = mlContext.Transforms.Conversion.MapValueToKey(Key, nameof(Row.Name)).Fit(rows).Transform(rows);
    }

    public IEstimator<ITransformer> NameToFlag(string output, string input)
        => Map(output, input, nameof(Row.Name), nameof(Row.Flag));

    public IEstimator<ITransformer> NameToKey(string output, string input) => Map(output, input, nameof(Row.Name), Key);

    public IEstimator<ITransformer> FlagToKey(string output, string input) => Map(output, input, nameof(Row.Flag), Key);

    private ValueMappingEstimator Map(string output, string input, string from, string to)
        => _mlContext.Transforms.Conversion.MapValue(output, _classes, _classes.Schema[from], _classes.Schema[to], input);

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public bool Flag { get; set; }
    }
}
