using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Reads back what <see cref="ModelSaveContext"/> wrote.</summary>
internal sealed class ModelLoadContext(IHostEnvironment environment, BinaryReader reader)
{
    internal IHostEnvironment Environment => environment;

    internal BinaryReader Reader => reader;

    internal ITransformer LoadModel()
    {
        string loader = reader.ReadString();
        MethodInfo? load = Type.GetType(loader)?.GetMethod(
            "Load", BindingFlags.Static | BindingFlags.NonPublic, [typeof(ModelLoadContext)]);
        if (load is null)
            throw new FormatException($"Corrupt model file: it names an unknown component, '{loader}'.");

        return (ITransformer)load.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [this], null)!;
    }
}
