using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where the transforms are found, as extension methods.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(IHostEnvironment environment) => Environment = environment;

    public ConversionTransforms Conversion { get; } = new();

    internal IHostEnvironment Environment { get; }

    /// <summary>Where the conversions of types are found.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms()
        {
        }
    }
}
