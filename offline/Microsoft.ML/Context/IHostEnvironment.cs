namespace Microsoft.ML.Runtime;

/// <summary>What components share: here, the way to the log.</summary>
public interface IHostEnvironment
{
    IChannel Start(string name);
}

/// <summary>Carries the messages of one piece of work to the log.</summary>
public interface IChannel : IDisposable
{
    void Trace(MessageSensitivity sensitivity, string fmt);
    void Info(MessageSensitivity sensitivity, string fmt);
    void Warning(MessageSensitivity sensitivity, string fmt);
}

/// <summary>What a message may give away.</summary>
public enum MessageSensitivity
{
    None = 0,
    Schema = 8,
}
