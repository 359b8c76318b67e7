using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The extensions, by kind and contract, of the assemblies that were registered.</summary>
public sealed class ComponentCatalog
{
    private readonly HashSet<Assembly> _assemblies = [];
    private readonly Dictionary<(Type Kind, string Contract), Type> _extensions = [];
    private readonly Lock _sync = new();

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (_sync)
        {
            if (!_assemblies.Add(assembly))
                return;

            foreach (Type type in assembly.GetTypes().Where(type => type.IsClass))
            {
                foreach (var mark in type.GetCustomAttributes<ExtensionBaseAttribute>())
                {
                    if (!_extensions.TryAdd((mark.GetType(), mark.ContractName), type) && throwOnError)
                        throw new InvalidOperationException($"There are two extensions with the contract '{mark.ContractName}'.");
                }
            }
        }
    }

    internal object CreateExtension(Type kind, string contract)
    {
        lock (_sync)
        {
            if (_extensions.TryGetValue((kind, contract), out Type? type))
                return Activator.CreateInstance(type, nonPublic: true)!;
        }

        throw new InvalidOperationException(
            $"There is no extension with the contract '{contract}'. Call {nameof(ComponentCatalog)}.{nameof(RegisterAssembly)} "
            + $"with the assembly of the class that carries [{kind.Name}(\"{contract}\")].");
    }
}
