namespace Microsoft.ML.Transforms;

/// <summary>Marks the factory that gives a saved custom mapping its action back.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute(string contractName) : ExtensionBaseAttribute(contractName);

/// <summary>Gives a saved custom mapping its action back.</summary>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(string contractName) =>
        new CustomMappingTransformer<TSrc, TDst>(GetMapping(), contractName);
}

/// <summary>A factory whatever the types of its rows.</summary>
internal interface ICustomMappingFactory
{
    ITransformer CreateTransformer(string contractName);
}
