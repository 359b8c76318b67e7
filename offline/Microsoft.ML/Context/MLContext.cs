namespace Microsoft.ML;

/// <summary>The start of everything in ML.NET: the catalogs, the seed and the log.</summary>
public sealed class MLContext : IHostEnvironment
{
    public MLContext(int? seed = null)
    {
        Data = new DataOperationsCatalog(seed);
        BinaryClassification = new BinaryClassificationCatalog(Data);
        MulticlassClassification = new MulticlassClassificationCatalog(Data);
        Regression = new RegressionCatalog(Data);
    }

    public event EventHandler<LoggingEventArgs>? Log;
    public DataOperationsCatalog Data { get; }
    public TransformsCatalog Transforms { get; } = new();
    public BinaryClassificationCatalog BinaryClassification { get; }
    public MulticlassClassificationCatalog MulticlassClassification { get; }
    public RegressionCatalog Regression { get; }
    public ModelOperationsCatalog Model { get; } = new();
    IChannel IHostEnvironment.Start(string name) => new Channel(this, name);

    private sealed class Channel(MLContext context, string name) : IChannel
    {
        public void Trace(MessageSensitivity sensitivity, string fmt) => Send(nameof(Trace), fmt);
        public void Info(MessageSensitivity sensitivity, string fmt) => Send(nameof(Info), fmt);
        public void Warning(MessageSensitivity sensitivity, string fmt) => Send(nameof(Warning), fmt);
        public void Dispose() { }

        private void Send(string kind, string message)
            => context.Log?.Invoke(context, new LoggingEventArgs($"[Source={name}, Kind={kind}] {message}"));
    }
}

/// <summary>A message of the log.</summary>
public class LoggingEventArgs : EventArgs
{
    internal LoggingEventArgs(string message) => Message = message;
    public string Message { get; }
}
