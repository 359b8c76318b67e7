using Microsoft.ML.Runtime;

namespace MlNetShallow;

/// <summary>What a training reports: it goes to ML.NET's log, and is kept for the model.</summary>
internal sealed class TrainingLog(IChannel channel)
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public void Info(string message)
    {
        _messages.Add(message);
        channel.Info(MessageSensitivity.None, message);
    }

    public void Warning(MessageSensitivity sensitivity, string message)
    {
        _messages.Add(message);
        channel.Warning(sensitivity, message);
    }
}
