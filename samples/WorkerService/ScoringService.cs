using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlNetShallow.Batch;

namespace MlNetShallow.Samples;

/// <summary>Scores the inputs that the settings name.</summary>
internal sealed class ScoringService(
    IConfiguration settings, IHostApplicationLifetime application, ILogger<ScoringService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            ScoringModel model = ScoringModel.Load(Required("Model"));
            TimeSpan? every = settings.GetValue<TimeSpan?>("Every");
            do
                await Score(model, every is null ? Required("Output") : Dated(Required("Output")), stoppingToken);
            while (every is { } pause && await Wait(pause, stoppingToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The service's exit code is what its scheduler goes by.
            logger.LogError(exception, "The scoring failed.");
            Environment.ExitCode = 1;
        }

        application.StopApplication();
    }

    private async Task Score(ScoringModel model, string output, CancellationToken stoppingToken)
    {
        // Resume begins where there is nothing to continue, and does nothing where all is done.
        var options = new ScoringOptions
        {
            Resume = true,
            PartRows = settings.GetValue<int?>("PartRows"),
            Shard = settings["Shard"] is { } shard ? Shard.Parse(shard) : Shard.FromScheduler() ?? Shard.Whole,
        };
        var job = new ScoringJob(model, ScoringInputs.FromPath(Required("Input")), output, options, logger);
        var progress = new Progress<ScoringProgress>(
            now => logger.LogDebug("{Done} of {Total} {Noun}.", now.Done, now.Total, now.Noun));
        ScoringResult result = await job.RunAsync(progress, stoppingToken);
        logger.LogInformation("{Rows} rows, {Errors} with an error: {Output}", result.Rows, result.Errors, result.OutputPath);
    }

    private string Required(string setting)
        => settings[setting] ?? throw new InvalidOperationException($"The setting '{setting}' is missing: --{setting} VALUE.");

    private static string Dated(string path) => Path.ChangeExtension(
        path, DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Path.GetExtension(path));

    private static async Task<bool> Wait(TimeSpan pause, CancellationToken stoppingToken)
    {
        await Task.Delay(pause, stoppingToken);
        return true;
    }
}
