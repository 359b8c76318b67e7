using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Runtime;

/// <summary>A channel that hands its messages on, and says itself when it opens and closes.</summary>
internal sealed class Channel : IChannel
{
    private readonly Action<ChannelMessageKind, string> _send;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _isDisposed;

    internal Channel(Action<ChannelMessageKind, string> send)
    {
        _send = send;
        _send(ChannelMessageKind.Trace, "Channel started");
    }

    public void Trace(MessageSensitivity sensitivity, string fmt) => _send(ChannelMessageKind.Trace, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Trace, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => _send(ChannelMessageKind.Info, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Info, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) => _send(ChannelMessageKind.Warning, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Warning, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => _send(ChannelMessageKind.Error, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) =>
        Send(ChannelMessageKind.Error, fmt, args);

    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        Send(ChannelMessageKind.Trace, "Channel finished. Elapsed {0:c}.", _watch.Elapsed);
        _send(ChannelMessageKind.Trace, "Channel disposed");
    }

    private void Send(ChannelMessageKind kind, string format, params object[] arguments) =>
        _send(kind, string.Format(CultureInfo.CurrentCulture, format, arguments));
}
