using Microsoft.Extensions.Logging;

namespace MlNetShallow.Batch;

/// <summary>What jobs say to a log.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Information, "Scoring {Count} of {Total} inputs of '{Source}' into '{Output}'.")]
    public static partial void LogBegun(this ILogger logger, long count, long total, string source, string output);

    [LoggerMessage(2, LogLevel.Information, "Resuming '{Output}': {Done} of {Count} inputs are finished.")]
    public static partial void LogResumed(this ILogger logger, string output, long done, long count);

    [LoggerMessage(3, LogLevel.Information, "Wrote {Rows} rows, {Errors} with an error, into '{Output}'.")]
    public static partial void LogDone(this ILogger logger, long rows, long errors, string output);

    [LoggerMessage(4, LogLevel.Information, "The output '{Output}' was complete before; nothing was scored.")]
    public static partial void LogWasComplete(this ILogger logger, string output);

    [LoggerMessage(5, LogLevel.Warning, "The part '{Part}' is gone and is scored again.")]
    public static partial void LogPartGone(this ILogger logger, string part);

    [LoggerMessage(6, LogLevel.Warning, "{Message}")]
    public static partial void LogLeftOut(this ILogger logger, string message);

    [LoggerMessage(7, LogLevel.Warning, "The job of '{Output}' began on {Before} and is resumed on {Now}: the last digits of its "
        + "scores may differ from those of a job on one machine.")]
    public static partial void LogResumedElsewhere(this ILogger logger, string output, string before, string now);

    [LoggerMessage(8, LogLevel.Warning, "The shards were scored on unlike machines ({Machines}): the last digits of their scores "
        + "may differ from those of a job on one machine.")]
    public static partial void LogUnlikeShards(this ILogger logger, string machines);
}
