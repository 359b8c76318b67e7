namespace Microsoft.ML;

/// <summary>What can be part of a saved model.</summary>
public interface ICanSaveModel
{
    void Save(ModelSaveContext ctx);
}

/// <summary>The place of one component in a saved model.</summary>
/// <remarks>Only the loader is recorded: a component that passes this on to another's Save is loaded as that other one.</remarks>
public sealed class ModelSaveContext
{
    private readonly BinaryWriter _writer;
    private bool _hasBegun;
    internal ModelSaveContext(BinaryWriter writer) => _writer = writer;

    /// <param name="loader">The type whose static <c>Load(ModelLoadContext)</c> gives the component back.</param>
    internal BinaryWriter Begin(Type loader)
    {
        Contracts.Check(!_hasBegun, "Two components were written to the place of one in the saved model.");
        _hasBegun = true;
        _writer.Write($"{loader.FullName}, {loader.Assembly.GetName().Name}");
        return _writer;
    }

    internal void SaveModel(ICanSaveModel model)
    {
        var place = new ModelSaveContext(_writer);
        model.Save(place);
        Contracts.Check(place._hasBegun, $"{model.GetType()} wrote nothing to the saved model.");
    }
}

/// <summary>Reads back what <see cref="ModelSaveContext"/> wrote.</summary>
internal sealed class ModelLoadContext(BinaryReader reader)
{
    internal BinaryReader Reader => reader;

    internal ITransformer LoadModel()
    {
        string loader = reader.ReadString();
        MethodInfo load = Type.GetType(loader)?.GetMethod(
            "Load", BindingFlags.Static | BindingFlags.NonPublic, [typeof(ModelLoadContext)])
            ?? throw new FormatException($"Corrupt model file: it names an unknown component, '{loader}'.");
        return (ITransformer)load.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [this], null)!;
    }
}
