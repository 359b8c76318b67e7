using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The start of everything in ML.NET: the catalogs, the seed and the log.</summary>
public sealed class MLContext : IHostEnvironmentInternal
{
    private readonly int? _seed;

    public MLContext(int? seed = null)
    {
        _seed = seed;
        Data = new DataOperationsCatalog(this);
        Transforms = new TransformsCatalog(this);
        BinaryClassification = new BinaryClassificationCatalog(this);
        Model = new ModelOperationsCatalog(this);
    }

    public event EventHandler<LoggingEventArgs>? Log;

    public DataOperationsCatalog Data { get; }

    public TransformsCatalog Transforms { get; }

    public BinaryClassificationCatalog BinaryClassification { get; }

    public ModelOperationsCatalog Model { get; }

    public ComponentCatalog ComponentCatalog { get; } = new();

    int? IHostEnvironmentInternal.Seed => _seed;

    IChannel IChannelProvider.Start(string name) =>
        new Channel((kind, message) => Log?.Invoke(this, new LoggingEventArgs(message, kind, name)));
}
