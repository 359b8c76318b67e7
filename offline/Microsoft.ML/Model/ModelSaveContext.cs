namespace Microsoft.ML;

/// <summary>The place of one component in a saved model.</summary>
/// <remarks>
/// A component calls <see cref="Begin"/> once and then writes what its loader reads back. Only the loader is recorded, never the
/// component that was asked to save itself: one that passes this on to another component's Save is loaded as that other one.
/// </remarks>
public sealed class ModelSaveContext : IDisposable
{
    private readonly BinaryWriter _writer;
    private bool _hasBegun;

    internal ModelSaveContext(BinaryWriter writer) => _writer = writer;

    /// <param name="loader">The type whose static <c>Load(ModelLoadContext)</c> gives the component back.</param>
    internal BinaryWriter Begin(Type loader)
    {
        if (_hasBegun)
            throw new InvalidOperationException("Two components were written to the place of one in the saved model.");

        _hasBegun = true;
        _writer.Write($"{loader.FullName}, {loader.Assembly.GetName().Name}");
        return _writer;
    }

    internal void SaveModel(ICanSaveModel model)
    {
        using var place = new ModelSaveContext(_writer);
        model.Save(place);
        if (!place._hasBegun)
            throw new InvalidOperationException($"{model.GetType()} wrote nothing to the saved model.");
    }

    public void Dispose()
    {
    }
}
