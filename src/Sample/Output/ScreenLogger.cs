using Microsoft.Extensions.Logging;

namespace MlNetShallow.Sample.Output;

/// <summary>Writes warnings to standard error, one to a line.</summary>
internal sealed class ScreenLogger(Screen screen) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            screen.Error.WriteLine(OptionText.OnCommandLine(formatter(state, exception)));
    }
}
