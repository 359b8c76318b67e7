using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetShallow;

/// <summary>Turns pictures into feature vectors. Made by <see cref="ImageFlatteningEstimator"/>. Thread-safe.</summary>
/// <remarks>Saved, it is a chain of ML.NET's own transformers, and comes back as one.</remarks>
public sealed class ImageFlatteningTransformer : ITransformer
{
    private readonly ITransformer _chain;
    private readonly string _inputColumnName;
    private readonly ImageInputKind _kind;

    internal ImageFlatteningTransformer(ITransformer chain, string inputColumnName, ImageInputKind kind)
    {
        _chain = chain;
        _inputColumnName = inputColumnName;
        _kind = kind;
    }

    internal ITransformer Chain => _chain;

    /// <summary>True: each row is made from one row.</summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The schema of the transformed data.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or holds pictures of another kind than in
    /// training.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        Check(inputSchema);
        return _chain.GetOutputSchema(inputSchema);
    }

    /// <summary>
    /// The data with the feature vectors, which are made when a row's are asked for: it is then that a picture that cannot be
    /// read throws, unless <see cref="ImageFlatteningEstimator.Options.OnUnreadableImage"/> says otherwise.
    /// </summary>
    /// <inheritdoc cref="GetOutputSchema"/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Check(input.Schema);
        return _chain.Transform(input);
    }

    /// <summary>The same, for one row at a time.</summary>
    /// <inheritdoc cref="GetOutputSchema"/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Check(inputSchema);
        return _chain.GetRowToRowMapper(inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _chain.Save(ctx);

    // The chain would find the fault too, but under the name of one of its private columns.
    private void Check(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (ImageInput.Find(inputSchema, _inputColumnName) == _kind)
            return;
        string? found = inputSchema[_inputColumnName].Type.ToString();
        throw ImageInput.Mismatch(_inputColumnName, ImageInput.Describe(_kind), found);
    }
}
