using System.Reflection;
using System.Text.RegularExpressions;

namespace MlNetShallow.Data.Files;

/// <summary>What the user of a command line wants to know of an exception: the reason, on one line.</summary>
internal static partial class ErrorLine
{
    public static string Of(Exception exception)
    {
        // ML.NET wraps what happens on its worker threads.
        while (exception is InvalidOperationException or AggregateException or TargetInvocationException
            && exception.InnerException is { } cause)
            exception = cause;
        // One with a cause was made by us, and says more.
        string message = exception is OperationCanceledException and not { InnerException: OperationCanceledException }
            ? "Stopped before the end; nothing more is written."
            : exception.Message;
        return LineBreaks().Replace(ParameterName().Replace(message, ""), " ").Trim();
    }

    // It names a parameter of ours, not an option of the user's.
    [GeneratedRegex(@" ?\(Parameter '[^']*'\)")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\s*[\r\n]+\s*")]
    private static partial Regex LineBreaks();
}
