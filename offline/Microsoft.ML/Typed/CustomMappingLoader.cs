using System.Reflection;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>Saves a custom mapping as its contract's name and the assembly that holds the contract.</summary>
internal static class CustomMappingLoader
{
    internal static void Save(ModelSaveContext ctx, string contractName, Assembly assembly)
    {
        BinaryWriter writer = ctx.Begin(typeof(CustomMappingLoader));
        writer.Write(contractName);
        writer.Write(assembly.FullName!);
    }

    internal static ITransformer Load(ModelLoadContext ctx)
    {
        string contractName = ctx.Reader.ReadString();
        ctx.Environment.ComponentCatalog.RegisterAssembly(Assembly.Load(ctx.Reader.ReadString()));
        object factory = ctx.Environment.ComponentCatalog.CreateExtension(
            typeof(CustomMappingFactoryAttributeAttribute), contractName);
        return factory is ICustomMappingFactory mapping
            ? mapping.CreateTransformer(contractName)
            : throw new InvalidOperationException(
                $"{factory.GetType()}, which has the contract '{contractName}', is no {typeof(CustomMappingFactory<,>).Name}.");
    }
}
