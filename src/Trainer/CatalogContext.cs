using Microsoft.ML.Runtime;

namespace MlNetShallow;

/// <summary>
/// The one place that looks behind ML.NET's public surface: a catalog's trainers know the environment of their context, which has
/// its log and its seed, but only ML.NET's own trainers can ask for it. Where a version of ML.NET has no such thing, there is
/// none here either, and nobody is the worse for it than without this class. Thread-safe.
/// </summary>
internal static class CatalogContext
{
    /// <summary>The environment of the context that a catalog belongs to; null where there is none to be found.</summary>
    public static IHostEnvironment? EnvironmentOf(object catalog) => Read<IHostEnvironment>(catalog, "Environment");

    /// <summary>The seed that a context was made with; null where it was made with none, or where none is to be found.</summary>
    public static int? SeedOf(IHostEnvironment environment) => Read<int?>(environment, "Seed");

    private static T? Read<T>(object source, string name)
    {
        try
        {
            // Properties of internal interfaces, which are implemented explicitly.
            return source.GetType().GetInterfaces()
                .Select(contract => contract.GetProperty(name))
                .FirstOrDefault(property => property?.PropertyType == typeof(T))?.GetValue(source) is T value ? value : default;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return default;
        }
    }
}
