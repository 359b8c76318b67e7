namespace Microsoft.ML;

/// <summary>Predicts one object at a time. Not for several threads at once.</summary>
public sealed class PredictionEngine<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly DataViewRowCursor _input;
    private readonly DataViewRow _output;
    private readonly Action<TDst> _fill;
    private TSrc? _example;

    internal PredictionEngine(ITransformer transformer)
    {
        Contracts.CheckParam(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        var data = new EnumerableDataView<TSrc>(GetExamples(), null);
        _input = data.GetRowCursor(data.Schema);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(data.Schema);
        _output = mapper.GetRow(_input, mapper.OutputSchema);
        _fill = new RowFiller<TDst>(mapper.OutputSchema, ignoreMissingColumns: true).Bind(_output);
    }

    public TDst Predict(TSrc example)
    {
        _example = example;
        _input.MoveNext();
        var prediction = new TDst();
        _fill(prediction);
        return prediction;
    }

    public void Dispose() => _output.Dispose();

    private IEnumerable<TSrc> GetExamples()
    {
        while (true)
            yield return _example!;
    }
}
