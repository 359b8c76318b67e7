using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>A message of the log.</summary>
public class LoggingEventArgs(string message, ChannelMessageKind kind, string source) : EventArgs
{
    public string Source { get; } = source;

    public ChannelMessageKind Kind { get; } = kind;

    public string RawMessage { get; } = message;

    public string Message => $"[Source={Source}, Kind={Kind}] {RawMessage}";
}
